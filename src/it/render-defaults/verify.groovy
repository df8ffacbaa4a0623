import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests.keySet().containsAll([
        'ConfigMap/postgresql-config', 'Secret/postgresql', 'Service/postgresql', 'StatefulSet/postgresql'])
assert manifests['StatefulSet/postgresql'].metadata.namespace == null
assert manifests['StatefulSet/postgresql'].spec.replicas == 1
assert manifests['Secret/postgresql'].data.keySet() == ['username'] as Set
