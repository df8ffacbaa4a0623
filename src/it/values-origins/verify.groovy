import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
def leaves = build.read('build.log').readLines().findAll { it =~ /^\[INFO] [\w.]+(\[\d+])? = / }
assert leaves.size() > 100
assert leaves.every { it =~ / = .*  \(.+\)$/ }

assert leaves.containsAll([
        '[INFO] postgresql.database = "orders"  (src/main/pgchart/values.yaml:2)',
        '[INFO] commonLabels.team = "orders"  (pom.xml <values>)',
        '[INFO] persistence.storageClass = "fast"  (property pgchart.values.persistence.storageClass)',
        '[INFO] replicaCount = 2  (-Dpgchart.values.replicaCount)',
        '[INFO] persistence.size = "30Gi"  (-Dpgchart.set)'])
assert leaves.any { it =~ /^\[INFO] service.port = 5432  \(chart.values.yaml:\d+\)$/ }
assert leaves.any { it =~ /^\[INFO] postgresql.password = .*  \(src.main.pgchart.values.yaml:3\)$/ }
assert !build.read('build.log').contains('a-secret-that-must-not-be-shown')
assert build.files('target/pgchart').isEmpty()
