import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

// The first one left nothing behind, not even a record.
assert build.writesToTheCluster('target/pgchart').isEmpty()

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
