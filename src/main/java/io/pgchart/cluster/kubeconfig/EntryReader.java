package io.pgchart.cluster.kubeconfig;

import io.pgchart.cluster.kubeconfig.Kubeconfig.Entry;
import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of one entry of a kubeconfig; a value is never repeated in a problem, for it may be a secret. */
record EntryReader(String subject, Entry entry) {

    /** The text of a member; null where it is missing or empty. */
    @Nullable
    String text(String member) {
        Node node = entry.body().get(member);
        return node instanceof ScalarNode scalar
                        && !scalar.isNull()
                        && !scalar.text().isEmpty()
                ? scalar.text()
                : null;
    }

    boolean flag(String member) {
        return entry.body().get(member) instanceof ScalarNode scalar && Boolean.TRUE.equals(scalar.value());
    }

    /** The path at a member, from the kubeconfig's own folder. */
    @Nullable
    Path path(String member) {
        String text = text(member);
        return text == null ? null : directory().resolve(text);
    }

    Path directory() {
        Path parent = entry.file().toAbsolutePath().getParent();
        return parent == null ? entry.file().toAbsolutePath() : parent;
    }

    /** What {@code <member>-data} holds as base64, or the file that {@code <member>} names; data wins. */
    @Nullable
    String pem(String member) {
        String data = text(member + "-data");
        if (data != null) {
            try {
                return new String(Base64.getDecoder().decode(data.replaceAll("\\s", "")), StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException e) {
                throw problem(member + "-data", "is no base64", "Write it again with kubectl config.");
            }
        }
        Path file = path(member);
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            String fault = Files.exists(file) ? "can't be read" : "is not there";
            throw problem(member, "names " + file + ", which " + fault, "Mend the path or the file.");
        }
    }

    InvalidInputException problem(String member, String fault, String nextStep) {
        Node node = entry.body().get(member);
        String where = node == null ? entry.origin() : node.origin().toString();
        return new InvalidInputException(List.of(new Problem(subject + " " + member, fault, where, nextStep)));
    }
}
