import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)
// As if the network team had changed the release's Service, in its own name.
cluster.kubectl('apply', '--server-side', '--field-manager=team-network', '-f', new File(basedir, 'service.yaml').path)

return true
