import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

// The first of the three builds wrote backups, the second none, the third failed.
assert !build.files('target/pgchart').any { it.contains('pgbackrest') }
assert build.manifests()['StatefulSet/postgresql'].spec.replicas == 2
