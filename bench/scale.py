#!/usr/bin/env python3
"""What 1,000 releases cost in one JVM beside `helm template` of a chart with the same objects.

Renders bench/values.yaml once, makes a helm chart of what came out (every object's text with the name as a template
parameter, in a range over all releases), then runs both alternately. Prints medians, their ratio and the most memory
each process held.
Needs `./mvnw -Pbench test-compile`, python3, and helm: on the path, or named with --helm.

    bench/scale.py [--releases 1000] [--runs 5] [--helm PATH] [--heap 96m] [--tiers 1]
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
VALUES = ROOT / "bench" / "values.yaml"
CLASSES = ROOT / "target" / "test-classes"


def classpath():
    """The plugin's classes and what they need to render; the shaded jar holds both."""
    jars = sorted((ROOT / "target").glob("pgchart-maven-plugin-*.jar"))
    jars = [jar for jar in jars if not jar.name.endswith(("-sources.jar", "-javadoc.jar", "-tests.jar"))]
    if not jars or not (CLASSES / "io/pgchart/action/ManyReleases.class").is_file():
        sys.exit("build the plugin and the benchmarks first: ./mvnw -Ptry && ./mvnw -Pbench test-compile")
    return f"{jars[0]}{os.pathsep}{CLASSES}"


def run(command, output=None):
    """Seconds that passed, seconds of processors, and the most memory in MiB."""
    start = time.monotonic()
    with open(output or os.devnull, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    passed = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def helm_chart(folder, manifests, releases):
    """A chart that renders the same objects as often, under the same names."""
    text = manifests.read_text().replace("{{", "{{ `{{` }}").replace("release-0", "{{ $name }}")
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: postgresql\nversion: 1.0.0\n")
    (folder / "templates" / "all.yaml").write_text(
        "{{- range $i := until %d }}{{- $name := printf \"release-%%d\" $i }}\n%s{{- end }}\n" % (releases, text))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--helm", default="helm")
    parser.add_argument("--heap", default="96m", help="of the JVM")
    parser.add_argument("--tiers", type=int, default=1, help="of the JVM's compilers; 4 are all")
    arguments = parser.parse_args()
    helm = shutil.which(arguments.helm)
    if helm is None:
        sys.exit("no helm found: name it with --helm")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        # A JVM of a few seconds: its second compiler would take longer than what it compiles.
        flags = [f"-Xmx{arguments.heap}", "-XX:+UseSerialGC", f"-XX:TieredStopAtLevel={arguments.tiers}"]
        ours = ["java", *flags, "-cp", classpath(), "io.pgchart.action.ManyReleases"]
        run([*ours, str(VALUES), str(folder / "one.yaml"), "1"])
        helm_chart(folder / "chart", folder / "one.yaml", arguments.releases)
        both = {
            "pgchart": ([*ours, str(VALUES), str(folder / "ours.yaml"), str(arguments.releases)], None),
            "helm template": ([helm, "template", "bench", str(folder / "chart")], folder / "helm.yaml"),
        }
        seconds = {name: [] for name in both}
        busy = {name: [] for name in both}
        memory = {name: [] for name in both}
        for _ in range(arguments.runs):
            for name, (command, output) in both.items():
                passed, used, most = run(command, output)
                seconds[name].append(passed)
                busy[name].append(used)
                memory[name].append(most)
        objects = {
            name: sum(line.startswith("kind: ") for line in open(folder / file))
            for name, file in (("pgchart", "ours.yaml"), ("helm template", "helm.yaml"))
        }
    print(f"{arguments.releases} releases, medians of {arguments.runs} runs each")
    for title, measured in (("time that passed", seconds), ("processor time", busy)):
        print(f"{title}, most memory held")
        floor = statistics.median(measured["helm template"])
        for name in both:
            median = statistics.median(measured[name])
            print(f"  {name:<14} {objects[name]:6d} objects {median:6.2f} s {max(memory[name]):5.0f} MiB  {median / floor:.2f}")


if __name__ == "__main__":
    main()
