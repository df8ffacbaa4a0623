import io.pgchart.it.BackgroundBuild
import io.pgchart.it.TestCluster

def cluster = new TestCluster(basedir)
cluster.kubectl('create', 'namespace', basedir.name)

context.first = BackgroundBuild.start(basedir, localRepositoryPath, 'first.log',
    'pgchart:deploy', '-Dpgchart.outputDirectory=target/first')
cluster.kubectl('wait', '--for=create', 'pod/postgresql-0', '--timeout=100s')

// The first one's pod starts only when the second one has said that it waits.
Thread.startDaemon {
  BackgroundBuild.awaitText(basedir, 'build.log', 'Waiting   for ')
  cluster.kubectl('annotate', 'pod', 'postgresql-0', 'fake.test/state-')
}

return true
