import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.get('pod', 'postgresql-0').spec.containers[0].image.endsWith(':15.0-3')
assert cluster.helmJson('list')*.name == ['orders-staging']
assert build.files('target').every { it.startsWith('pgchart/') }
