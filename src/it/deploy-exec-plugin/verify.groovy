import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['deployed']

// What the program printed is nobody else's business.
def token = new File(basedir, 'token').text
assert token.size() > 100
assert ['build.log', 'target/pgchart/trace.log'].every { !new File(basedir, it).text.contains(token) }
