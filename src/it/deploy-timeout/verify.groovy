import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// The release failed, and what it made stays to be looked at.
assert cluster.helmJson('history', 'orders-db')*.status == ['failed']
assert cluster.names('pod') == ['pod/postgresql-0']
assert cluster.names('statefulset') == ['statefulset.apps/postgresql']
