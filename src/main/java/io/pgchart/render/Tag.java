package io.pgchart.render;

import io.pgchart.yaml.Origin;

/**
 * One pair of braces in a template.
 *
 * @param name what stands in it behind the sign, trimmed
 * @param start where its first brace stands in the source
 * @param end behind its last brace
 * @param origin file, line and column of its start
 * @param alone whether nothing else stands on its line
 */
record Tag(Kind kind, String name, int start, int end, Origin origin, boolean alone) {

    enum Kind {
        VALUE,
        RAW,
        SECTION,
        INVERTED,
        CLOSE,
        PARTIAL,
        COMMENT,
        /** A sign that Mustache or one of its dialects knows, and ours does not. */
        REFUSED
    }

    boolean isValue() {
        return kind == Kind.VALUE || kind == Kind.RAW;
    }

    boolean opensSection() {
        return kind == Kind.SECTION || kind == Kind.INVERTED;
    }

    /** The tag as an error message shows it. */
    String shown() {
        String sign =
                switch (kind) {
                    case VALUE, REFUSED -> "";
                    case RAW -> "&";
                    case SECTION -> "#";
                    case INVERTED -> "^";
                    case CLOSE -> "/";
                    case PARTIAL -> "> ";
                    case COMMENT -> "!";
                };
        return "{{" + sign + name + "}}";
    }

    /** {@code file:line, column n}. */
    String where() {
        return origin.withColumn();
    }
}
