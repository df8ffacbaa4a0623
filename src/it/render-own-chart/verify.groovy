import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

def manifests = build.manifests()
assert manifests.keySet() == ['ConfigMap/greeting'] as Set
assert manifests['ConfigMap/greeting'].data == [text: 'Hello, "World"', motd: "Welcome to Hello, \"World\"\n"]
assert build.read('target/pgchart/NOTES.txt').contains('Hello, "World"')
