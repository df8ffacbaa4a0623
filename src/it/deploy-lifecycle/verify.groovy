import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

assert build.files('target/repository').contains('io/pgchart/it/deploy-lifecycle/1/deploy-lifecycle-1.jar')

// The second build found its database as it should be.
def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
