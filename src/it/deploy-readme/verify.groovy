def console = new File(basedir, 'build.log').readLines()*.stripTrailing()

// Seven commands, and each succeeded.
assert console.count('[INFO] BUILD SUCCESS') == 7
