package io.pgchart.chart;

import io.pgchart.values.Layer;
import io.pgchart.values.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart that was loaded, overlay included.
 *
 * @param defaults its {@code values.yaml}, the weakest layer
 * @param schema its {@code values.schema.json}, or null when it has none
 * @param templates the files of {@code templates/}, partials included, sorted by path
 * @param files the files of {@code files/}, sorted by path
 * @param notes {@code NOTES.txt}, or null
 */
public record Chart(
        ChartMetadata metadata,
        Layer defaults,
        @Nullable Schema schema,
        List<ChartFile> templates,
        List<ChartFile> files,
        @Nullable ChartFile notes) {

    /** Where the paths of {@link #templates} begin. */
    public static final String TEMPLATES = "templates/";

    /** Where the paths of {@link #files} begin. */
    public static final String FILES = "files/";

    public Chart {
        templates = List.copyOf(templates);
        files = List.copyOf(files);
    }

    /** The schema, or one that allows everything. */
    public Schema schemaOrOpen() {
        return schema == null ? Schema.open() : schema;
    }
}
