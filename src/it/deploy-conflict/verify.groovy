import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// The second one took the field.
assert cluster.get('service', 'postgresql').spec.type == 'ClusterIP'
def owners = cluster.get('service', 'postgresql').metadata.managedFields
assert owners.find { it.manager == 'helm' }.fieldsV1.toString().contains('f:type')
assert !owners.any { it.manager == 'team-network' && it.fieldsV1.toString().contains('f:type') }

// The first one left nothing behind, not even a record.
assert cluster.helmJson('history', 'orders-db')*.revision == [1]
assert build.writesToTheCluster('target/pgchart').isEmpty()
