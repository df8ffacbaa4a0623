package io.pgchart.render;

import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestOrder;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hash over the data of the ConfigMaps of a release: where it changes, pods have to be restarted. */
final class ConfigHash {

    private ConfigHash() {}

    /** SHA-256 in hexadecimal digits. */
    static String of(List<Manifest> manifests) {
        MessageDigest digest = sha256();
        for (Manifest manifest : ManifestOrder.sorted(manifests)) {
            if (manifest.id().kind().equals("ConfigMap")) {
                update(digest, manifest.id().name());
                update(digest, manifest.tree().map("data"));
                update(digest, manifest.tree().map("binaryData"));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Each text behind its length, so that no two ConfigMaps give the same bytes. */
    private static void update(MessageDigest digest, @Nullable MapNode data) {
        Map<String, Node> members = data == null ? Map.of() : data.members();
        digest.update(length(members.size()));
        for (Map.Entry<String, Node> member : members.entrySet()) {
            update(digest, member.getKey());
            update(digest, member.getValue() instanceof ScalarNode scalar ? scalar.text() : "");
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(length(bytes.length));
        digest.update(bytes);
    }

    private static ByteBuffer length(int length) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(length).flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
