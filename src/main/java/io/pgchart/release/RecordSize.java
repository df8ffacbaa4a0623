package io.pgchart.release;

import io.pgchart.error.Problem;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a record fits into a Secret, and what takes the room when it doesn't. */
final class RecordSize {

    /** Source: Kubernetes' pkg/apis/core, MaxSecretSize: of all values together, without their base64 in JSON. */
    static final int LIMIT = 1024 * 1024;

    /** For the description of how it ended, and for the times of each hook's run: what grows after the check. */
    private static final int RESERVE = 2048;

    private static final int RESERVE_FOR_A_HOOK = 128;
    private static final int NAMED = 3;

    private record Part(String name, int size) {}

    private RecordSize() {}

    /** What is wrong with the size of a record, or null. */
    static @Nullable Problem problem(ReleaseRecord record) {
        int most = LIMIT - RESERVE - RESERVE_FOR_A_HOOK * record.hooks().size();
        int size = RecordCodec.encode(record).length();
        if (size <= most) {
            return null;
        }
        return new Problem(
                "release " + record.name(),
                "needs a record of " + size + " bytes, packed, expected at most " + most
                        + ", for a Secret holds no more; most of it are " + largest(record),
                null,
                "Move large texts out of the values and the chart into ConfigMaps or Secrets of their own.");
    }

    private static String largest(ReleaseRecord record) {
        List<Part> parts = parts(record);
        parts.sort(Comparator.comparingInt(Part::size).reversed());
        List<String> names = new ArrayList<>();
        for (Part part : parts.subList(0, Math.min(NAMED, parts.size()))) {
            names.add(part.name() + " (" + part.size() + ")");
        }
        return String.join(", ", names);
    }

    private static List<Part> parts(ReleaseRecord record) {
        List<Part> parts = new ArrayList<>();
        for (Manifest manifest : record.manifests()) {
            parts.add(part(manifest.id().toString(), ManifestWriter.text(manifest)));
        }
        for (RecordedHook hook : record.hooks()) {
            Manifest manifest = hook.hook().manifest();
            parts.add(part("hook " + manifest.id(), ManifestWriter.text(manifest)));
        }
        for (Map.Entry<String, Node> member : record.config().members().entrySet()) {
            parts.add(part("the value " + member.getKey(), GoJson.text(member.getValue())));
        }
        MapNode chart = record.tree().map("chart");
        for (String key : List.of("values", "schema", "files")) {
            Node node = chart == null ? null : chart.get(key);
            if (node != null) {
                parts.add(part("the chart's " + key, GoJson.text(node)));
            }
        }
        parts.add(part("the notes", record.info().notes()));
        return parts;
    }

    private static Part part(String name, String text) {
        return new Part(name, RecordCodec.encode(text).length());
    }
}
