import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.names('networkpolicy').isEmpty()
assert cluster.names('poddisruptionbudget').isEmpty()
assert cluster.names('configmap').contains('configmap/orders-notes')
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1

assert !cluster.hasHelm() || !cluster.helm('get', 'manifest', 'orders-db').contains('kind: NetworkPolicy')
assert cluster.history('orders-db')*.status == ['superseded', 'deployed']
