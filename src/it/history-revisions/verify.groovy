import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

def history = cluster.history('orders-db')
assert history*.status == ['superseded', 'failed', 'deployed']
