#!/usr/bin/env python3
"""What releasing costs on an API server: requests and time of each goal, beside helm's of the same run.

On a cluster for tests whose pods only pretend to run: install, an upgrade that changes one value of a ConfigMap, an
upgrade that changes nothing, a rollback and an uninstall, by the plugin and by helm, of the same rendered objects (helm
gets them as a chart of plain files). Requests are counted by the server's audit log; time is that of the whole process,
for the plugin less that of an empty `mvn validate`. Medians of the runs.

    bench/release.py --cluster COMMAND [--runs 3]

COMMAND starts such a cluster (`COMMAND up fake`), stops it (`down`), and tells what clients asked (`requests`). Needs the
plugin in target/it-repository, as ./mvnw -Ptry leaves it, and openssl.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from cold import REPOSITORY, maven, projects

CHANGE = "postgresql.config.work_mem=16MB"
CHART = "apiVersion: v2\nname: postgresql\nversion: 0.1.0\n"
NAMES = ["install", "upgrade, one value changed", "upgrade, nothing changed", "rollback", "uninstall"]


class Bench:
    def __init__(self, cluster, folder):
        self.cluster = cluster
        self.folder = folder
        self.env = dict(os.environ, CLUSTER_HOME=str(folder / "cluster"))
        self.empty, self.project = projects(folder)
        self.mvn = maven()

    def up(self):
        subprocess.run([self.cluster, "up", "fake"], env=self.env, check=True, capture_output=True)
        tools = subprocess.run([self.cluster, "unpack"], env=self.env, check=True, capture_output=True, text=True)
        self.env["KUBECONFIG"] = str(self.folder / "cluster" / "kubeconfig")
        self.env["PATH"] = tools.stdout.strip().splitlines()[-1] + ":" + self.env["PATH"]

    def authority(self):
        """The Secret that the chart's CA is copied from."""
        key, certificate = self.folder / "tls.key", self.folder / "tls.crt"
        self.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                 "-subj", "/CN=bench", "-days", "2", "-keyout", key, "-out", certificate)
        self.run("kubectl", "create", "namespace", "minio")
        self.run("kubectl", "-n", "minio", "create", "secret", "tls", "minio-tls", f"--key={key}", f"--cert={certificate}")

    def down(self):
        subprocess.run([self.cluster, "down"], env=self.env, capture_output=True)

    def run(self, *command, cwd=None):
        done = subprocess.run(command, env=self.env, cwd=cwd or self.project, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def requests(self):
        # A watch is told twice, when it begins and when it ends.
        return set(self.run(self.cluster, "requests").splitlines())

    def measured(self, *command, cwd=None):
        before = self.requests()
        begun = time.monotonic()
        self.run(*command, cwd=cwd)
        took = time.monotonic() - begun
        new = [line.split("\t") for line in self.requests() - before]
        client = "pgchart" if command[0] == self.mvn else "Helm/"
        return took, sum(1 for line in new if line[4].startswith(client))

    def goal(self, goal, namespace, *more):
        return [self.mvn, "-o", "-q", "-B", f"-Dmaven.repo.local={REPOSITORY}", f"pgchart:{goal}",
                f"-Dpgchart.namespace={namespace}", *more]

    def plugin(self, namespace):
        changed = "-Dpgchart.set=" + CHANGE
        steps = [("deploy",), ("deploy", changed), ("deploy", changed), ("rollback",), ("undeploy",)]
        return [self.measured(*self.goal(step[0], namespace, *step[1:])) for step in steps]

    def chart(self, namespace, name, *more):
        """A chart of the files that the plugin renders."""
        self.run(*self.goal("render", namespace, *more))
        out = self.project / "target" / "pgchart"
        chart = self.folder / name
        shutil.rmtree(chart, ignore_errors=True)
        shutil.copytree(out / "manifests", chart / "templates")
        shutil.copy(out / "hooks" / "post-install-postgresql-pgbackrest-init.yaml", chart / "templates" / "hook.yaml")
        (chart / "Chart.yaml").write_text(CHART)
        return str(chart)

    def helm(self, namespace):
        first = self.chart(namespace, "first")
        second = self.chart(namespace, "second", "-Dpgchart.set=" + CHANGE)
        helm = ["helm", "-n", namespace]
        return [self.measured(*helm, *step) for step in [
            ("install", "postgresql", first, "--wait"), ("upgrade", "postgresql", second, "--wait"),
            ("upgrade", "postgresql", second, "--wait"), ("rollback", "postgresql", "1"),
            ("uninstall", "postgresql", "--wait")]]

    def floor(self):
        begun = time.monotonic()
        self.run(self.mvn, "-o", "-q", "-B", f"-Dmaven.repo.local={REPOSITORY}", "validate", cwd=self.empty)
        return time.monotonic() - begun


def median(runs, step, index):
    return statistics.median(run[step][index] for run in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cluster", required=True, help="the command that starts and stops a cluster for tests")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(str(pathlib.Path(options.cluster).resolve()), pathlib.Path(name))
        try:
            bench.up()
            bench.authority()
            ours, theirs, floors = [], [], []
            for run in range(options.runs):
                for namespace in (f"ours-{run}", f"helm-{run}"):
                    bench.run("kubectl", "create", "namespace", namespace)
                floors.append(bench.floor())
                ours.append(bench.plugin(f"ours-{run}"))
                theirs.append(bench.helm(f"helm-{run}"))
        finally:
            bench.down()
    floor = statistics.median(floors)
    print(f"medians of {options.runs} runs; an empty mvn validate takes {floor:.2f} s, which is taken off the plugin's")
    print(f"{'':28} {'plugin':>16} {'helm':>16}")
    for step, label in enumerate(NAMES):
        mine = f"{median(ours, step, 1):.0f}, {median(ours, step, 0) - floor:.2f} s"
        helm = f"{median(theirs, step, 1):.0f}, {median(theirs, step, 0):.2f} s"
        print(f"{label:28} {mine:>16} {helm:>16}")


if __name__ == "__main__":
    main()
