import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

// Nothing was stopped, and no revision made.
def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']
assert cluster.get('statefulset', 'postgresql').spec.replicas == 1
