import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

context.first.succeeds()

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
def history = cluster.helmJson('history', 'orders-db')
assert history*.status == ['superseded', 'deployed']
assert history*.description == ['Install complete', 'Upgrade complete']
assert cluster.get('service', 'postgresql').spec.ports[0].port == 6432
