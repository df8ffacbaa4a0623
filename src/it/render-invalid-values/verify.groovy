import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

assert build.files('target/pgchart').isEmpty()
assert !build.read('build.log').contains('a-secret-that-must-not-be-shown')
