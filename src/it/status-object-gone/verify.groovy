import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

// A status changes nothing.
assert new TestCluster(basedir).names('service') == ['service/postgresql']
