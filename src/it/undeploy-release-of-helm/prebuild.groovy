import io.pgchart.it.TestCluster

new TestCluster(basedir).helm('install', 'orders-db', new File(basedir, 'helm-chart').path, '--create-namespace')

return true
