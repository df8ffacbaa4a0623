def console = new File(basedir, 'build.log').text

assert console.contains('pgchart:help')
assert console.contains('BUILD SUCCESS')
