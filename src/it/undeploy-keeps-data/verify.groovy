import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

// The volume and the Secret are those of the first deploy: the last one generated no other password.
def noted = new File(basedir, 'build.log').text
assert noted.count('password generated') == 1
def release = cluster.history('orders-db')
assert release.size() == 1 && release[0].revision == 1
def claim = cluster.get('pvc', 'postgresql-storage-postgresql-0').metadata
def secret = cluster.get('secret', 'postgresql')
def workload = cluster.get('statefulset', 'postgresql').metadata
assert claim.creationTimestamp <= workload.creationTimestamp
assert cluster.names('pvc') == ['persistentvolumeclaim/postgresql-storage-postgresql-0']
assert !secret.data.password.empty
