import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

assert cluster.helmJson('list') == []
assert cluster.names('statefulset,service,pod') == []
assert cluster.names('pvc') == ['persistentvolumeclaim/postgresql-storage-postgresql-0']
