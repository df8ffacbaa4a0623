import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()
assert build.writesToTheCluster('target/dry').isEmpty()
// What would be deployed is there to be looked at.
assert build.objects('target/dry/manifest.yaml')['Service/postgresql'].spec.ports[0].port == 6432

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.revision == [1]
assert cluster.get('service', 'postgresql').spec.ports[0].port == 5432
