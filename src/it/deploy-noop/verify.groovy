import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
build.writesTheFilesExpected()

assert !build.writesToTheCluster('target/pgchart').isEmpty()
assert build.writesToTheCluster('target/again').isEmpty()

// Neither is there a second revision of anything, nor did the hook run again.
def releases = cluster.history('orders-db')
assert releases*.revision == [1] && releases*.status == ['deployed']
assert cluster.get('statefulset', 'postgresql').metadata.generation == 1
assert cluster.names('controllerrevision').size() == 1
assert cluster.names('job') == ['job.batch/postgresql-pgbackrest-init']
