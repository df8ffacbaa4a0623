import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests.keySet().every { !it.startsWith('Secret/') }
def statefulSet = build.read('target/pgchart/manifest.yaml')
assert ['orders-database', 'orders-s3', 'company-ca'].every { statefulSet.contains(it) }
