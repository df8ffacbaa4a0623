import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

assert build.objects('target/during-tests.yaml')['StatefulSet/postgresql'].status.readyReplicas == 1

def cluster = new TestCluster(basedir)
assert cluster.helmJson('list') == []
assert cluster.names('statefulset,service,pod') == []
// The second build found the first one's data, as any redeploy does.
assert cluster.names('pvc') == ['persistentvolumeclaim/postgresql-storage-postgresql-0']
