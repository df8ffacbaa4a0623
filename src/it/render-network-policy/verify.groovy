import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def spec = build.manifests()['NetworkPolicy/postgresql'].spec

assert spec.ingress*.from*.podSelector*.matchLabels.flatten() == [['app.kubernetes.io/name': 'orders'], ['app.kubernetes.io/name': 'prometheus']]
assert spec.egress*.ports*.port.flatten() == [53, 443]
