import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

['': '', 'catalog/': '-catalog', 'billing/': '-billing'].each { folder, module ->
  assert build.read("${folder}target/answer.txt").trim() == "forward-multi-module$module"
}

// One tunnel for all, and its port is closed.
def ports = (build.read('build.log') =~ /127\.0\.0\.1:(\d+) -> /).collect { it[1] }
assert ports.size() == 3 && ports.unique().size() == 1
try {
  new Socket('127.0.0.1', ports[0] as int).close()
  assert false : "$ports is still open"
} catch (ConnectException e) {
  // As it should be.
}
