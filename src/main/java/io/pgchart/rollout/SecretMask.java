package io.pgchart.rollout;

import io.pgchart.hook.Hook;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hides the values of known Secrets in text that others wrote.
 *
 * <p>Each line of a value counts by itself, plain and in base64. What is too short to be a secret is left alone, and so
 * are the keys that hold no secret: hiding a user's name in each line of a log would hide the log.
 */
public final class SecretMask {

    private static final String STARS = "*****";
    private static final int SHORTEST = 4;
    private static final Set<String> PUBLIC_KEYS = Set.of("username", "user", "ca.crt", "tls.crt");

    private final Set<String> known = new CopyOnWriteArraySet<>();

    /** Knows these values to begin with. */
    public SecretMask(Collection<String> secrets) {
        secrets.forEach(this::learn);
    }

    /** The values of what is to be applied or run, and of whatever is learned later. */
    public static SecretMask of(ReleaseObjects objects) {
        SecretMask mask = of(objects.manifests());
        objects.hooks().stream()
                .map(Hook::manifest)
                .filter(Manifest::holdsSecretData)
                .forEach(manifest -> mask.learnData(manifest.tree()));
        return mask;
    }

    /** The values of what is to be applied, and of whatever is learned later. */
    public static SecretMask of(Collection<Manifest> manifests) {
        SecretMask mask = new SecretMask(List.of());
        for (Manifest manifest : manifests) {
            if (manifest.holdsSecretData()) {
                mask.learnData(manifest.tree());
            }
        }
        return mask;
    }

    /** Hides what a live Secret holds, too. */
    public void learn(LiveObject secret) {
        learnData(secret.tree());
    }

    /** Hides this value, too. */
    public void learn(String secret) {
        for (String line : secret.split("\\R", -1)) {
            String text = line.strip();
            if (text.length() >= SHORTEST) {
                known.add(text);
                known.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** The text with stars in place of what is known to be secret. */
    public String masked(String text) {
        List<String> present = new ArrayList<>();
        for (String secret : known) {
            if (text.contains(secret)) {
                present.add(secret);
            }
        }
        // A secret may be a part of another one.
        present.sort(Comparator.comparingInt(String::length).reversed());
        String masked = text;
        for (String secret : present) {
            masked = masked.replace(secret, STARS);
        }
        return masked;
    }

    /** A line of a log, masked, and without the characters that would move a terminal's cursor. */
    String maskedLine(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t' || !Character.isISOControl(c)) {
                text.append(c);
            }
        }
        return masked(text.toString()).stripTrailing();
    }

    private void learnData(MapNode secret) {
        learnValues(secret.map("data"), this::learnEncoded);
        learnValues(secret.map("stringData"), this::learn);
    }

    private static void learnValues(@Nullable MapNode data, Consumer<String> learn) {
        if (data == null) {
            return;
        }
        data.members().forEach((key, value) -> {
            if (!PUBLIC_KEYS.contains(key) && value instanceof ScalarNode scalar && !scalar.isNull()) {
                learn.accept(scalar.text());
            }
        });
    }

    private void learnEncoded(String encoded) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(encoded);
            learn(new String(bytes, StandardCharsets.UTF_8));
            if (encoded.length() >= SHORTEST) {
                known.add(encoded);
            }
        } catch (IllegalArgumentException e) {
            learn(encoded);
        }
    }

    @Override
    public String toString() {
        return "mask of " + known.size() + " texts";
    }
}
