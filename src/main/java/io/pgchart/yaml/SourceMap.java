package io.pgchart.yaml;

import org.jspecify.annotations.Nullable;

/** What is known of a text that was made from another one, a rendered template: where its places come from. */
@FunctionalInterface
public interface SourceMap {

    /**
     * The origin of a place in the text.
     *
     * @param line from 1
     * @param column from 1
     */
    Origin origin(int line, int column);

    /**
     * The value that an unquoted scalar of the text stands for; null for ordinary text.
     *
     * <p>So a value need not become text and be read again: nothing that it holds can be taken for syntax.
     */
    default @Nullable Node inserted(String scalar) {
        return null;
    }

    /** The text of a scalar with the values in their places that were left out inside it. */
    default String completed(String scalar) {
        return scalar;
    }

    /** The text is the source itself. */
    static SourceMap identity(String source) {
        // No lambda: a cold start pays more for one.
        return new SourceMap() {
            @Override
            public Origin origin(int line, int column) {
                return new Origin(source, line, column);
            }
        };
    }
}
