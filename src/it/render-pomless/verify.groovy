import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

assert build.manifests()['StatefulSet/postgresql'].spec.replicas == 2
