import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)
cluster.kubectl('create', 'quota', 'team', '--hard=pods=0')

return true
