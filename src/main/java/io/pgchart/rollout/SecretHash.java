package io.pgchart.rollout;

import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A hash over the data of Secrets: where it changes, pods have to be restarted.
 *
 * <p>Each Secret is hashed with its uid as the key, so that nobody who can't read the Secret tries weak passwords out by a
 * table. Whoever sees the Secret's metadata can; that is the same right as reading it.
 */
final class SecretHash {

    private static final String ALGORITHM = "HmacSHA256";

    private SecretHash() {}

    /** 64 hexadecimal digits; a Secret that is not there counts too, for it may come. */
    static String of(SortedMap<String, @Nullable LiveObject> secrets) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, @Nullable LiveObject> entry : secrets.entrySet()) {
                LiveObject secret = entry.getValue();
                String hash = secret == null ? "-" : HexFormat.of().formatHex(hash(secret));
                all.update((entry.getKey() + ' ' + hash + '\n').getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hash(LiveObject secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret.uid().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        String data = secret.at("data") instanceof MapNode map
                ? JsonText.of(new MapNode(new TreeMap<>(map.members()), map.origin()))
                : "{}";
        return mac.doFinal(data.getBytes(StandardCharsets.UTF_8));
    }
}
