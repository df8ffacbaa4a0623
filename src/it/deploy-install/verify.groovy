import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def cluster = new TestCluster(basedir)
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
assert cluster.get('job', 'postgresql-pgbackrest-init').status.succeeded == 1

// Helm's label and annotations are on what is kept, and not on the hook.
def service = cluster.get('service', 'postgresql').metadata
assert service.labels['app.kubernetes.io/managed-by'] == 'Helm'
assert service.annotations['meta.helm.sh/release-name'] == 'orders-db'

def releases = cluster.history('orders-db')
assert releases.size() == 1 && releases[0].revision == 1
assert releases[0].status == 'deployed' && releases[0].description == 'Install complete'

// The generated password is in its Secret, and nowhere else.
def password = new String(cluster.get('secret', 'postgresql').data.password.decodeBase64())
assert password.size() >= 24
basedir.eachFileRecurse { file ->
  assert !file.isFile() || !file.text.contains(password)
}
if (cluster.hasHelm()) {
  assert cluster.helmJson('list')*.name == ['orders-db']
  assert !cluster.helm('get', 'all', 'orders-db').contains(password)
}

// The trace tells requests, but no bodies: what was given as a secret stands in no log.
assert new File(basedir, 'target/pgchart/trace.log').readLines().size() > 20
def written = ['build.log', 'target/pgchart/trace.log', 'target/pgchart/values.yaml']
assert written.every { !new File(basedir, it).text.contains('planted-secret-key') }
