package io.pgchart.render;

import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestOrder;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash over the data of the ConfigMaps of a release: where it changes, pods have to be restarted. */
final class ConfigHash {

    private ConfigHash() {}

    /** SHA-256 in hexadecimal digits. */
    static String of(List<Manifest> manifests) {
        MessageDigest digest = sha256();
        for (Manifest manifest : ManifestOrder.sorted(manifests)) {
            if (manifest.id().kind().equals("ConfigMap")) {
                digest.update(manifest.id().name().getBytes(StandardCharsets.UTF_8));
                update(digest, manifest.tree().map("data"));
                update(digest, manifest.tree().map("binaryData"));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, @Nullable MapNode data) {
        String json = data == null ? "{}" : JsonText.of(data);
        digest.update(json.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
