import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests['PodDisruptionBudget/postgresql'].spec.minAvailable == 1
assert manifests['ConfigMap/postgresql-dashboard'].data['title'] == 'Database orders "quoted"'
assert manifests.containsKey('StatefulSet/postgresql')
