import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def statefulSet = build.manifests()['StatefulSet/postgresql']
assert statefulSet.spec.replicas == 2
assert statefulSet.spec.volumeClaimTemplates[0].spec.resources.requests.storage == '30Gi'
def config = build.manifests()['ConfigMap/postgresql-config'].data['postgresql.conf']
assert config.contains("work_mem = '16MB'")
assert config.contains("application_name = 'orders 1 \${literally}'")
