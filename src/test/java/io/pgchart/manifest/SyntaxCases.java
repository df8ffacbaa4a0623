package io.pgchart.manifest;

import java.util.ArrayList;
import java.util.List;

/** Names and small languages, good and bad, in the place of the objects they stand in. */
final class SyntaxCases {

    /** An object that is good or bad by one piece of text in it. */
    record Case(ObjectId id, boolean isGood, String yaml) {

        @Override
        public String toString() {
            return (isGood ? "good " : "bad ") + (yaml.length() < 400 ? yaml : yaml.substring(0, 400) + "…");
        }
    }

    private SyntaxCases() {}

    static List<Case> names() {
        List<Case> cases = new ArrayList<>();
        String configMap = "v1 ConfigMap data: {}";
        name(cases, configMap, true, "a", "a.b-c.1", "1a", "a".repeat(253));
        name(cases, configMap, false, "A", "a_b", "-a", "a-", "a..b", ".a", "a.", "a b", "ä", "a".repeat(254));
        String service = "v1 Service spec: {ports: [{port: 80}]}";
        name(cases, service, true, "a", "a-1", "a".repeat(63));
        name(cases, service, false, "1a", "a.b", "a-", "A", "a".repeat(64));
        name(cases, "v1 Namespace spec: {}", true, "orders", "1");
        name(cases, "v1 Namespace spec: {}", false, "a.b", "a".repeat(64));
        String role = "rbac.authorization.k8s.io/v1 Role rules: []";
        name(cases, role, true, "system:orders", "A_b c", "a".repeat(300));
        name(cases, "v1 ServiceAccount secrets: []", true, "a.b");
        name(cases, "v1 ServiceAccount secrets: []", false, "a:b");
        String pod = "spec: {restartPolicy: Never, containers: [{name: a, image: b}]}";
        String cronJob =
                "batch/v1 CronJob spec: {schedule: '0 2 * * 0', jobTemplate: {spec: {template: {" + pod + "}}}}";
        name(cases, cronJob, true, "a.b", "a".repeat(52));
        name(cases, cronJob, false, "a".repeat(53), "a:b");
        String job = "batch/v1 Job spec: {template: {" + pod + "}}";
        name(cases, job, true, "a".repeat(63));
        name(cases, job, false, "a".repeat(64), "a_b");
        return cases;
    }

    private static void name(List<Case> cases, String kind, boolean good, String... names) {
        String[] parts = kind.split(" ", 3);
        for (String name : names) {
            String yaml = "apiVersion: " + parts[0] + "\nkind: " + parts[1] + "\nmetadata: {name: \"" + name + "\"}\n"
                    + parts[2] + "\n";
            cases.add(new Case(new ObjectId(parts[0], parts[1], null, name), good, yaml));
        }
    }

    static List<Case> languages() {
        List<Case> cases = new ArrayList<>();
        metadata(cases, "labels", true, "a: ''", "a: b", "example.org/a: A_b.c-1", "a: " + "a".repeat(63));
        metadata(cases, "labels", false, "a: 'b c'", "a: -b", "a: b.", "a: " + "a".repeat(64), "a: ä");
        metadata(cases, "labels", false, "-a: b", "'a b': c", "/a: b", "Example.org/a: b", "a/b/c: d", "a/: b");
        metadata(cases, "labels", false, "'': b", "a".repeat(64) + ": b", "a".repeat(254) + "/b: c");
        metadata(cases, "annotations", true, "a: 'any text\\n at all'", "Example.org/A: b");
        metadata(cases, "annotations", true, "a: '" + "x".repeat(262_143) + "'", "a: '" + "ä".repeat(131_071) + "'");
        metadata(cases, "annotations", false, "a: '" + "x".repeat(262_144) + "'", "a: '" + "ä".repeat(131_072) + "'");
        metadata(cases, "annotations", false, "'a b': c", "a/b/c: d");
        String ten = "x".repeat(1024 * 1024);
        body(cases, "v1 ConfigMap", true, "data: {a.b-C_1: x, 'x...': z}", "data: {a: " + ten + "}", "data: {}");
        body(cases, "v1 ConfigMap", false, "data: {'a b': x}", "data: {a/b: x}", "data: {'': x}", "data: {..: x}");
        body(cases, "v1 ConfigMap", false, "data: {a: " + ten + ", b: x}", "data: {" + "a".repeat(254) + ": x}");
        body(cases, "v1 ConfigMap", false, "data: {a: x}\nbinaryData: {a: eA==}", "data: {.: x}", "data: {ä: x}");
        body(cases, "v1 Secret", true, "data: {a: eA==, b: '', c: \"eA\\n==\"}", "stringData: {a: x}");
        body(cases, "v1 Secret", false, "data: {a: eA}", "data: {a: 'e A='}", "data: {a: e-A_}", "data: {a: '='}");
        body(cases, "v1 Secret", false, "data: {a: eA===}", "data: {a: x}", "data: {a b: eA==}");
        quantities(cases);
        cronLines(cases);
        return cases;
    }

    /** A unit without a number is left out: the server takes it for zero, the check refuses it. */
    private static void quantities(List<Case> cases) {
        for (String good :
                List.of("1", "10Gi", "0.5", "500m", "1.5Gi", "'1e3'", "'1E3'", "100k", "'+1'", "5Ei", "'.5'", "'1.'")) {
            quantity(cases, true, good);
        }
        for (String bad : List.of("10GB", "1gi", "1 Gi", "a", "''", "'1,5Gi'", "'1e'", "'1.2.3'", "10GiB", "true")) {
            quantity(cases, false, bad);
        }
    }

    private static void quantity(List<Case> cases, boolean good, String text) {
        String spec = "spec: {hard: {requests.storage: " + text + "}}";
        body(cases, "v1 ResourceQuota", good, spec);
    }

    private static void cronLines(List<Case> cases) {
        for (String good : List.of(
                "0 2 * * 0", "*/5 * * * *", "0 0 1,15 * 1-5", "@daily", "@every 1h30m", "0 0 1 jan sun", "0 0 ? * ?")) {
            cron(cases, true, good, "Europe/Berlin");
        }
        for (String bad :
                List.of("0 2 * *", "0 2 * * 8", "60 * * * *", "* * * * * *", "a b c d e", "", "@often", "0 25 * * *")) {
            cron(cases, false, bad, "UTC");
        }
        cron(cases, false, "0 2 * * 0", "Mars/Olympus");
        cron(cases, false, "TZ=UTC 0 2 * * 0", "UTC");
    }

    private static void cron(List<Case> cases, boolean good, String line, String zone) {
        body(
                cases,
                "batch/v1 CronJob",
                good,
                "spec: {schedule: \"" + line + "\", timeZone: " + zone + ", jobTemplate: {spec: {template: "
                        + "{spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}");
    }

    private static void metadata(List<Case> cases, String field, boolean good, String... entries) {
        for (String entry : entries) {
            String yaml =
                    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  " + field + ":\n    " + entry + "\n";
            cases.add(new Case(new ObjectId("v1", "ConfigMap", null, "a"), good, yaml));
        }
    }

    private static void body(List<Case> cases, String kind, boolean good, String... bodies) {
        String[] parts = kind.split(" ", 2);
        for (String body : bodies) {
            String yaml = "apiVersion: " + parts[0] + "\nkind: " + parts[1] + "\nmetadata: {name: a}\n" + body + "\n";
            cases.add(new Case(new ObjectId(parts[0], parts[1], null, "a"), good, yaml));
        }
    }
}
