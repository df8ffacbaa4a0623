import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.get('pod', 'postgresql-0').spec.containers[0].image.endsWith(':15.1')
assert cluster.names('networkpolicy') == ['networkpolicy.networking.k8s.io/postgresql']

def releases = cluster.helmJson('history', 'orders-db')
assert releases*.revision == [1, 2] && releases*.status == ['superseded', 'deployed']
assert releases[1].description == 'Upgrade complete'

// What did not change was not written: it is as the first deploy made it.
assert cluster.get('statefulset', 'postgresql').metadata.generation == 2
assert cluster.get('service', 'postgresql').metadata.managedFields.size() == 1
