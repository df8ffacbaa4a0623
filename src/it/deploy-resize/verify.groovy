import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert build.writesToTheCluster('target/again').isEmpty()

def claim = cluster.get('pvc', 'postgresql-storage-postgresql-0')
assert claim.spec.resources.requests.storage == '2Gi' && claim.status.capacity.storage == '2Gi'

// The first deploy's pod is the last rollback's, too, and belongs to its workload.
def set = cluster.get('statefulset', 'postgresql')
def pod = cluster.get('pod', 'postgresql-0')
assert set.spec.volumeClaimTemplates[0].spec.resources.requests.storage == '1Gi'
assert pod.metadata.ownerReferences[0].uid == set.metadata.uid
assert pod.metadata.creationTimestamp < set.metadata.creationTimestamp

assert cluster.helmJson('history', 'orders-db')*.status == ['superseded', 'superseded', 'deployed']
