import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
// What helm had made is there again, and nothing else but what holds data.
assert cluster.get('configmap', 'orders-settings').data.level == 'info'
assert cluster.names('statefulset,service') == []
assert cluster.names('pvc') == ['persistentvolumeclaim/postgresql-storage-postgresql-0']
assert cluster.helm('get', 'manifest', 'orders-db', '--revision', '3') ==
    cluster.helm('get', 'manifest', 'orders-db', '--revision', '1')

// helm goes on from there.
cluster.helm('upgrade', 'orders-db', new File(basedir, 'helm-chart').path, '--set', 'level=debug')
assert cluster.get('configmap', 'orders-settings').data.level == 'debug'
