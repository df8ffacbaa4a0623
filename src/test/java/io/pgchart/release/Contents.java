package io.pgchart.release;

import io.pgchart.error.Problems;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.Manifests;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the releases of these tests hold. */
final class Contents {

    /** The same as the templates of the chart that Helm's records were made of. */
    static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: plain-config
            data:
              message: "a < b & c > d"
            """;

    static final String HOOK = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: plain-hook
              annotations:
                helm.sh/hook: post-install,post-upgrade,post-rollback
                helm.sh/hook-weight: "5"
                helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
            data: {}
            """;

    private Contents() {}

    static MapNode yaml(String text) {
        Problems problems = new Problems();
        MapNode map = YamlReader.map(text, "test", problems);
        problems.throwIfAny();
        return map;
    }

    static ReleaseChart chart() {
        MapNode metadata = yaml("""
                apiVersion: v2
                name: plain
                version: 0.1.0
                appVersion: 15.0
                description: A chart of plain files
                type: application
                keywords: [postgresql]
                unknown: {a: b}
                """);
        MapNode values = yaml("""
                message: "a < b & c > d"
                password: ""
                number: 8
                ratio: 0.90
                nothing: null
                list: []
                map: {}
                big: 12345678901234568
                """);
        return new ReleaseChart(
                metadata,
                values,
                "{\"$schema\":\"https://json-schema.org/draft-07/schema#\",\"type\":\"object\"}\n",
                Map.of("files/a.txt", "hello <file> & \"x\"\n"));
    }

    /** A release of one ConfigMap with its name and a hook. */
    static ReleaseContent of(String... names) {
        List<Manifest> manifests = new ArrayList<>();
        for (String name : names) {
            manifests.addAll(
                    manifests("{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {a: b}}"));
        }
        manifests.addAll(manifests(HOOK));
        return content(manifests);
    }

    /** Two objects that an API server takes, and no record holds. */
    static ReleaseContent tooLarge() {
        Random random = new Random(1);
        List<Manifest> manifests = new ArrayList<>();
        for (String name : List.of("small", "large")) {
            byte[] noise = new byte[name.equals("small") ? 400_000 : 600_000];
            random.nextBytes(noise);
            String text = Base64.getEncoder().encodeToString(noise);
            manifests.addAll(manifests(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: {a: '" + text + "'}}"));
        }
        return content(manifests);
    }

    static ReleaseContent content(List<Manifest> manifests) {
        Problems problems = new Problems();
        ReleaseObjects objects = ReleaseObjects.of(manifests, problems);
        problems.throwIfAny();
        return new ReleaseContent(chart(), yaml("{number: 9}"), objects, "Notes <b>\n");
    }

    static List<Manifest> manifests(String text) {
        Problems problems = new Problems();
        List<Manifest> manifests =
                Manifests.of(YamlReader.documents(text, "test", problems), "templates/config.yaml", problems);
        problems.throwIfAny();
        return manifests;
    }
}
