import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
def config = cluster.get('configmap', 'postgresql-config').data.values().join('\n')
assert config.contains('16MB') && config.contains('256MB')

// The pod is another one, of the second revision.
def workload = cluster.get('statefulset', 'postgresql').status
assert cluster.names('controllerrevision').size() == 2
assert workload.readyReplicas == 1 && workload.updatedReplicas == 1
assert workload.currentRevision == workload.updateRevision
def pod = cluster.get('pod', 'postgresql-0').metadata
assert pod.labels['controller-revision-hash'] == workload.updateRevision
assert cluster.get('controllerrevision', workload.updateRevision).revision == 2

def releases = cluster.history('orders-db')
assert releases*.revision == [1, 2] && releases*.status == ['superseded', 'deployed']
