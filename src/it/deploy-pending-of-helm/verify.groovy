import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()
assert build.writesToTheCluster('target/pgchart').isEmpty()

// Taken over: helm's revision is put right, and what helm alone had made is gone.
def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['failed', 'deployed']
assert cluster.names('deployment') == []
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
