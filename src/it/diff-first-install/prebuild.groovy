import io.pgchart.it.TestCluster

new TestCluster(basedir).kubectl('create', 'namespace', basedir.name)

return true
