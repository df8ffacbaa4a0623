import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()
assert ['build.log', 'target/pgchart/trace.log'].every { !new File(basedir, it).text.contains('planted-password') }

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']
// The check has its delete policy, the migration stays until the next one.
assert cluster.names('job') == ['job.batch/orders-migrate']
def pods = cluster.get('job', 'orders-migrate').status
assert pods.failed == 1 && pods.succeeded == 1
