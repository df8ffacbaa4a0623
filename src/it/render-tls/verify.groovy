import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
def ca = manifests['Secret/postgresql-minio-ca']
assert ca.metadata.annotations['helm.sh/resource-policy'] == 'keep'
assert ca.data.keySet() == ['ca.crt'] as Set
assert manifests['StatefulSet/postgresql'].spec.template.spec.initContainers*.name.contains('minio-ca-init')
