import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// Within seconds, Maven's own included.
def time = (build.read('build.log') =~ /Total time:\s+([\d.]+) s/)[0][1].toDouble()
assert time < 20
