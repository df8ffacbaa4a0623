import io.pgchart.it.FinishedBuild
import io.pgchart.it.TestCluster

new FinishedBuild(basedir, sources).saysWhatIsExpected()

def cluster = new TestCluster(basedir)

// Nothing is left but the namespace itself, and what Kubernetes has in every one.
assert cluster.names('pvc') == []
assert cluster.names('secret') == []
assert cluster.names('configmap') == ['configmap/kube-root-ca.crt']
assert cluster.names('statefulset,service,pod,role,rolebinding,cronjob,job') == []
assert cluster.names('serviceaccount') == ['serviceaccount/default']
assert cluster.get('namespace', 'undeploy-delete-data').status.phase == 'Active'
