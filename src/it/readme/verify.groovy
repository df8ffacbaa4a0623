def console = new File(basedir, 'build.log').readLines()*.stripTrailing()

// Six commands, and each succeeded.
def successes = console.count('[INFO] BUILD SUCCESS')
assert successes == 6
def complaints = console.findAll { it.startsWith('[ERROR]') }
assert complaints.isEmpty()

// What the README shows of the first is what it said.
def readme = new File(sources, '../../README.md').text
def shown = readme.readLines().findAll { it.startsWith('[INFO] ') }
assert shown.size() > 10
def neverSaid = shown - console
assert neverSaid.isEmpty()
