import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert build.writesToTheCluster('target/again').isEmpty()
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
