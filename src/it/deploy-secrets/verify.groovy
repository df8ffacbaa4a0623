import io.pgchart.it.TestCluster

def planted = [
  'planted-in-the-settings', 'planted-in-a-file', 'planted-in-a-property', 'planted-on-the-command-line',
  'planted-too-deep',
]
def forms = planted.collectMany { [it, it.bytes.encodeBase64().toString().replaceAll('.{4}$', '')] }

def written = [new File(basedir, 'build.log'), new File(basedir, 'target/pgchart/trace.log'),
  new File(basedir, 'target/pgchart/values.yaml'), new File(basedir, 'target/pgchart/NOTES.txt')]
// What is rendered holds them where Kubernetes wants them: in Secrets alone.
new File(basedir, 'target/pgchart/manifests').eachFile { if (!it.name.contains('-secret-')) written << it }
written.each { file ->
  def lines = file.readLines().findAll { line -> forms.any { line.contains(it) } }
  assert lines == [], file
}

def log = new File(basedir, 'build.log').text
assert log.contains('Deployed  orders-db revision 1')
assert log.contains('StatefulSet/postgresql: did not become ready')
assert log.contains('postgresql.password')

def cluster = new TestCluster(basedir)
def values = cluster.helmJson('get', 'values', 'orders-db', '--revision', '1')
assert values.postgresql.password == 'planted-in-the-settings'
