import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)
build.saysWhatIsExpected()

def log = build.read('build.log')
def ports = (log =~ /127\.0\.0\.1:(\d+) -> /).collect { it[1] }
assert ports.size() == 2

// What the tests of the second build found.
assert build.read('target/answer.txt').trim() == "ann at orders: jdbc:postgresql://127.0.0.1:${ports[1]}/orders"
assert build.read('target/pgpass-of-tests') == "127.0.0.1:${ports[1]}:*:ann:planted-password\n"

// Nothing is left of either.
assert !new File(basedir, 'target/pgpass').exists()
ports.each { port ->
  try {
    new Socket('127.0.0.1', port as int).close()
    assert false : "$port is still open"
  } catch (ConnectException e) {
    // As it should be.
  }
}

assert build.read('target/pgchart/trace.log').contains('/pods/orders-0/portforward?ports=5432 101 ')
assert ['build.log', 'target/pgchart/trace.log'].every { !build.read(it).contains('planted-password') }
