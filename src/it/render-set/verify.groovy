import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests['StatefulSet/postgresql'].spec.replicas == 2
def config = manifests['ConfigMap/postgresql-config'].data
assert config['postgresql.conf'].contains("log_line_prefix = '%m,%p '")
assert config['pg_hba.conf'].contains('host all all 10.0.0.0/8 scram-sha-256')
assert manifests['StatefulSet/postgresql'].spec.template.metadata.annotations['example.com/a'] == 'b'
