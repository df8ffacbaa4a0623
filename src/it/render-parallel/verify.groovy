import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)

def modules = ['catalog', 'customers', 'invoices', 'orders', 'payments', 'returns', 'shipping', 'stock']
def one = build.files('catalog/target/pgchart')*.replace('catalog', 'NAME')
modules.each { module ->
    assert build.files("$module/target/pgchart")*.replace(module, 'NAME') == one
    def statefulSet = build.objects("$module/target/pgchart/manifest.yaml")["StatefulSet/$module-db".toString()]
    assert statefulSet.metadata.labels['app.kubernetes.io/instance'] == module
    assert statefulSet.spec.template.spec.containers[0].env.find { it.name == 'POSTGRES_DB' }.value == module
}
assert !build.read('build.log').contains('not marked')
