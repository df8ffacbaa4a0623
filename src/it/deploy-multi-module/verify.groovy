import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

// The parent comes first; the modules render nothing of their own.
assert !build.files('target/pgchart').isEmpty()
assert build.files('catalog/target/pgchart').findAll { it != 'trace.log' }.isEmpty()

def cluster = new TestCluster(basedir)
assert cluster.history('orders-db')*.revision == [1]
