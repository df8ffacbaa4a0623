package io.pgchart.release;

import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Secret that holds a record. Source: Helm's pkg/storage/driver, newSecretsObject. */
final class RecordSecret {

    static final String STATUS = "status";

    private static final String TYPE = "helm.sh/release.v1";
    private static final String PREFIX = "sh.helm.release.v1.";
    private static final List<String> SYSTEM_LABELS =
            List.of("name", "owner", STATUS, "version", "createdAt", "modifiedAt");

    private RecordSecret() {}

    /** All records of a release. */
    static Selection of(String release) {
        return Selection.labelled("v1", "Secret", "owner=helm,name=" + release);
    }

    static ObjectId id(String release, int revision) {
        return new ObjectId("v1", "Secret", null, PREFIX + release + ".v" + revision);
    }

    /** The number in the Secret's name, or 0 when it is not one of that release's. */
    static int revision(LiveObject secret, String release) {
        String name = secret.id().name();
        String begin = PREFIX + release + ".v";
        if (!name.startsWith(begin) || name.length() > begin.length() + 9) {
            return 0;
        }
        String digits = name.substring(begin.length());
        boolean isNumber = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(digits) : 0;
    }

    static ReleaseRecord read(LiveObject secret, int revision) throws DamageException {
        if (!(secret.at("data", "release") instanceof ScalarNode data)) {
            throw new DamageException("is missing: the Secret has no key 'release'");
        }
        String text;
        try {
            text = new String(Base64.getDecoder().decode(data.text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DamageException("holds no base64");
        }
        ReleaseRecord record = RecordCodec.decode(text, "Secret/" + secret.id().name(), ownLabels(secret));
        if (record.revision() != revision) {
            throw new DamageException("says that it is revision " + record.revision());
        }
        return record;
    }

    /** A Secret that is not there yet. */
    static MapNode created(ReleaseRecord record, Instant now, Map<String, String> annotations) {
        Members metadata = Members.empty()
                .put("name", id(record.name(), record.revision()).name())
                .put("labels", labels(Members.empty(), record, "createdAt", now));
        if (!annotations.isEmpty()) {
            metadata.put("annotations", texts(annotations));
        }
        return Members.empty()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("metadata", metadata.map())
                .put("data", data(record))
                .put("type", TYPE)
                .map();
    }

    /** The Secret as it is, with another record. */
    static MapNode replaced(LiveObject secret, ReleaseRecord record, Instant now) {
        MapNode metadata = secret.tree().map("metadata");
        Members labels = Members.of(metadata == null ? null : metadata.map("labels"));
        return Members.of(secret.tree())
                .put(
                        "metadata",
                        Members.of(metadata)
                                .remove("managedFields")
                                .put("labels", labels(labels, record, "modifiedAt", now))
                                .map())
                .put("data", data(record))
                .map();
    }

    /** The Secret as it is, with these annotations beside its others; an empty text removes one. */
    static MapNode annotated(MapNode secret, Map<String, String> annotations) {
        MapNode metadata = secret.map("metadata");
        Members all = Members.of(metadata == null ? null : metadata.map("annotations"));
        annotations.forEach(all::putUnlessEmpty);
        MapNode left = all.map();
        Members changed = Members.of(metadata).remove("managedFields");
        return Members.of(secret)
                .put(
                        "metadata",
                        (left.members().isEmpty() ? changed.remove("annotations") : changed.put("annotations", left))
                                .map())
                .map();
    }

    private static MapNode labels(Members labels, ReleaseRecord record, String timeLabel, Instant now) {
        record.labels().forEach(labels::put);
        return labels.put("name", record.name())
                .put("owner", "helm")
                .put(STATUS, record.status().toString())
                .put("version", String.valueOf(record.revision()))
                .put(timeLabel, String.valueOf(now.getEpochSecond()))
                .map();
    }

    private static MapNode data(ReleaseRecord record) {
        byte[] text = RecordCodec.encode(record).getBytes(StandardCharsets.UTF_8);
        return Members.empty()
                .put("release", Base64.getEncoder().encodeToString(text))
                .map();
    }

    private static MapNode texts(Map<String, String> texts) {
        Members members = Members.empty();
        texts.forEach(members::put);
        return members.map();
    }

    /** What {@code helm install --labels} added. */
    private static Map<String, String> ownLabels(LiveObject secret) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (secret.at("metadata", "labels") instanceof MapNode map) {
            for (Map.Entry<String, Node> label : map.members().entrySet()) {
                if (!SYSTEM_LABELS.contains(label.getKey()) && label.getValue() instanceof ScalarNode value) {
                    labels.put(label.getKey(), value.text());
                }
            }
        }
        return labels;
    }
}
