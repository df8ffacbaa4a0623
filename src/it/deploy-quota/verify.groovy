import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['failed']
assert cluster.names('pod') == []
assert cluster.names('statefulset') == ['statefulset.apps/postgresql']
