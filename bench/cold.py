#!/usr/bin/env python3
"""What a whole `mvn pgchart:render` costs beside a whole `mvn validate` of an empty POM.

Runs both alternately, in new processes, and prints the medians and their ratio; the ratio is what counts, the
milliseconds are this machine's. Processor time is told too: it hardly depends on what else the machine does.
Needs the plugin in target/it-repository, as ./mvnw -Ptry leaves it, and python3.

    bench/cold.py [--pairs 21] [--mvn PATH] [--goal render]
"""

import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = ROOT / "target" / "it-repository"

EMPTY = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>{name}</artifactId><version>1</version><packaging>pom</packaging>
{body}</project>
"""

PLUGIN = """  <build><plugins><plugin>
    <groupId>io.pgchart</groupId><artifactId>pgchart-maven-plugin</artifactId><version>{version}</version>
  </plugin></plugins></build>
"""

VALUES = ROOT / "bench" / "values.yaml"


def plugin_version():
    pom = (ROOT / "pom.xml").read_text()
    return re.search(r"^  <version>(.*)</version>", pom, re.MULTILINE).group(1)


def maven():
    """The Maven of the wrapper, without the wrapper's own start."""
    out = subprocess.run([ROOT / "mvnw", "--version"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    home = re.search(r"Maven home: (.*)", re.sub(r"\x1b\[[0-9;]*m", "", out)).group(1)
    return str(pathlib.Path(home.strip()) / "bin" / "mvn")


def projects(folder):
    empty = folder / "empty"
    render = folder / "render"
    (render / "src/main/pgchart").mkdir(parents=True)
    empty.mkdir()
    (empty / "pom.xml").write_text(EMPTY.format(name="empty", body=""))
    (render / "pom.xml").write_text(EMPTY.format(name="render", body=PLUGIN.format(version=plugin_version())))
    shutil.copy(VALUES, render / "src/main/pgchart/values.yaml")
    return empty, render


def run(command, folder):
    """Milliseconds that passed, and that processors were busy."""
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    passed = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} in {folder} failed:\n{output.decode()}")
    return passed * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def tell(name, values, floor):
    low, high = statistics.quantiles(values, n=4)[0], statistics.quantiles(values, n=4)[2]
    median = statistics.median(values)
    print(f"  {name:<22} {median:7.0f} ms (half of them {low:.0f} to {high:.0f})  {median / floor:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=21)
    parser.add_argument("--mvn", default=None, help="the mvn to start; default: the wrapper's")
    parser.add_argument("--goal", default="render")
    arguments = parser.parse_args()
    if not REPOSITORY.is_dir():
        sys.exit("build the plugin first: ./mvnw -Ptry")
    mvn = shutil.which(arguments.mvn) if arguments.mvn else maven()
    base = [mvn, "-o", "-q", "-B", f"-Dmaven.repo.local={REPOSITORY}"]
    with tempfile.TemporaryDirectory() as temporary:
        empty, render = projects(pathlib.Path(temporary))
        both = {"mvn validate": (base + ["validate"], empty), f"mvn pgchart:{arguments.goal}": (base + [f"pgchart:{arguments.goal}"], render)}
        for command, folder in both.values():
            run(command, folder)  # fills the disk's cache
        wall = {name: [] for name in both}
        busy = {name: [] for name in both}
        for pair in range(arguments.pairs):
            for name in list(both) if pair % 2 == 0 else reversed(list(both)):
                passed, used = run(*both[name])
                wall[name].append(passed)
                busy[name].append(used)
    for title, measured in (("time that passed", wall), ("processor time", busy)):
        print(f"{title}, medians of {arguments.pairs} pairs")
        floor = statistics.median(measured["mvn validate"])
        for name, values in measured.items():
            tell(name, values, floor)


if __name__ == "__main__":
    main()
