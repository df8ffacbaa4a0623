import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def cluster = new TestCluster(basedir)
assert cluster.names('statefulset,service,configmap,pod') == ['configmap/kube-root-ca.crt']
assert cluster.helmJson('list').isEmpty()
assert !cluster.names('secret').any { it.contains('sh.helm.release') }
