import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)
cluster.kubectl('create', 'serviceaccount', 'ann')
cluster.kubectl('create', 'rolebinding', 'ann', '--clusterrole=cluster-admin', "--serviceaccount=$basedir.name:ann")

def token = new File(basedir, 'token')
token.text = cluster.kubectl('create', 'token', 'ann').trim()

// Prints the credential of a file, as the programs of clouds print that of their session.
def login = new File(basedir, 'bin/login')
login.parentFile.mkdir()
login.text = '''#!/bin/sh
if ! token=$(cat "$1" 2>/dev/null); then
  echo "your session has expired: log in again" >&2
  exit 1
fi
printf '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}' "$token"
'''
login.executable = true

def kubeconfig = new File(basedir, 'kubeconfig')
kubeconfig.text = cluster.kubectl('config', 'view', '--minify', '--raw', '--flatten')
['cloud': token.path, 'logged-out': 'nowhere'].each { name, file ->
  cluster.kubectl('config', 'set-credentials', name, '--exec-command=bin/login', "--exec-arg=$file",
      '--exec-api-version=client.authentication.k8s.io/v1', '--exec-interactive-mode=Never', "--kubeconfig=$kubeconfig")
  cluster.kubectl('config', 'set-context', name, '--cluster=cluster-test', "--user=$name", "--kubeconfig=$kubeconfig")
}

return true
