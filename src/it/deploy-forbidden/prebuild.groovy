import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)
cluster.kubectl('apply', '-f', new File(basedir, 'roles.yaml').path)

def kubeconfig = new File(basedir, 'kubeconfig')
kubeconfig.text = cluster.kubectl('config', 'view', '--minify', '--raw', '--flatten')
['novice', 'deployer'].each { name ->
  cluster.kubectl('create', 'serviceaccount', name)
  cluster.kubectl('create', 'rolebinding', name, "--role=$name", "--serviceaccount=$basedir.name:$name")
  def token = cluster.kubectl('create', 'token', name).trim()
  cluster.kubectl('config', 'set-credentials', name, "--token=$token", "--kubeconfig=$kubeconfig")
  cluster.kubectl('config', 'set-context', name, '--cluster=cluster-test', "--user=$name", "--kubeconfig=$kubeconfig")
}

return true
