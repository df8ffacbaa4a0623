import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()
assert !build.files('target/pgchart').contains('trace.log')
