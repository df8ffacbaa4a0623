import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

assert cluster.get('configmap', 'postgresql-config').data['postgresql.conf'].contains("work_mem = '32MB'")
def history = cluster.history('orders-db')
assert history*.revision == [1, 2, 3, 4, 5]
assert history*.status == ['superseded'] * 4 + ['deployed']
assert history*.description.drop(3) == ['Rollback to 1', 'Rollback to 3']

// helm goes on from there.
if (cluster.hasHelm()) {
  assert cluster.helm('get', 'manifest', 'orders-db', '--revision', '4') ==
      cluster.helm('get', 'manifest', 'orders-db', '--revision', '1')
  cluster.helm('rollback', 'orders-db', '2')
  assert cluster.get('configmap', 'postgresql-config').data['postgresql.conf'].contains("work_mem = '16MB'")
}
