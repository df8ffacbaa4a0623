import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
def history = cluster.helmJson('history', 'orders-db')
assert history*.status == ['superseded', 'failed', 'deployed']
assert history[2].description == 'Rollback to 1'
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
