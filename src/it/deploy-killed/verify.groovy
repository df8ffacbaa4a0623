import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

// It died without a word: nothing but the record told of it.
def killed = new File(basedir, 'killed.log').text
assert killed.contains('[INFO] Plan      5 to create')
assert !killed.contains('BUILD')

def cluster = new TestCluster(basedir)
assert cluster.helmJson('history', 'orders-db')*.status == ['failed', 'deployed']
assert cluster.get('statefulset', 'postgresql').status.readyReplicas == 1
// What the first run made was taken as it was.
assert cluster.get('statefulset', 'postgresql').metadata.generation == 1
