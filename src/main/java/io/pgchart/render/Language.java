package io.pgchart.render;

/** What a template is written in, told by its name; it decides how an interpolation is encoded. */
enum Language {
    YAML,
    POSTGRESQL_CONF,
    /** One setting a line, without any quoting: {@code pgbackrest.conf}, {@code pg_hba.conf}. */
    LINES,
    SHELL,
    TEXT,
    /** No interpolation is allowed. */
    OTHER;

    static Language of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1);
        return switch (extension) {
            case "yaml", "yml", "json" -> YAML;
            case "conf" -> fileName.startsWith("postgresql") ? POSTGRESQL_CONF : LINES;
            case "ini" -> LINES;
            case "sh" -> SHELL;
            case "txt" -> TEXT;
            default -> OTHER;
        };
    }
}
