import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
def chart = new File(basedir, 'helm-chart').path
cluster.helm('install', 'orders-db', chart, '--create-namespace')
cluster.helm('upgrade', 'orders-db', chart, '--set', 'level=debug', '--description', 'more to read')

return true
