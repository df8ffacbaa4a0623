import io.pgchart.it.BackgroundBuild
import io.pgchart.it.TestCluster

BackgroundBuild.start(basedir, localRepositoryPath, 'deploy.log', 'pgchart:deploy').succeeds()
def cluster = new TestCluster(basedir)
cluster.kubectl('delete', 'service', 'postgresql-headless')
cluster.kubectl('scale', 'statefulset', 'postgresql', '--replicas=0')
cluster.kubectl('wait', '--for=delete', 'pod/postgresql-0', '--timeout=60s')

return true
