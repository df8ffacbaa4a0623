def console = new File(basedir, 'build.log').readLines()*.stripTrailing()

// Eight commands, and each succeeded.
assert console.count('[INFO] BUILD SUCCESS') == 8
