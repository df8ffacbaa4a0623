import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

assert cluster.helmJson('status', 'orders-db').info.status == 'deployed'
