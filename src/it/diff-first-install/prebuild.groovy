import io.pgchart.it.TestCluster

new TestCluster(basedir).createNamespace()

return true
