import io.pgchart.it.BackgroundBuild
import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
BackgroundBuild.start(basedir, localRepositoryPath, 'deploy.log', 'pgchart:deploy').succeeds()
// One thing is gone, and one is another.
cluster.kubectl('delete', 'service', 'postgresql-headless')
cluster.kubectl('patch', 'service', 'postgresql', '--patch',
    '{"spec": {"type": "NodePort", "ports": [{"port": 5432, "nodePort": 30001}]}}')

return true
