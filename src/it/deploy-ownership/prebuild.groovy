import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)
cluster.kubectl('create', 'configmap', 'postgresql-config', '--from-literal=by=hand')
cluster.kubectl('create', 'service', 'clusterip', 'postgresql', '--tcp=5432')
cluster.kubectl('label', 'service/postgresql', 'app.kubernetes.io/managed-by=Helm')
cluster.kubectl('annotate', 'service/postgresql',
    'meta.helm.sh/release-name=billing-db', 'meta.helm.sh/release-namespace=' + basedir.name)

return true
