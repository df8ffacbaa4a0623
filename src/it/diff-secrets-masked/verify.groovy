import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

// The command line itself is not in the log; what was given there is nowhere else either but in the manifests.
def written = ['build.log', 'target/pgchart/trace.log', 'target/pgchart/values.yaml']
assert written.every { !new File(basedir, it).text.contains('planted-') }
assert new String(cluster.get('secret', 'postgresql').data.password.decodeBase64()) == 'planted-before'
