import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// It runs as before, with the pod that the failed revision had broken replaced.
def pod = cluster.get('pod', 'postgresql-0')
assert !pod.metadata.annotations.containsKey('fake.test/state')
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1

def releases = cluster.history('orders-db')
assert releases*.status == ['superseded', 'failed', 'deployed']
assert releases[2].description == 'Rollback to 1'
