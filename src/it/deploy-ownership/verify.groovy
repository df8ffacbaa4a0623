import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// The second one took them, and kept nothing back.
def taken = cluster.get('configmap', 'postgresql-config')
assert taken.metadata.annotations['meta.helm.sh/release-name'] == 'orders-db'
assert taken.metadata.labels['app.kubernetes.io/managed-by'] == 'Helm'
assert cluster.get('service', 'postgresql').metadata.annotations['meta.helm.sh/release-name'] == 'orders-db'

// The first one left nothing behind, not even a record.
assert cluster.helmJson('history', 'orders-db')*.revision == [1]
assert build.writesToTheCluster('target/pgchart').isEmpty()
