import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.helm('install', 'orders-db', new File(basedir, 'helm-chart').path, '--create-namespace')

return true
