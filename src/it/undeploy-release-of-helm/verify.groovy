import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.helmJson('list') == []
assert cluster.get('configmap', 'orders-settings') == [:]
assert !cluster.kubectl('get', 'namespace', basedir.name, '-o', 'name').isEmpty()
