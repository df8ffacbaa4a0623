import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// No other context was taken instead: nothing was sent anywhere.
assert build.files('target/pgchart').every { it != 'trace.log' || build.read('target/pgchart/' + it).isEmpty() }
assert !cluster.names('namespace').contains('namespace/' + basedir.name)
