import io.pgchart.it.BackgroundBuild
import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)

// The pod does not start, so the build waits for it until it is killed.
def killed = BackgroundBuild.start(basedir, localRepositoryPath, 'killed.log',
    'pgchart:deploy', '-Dpgchart.outputDirectory=target/killed')
cluster.kubectl('wait', '--for=create', 'pod/postgresql-0', '--timeout=100s')
killed.kill()
assert cluster.helmJson('history', 'orders-db')*.status == ['pending-install']

// Whatever kept the pod from starting is over.
cluster.kubectl('annotate', 'pod', 'postgresql-0', 'fake.test/state-')

return true
