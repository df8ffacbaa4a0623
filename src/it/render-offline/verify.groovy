import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected().writesTheFilesExpected()

// What Maven loaded the plugin from; Maven 3.8 adds a library of its own to every plugin.
def realm = build.read('build.log').readLines()
        .dropWhile { !it.contains('Populating class realm plugin>io.pgchart:pgchart-maven-plugin') }
        .drop(1)
        .takeWhile { it =~ /Included: / }
        .collect { (it =~ /Included: ([^:]+:[^:]+)/)[0][1] }
        .findAll { it != 'org.codehaus.plexus:plexus-utils' }
assert realm == ['io.pgchart:pgchart-maven-plugin']
