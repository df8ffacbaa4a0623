import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)

// As a helm does that is killed while it waits.
def chart = new File(basedir, 'helm-chart').path
def helm = new ProcessBuilder('helm', 'install', 'orders-db', chart, '--namespace', basedir.name, '--wait').start()
cluster.kubectl('wait', '--for=create', 'deployment/queue', '--timeout=60s')
helm.destroyForcibly().waitFor()
assert cluster.helmJson('history', 'orders-db')*.status == ['pending-install']

return true
