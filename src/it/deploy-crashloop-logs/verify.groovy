import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

// The release failed, and what it made stays to be looked at.
def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['failed']
assert cluster.get('pod', 'orders-0').status.containerStatuses[0].lastState.terminated.exitCode == 1
