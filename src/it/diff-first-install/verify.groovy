import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()
assert build.writesToTheCluster('target/pgchart').isEmpty()

def cluster = new TestCluster(basedir)
assert cluster.names('statefulset,secret') == []
