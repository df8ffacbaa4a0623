import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// Named, it is taken.
assert cluster.helmJson('list')*.status == ['deployed']
