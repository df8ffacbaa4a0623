import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()
assert build.writesToTheCluster('target/pgchart').isEmpty()

assert new TestCluster(basedir).kubectl('get', 'namespace', basedir.name, '--ignore-not-found').isEmpty()
