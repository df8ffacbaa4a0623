import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

// A Job of the incremental backups' CronJob, whose script is asked for another type.
def cluster = new TestCluster(basedir)
def name = cluster.names('job').find { it.startsWith('job.batch/postgresql-pgbackrest-incr-') } - 'job.batch/'
def job = cluster.get('job', name)
assert job.status.succeeded == 1
assert job.metadata.ownerReferences*.name == ['postgresql-pgbackrest-incr']
def scripts = job.spec.template.spec.with { initContainers + containers }.findAll { '/etc/pgbackrest/backup.sh' in it.args }
assert scripts.size() == 2 && scripts.every { 'diff' in it.args && !('incr' in it.args) }
