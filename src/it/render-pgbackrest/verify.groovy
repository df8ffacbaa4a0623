import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests.keySet().containsAll([
        'ServiceAccount/postgresql-pgbackrest', 'Role/postgresql-pgbackrest', 'RoleBinding/postgresql-pgbackrest',
        'CronJob/postgresql-pgbackrest-full', 'CronJob/postgresql-pgbackrest-incr'])
assert !manifests.containsKey('Job/postgresql-pgbackrest-init')
def hook = build.objects('target/pgchart/hooks/post-install-postgresql-pgbackrest-init.yaml')
assert hook['Job/postgresql-pgbackrest-init'].metadata.annotations['helm.sh/hook'] == 'post-install,post-upgrade'
