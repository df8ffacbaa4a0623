import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests['StatefulSet/orders-db'].spec.replicas == 3
assert (0..2).every { manifests.containsKey("Service/orders-db-$it".toString()) }
assert manifests['StatefulSet/orders-db'].spec.serviceName == 'orders-db-headless'
assert manifests.values()*.metadata*.namespace.every { it == 'orders' }
