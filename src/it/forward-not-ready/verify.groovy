import io.pgchart.it.FinishedBuild

new FinishedBuild(basedir, sources).saysWhatIsExpected()
return true
