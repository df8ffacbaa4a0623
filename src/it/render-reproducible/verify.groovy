import io.pgchart.it.FinishedBuild

def build = new FinishedBuild(basedir, sources)

def first = build.files('first/target/pgchart')
assert first.size() > 10
assert build.files('second/further/down/target/pgchart') == first
for (file in first) {
    def text = build.read("first/target/pgchart/$file")
    assert text == build.read("second/further/down/target/pgchart/$file")
    assert !text.contains('\r')
    assert !text.contains(basedir.path)
}
