import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.names('service') == ['service/postgresql']
assert cluster.get('service', 'postgresql').spec.type == 'NodePort'
