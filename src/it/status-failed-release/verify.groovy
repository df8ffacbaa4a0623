import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

assert new TestCluster(basedir).history('orders-db')*.status == ['failed']
