package io.pgchart.manifest;

import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.nio.charset.StandardCharsets;

/** How large text is to a server, which counts bytes. */
final class Sizes {

    private Sizes() {}

    /** The bytes of the text of a scalar, 0 for anything else. */
    static long utf8(Node node) {
        return node instanceof ScalarNode scalar && scalar.value() instanceof String text ? utf8(text) : 0;
    }

    /** The bytes of the text in UTF-8. */
    static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
