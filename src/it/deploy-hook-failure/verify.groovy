import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

// The release failed; what was applied and the Job that failed stay to be looked at.
def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['failed']
assert cluster.helm('status', 'orders-db').contains('relation "customers" does not exist')
assert cluster.get('configmap', 'orders-settings').data.level == 'info'
assert cluster.get('job', 'orders-migrate').status.failed == 1
