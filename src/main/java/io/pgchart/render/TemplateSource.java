package io.pgchart.render;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problems;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template that was read and found to be in order by itself; its names are checked where it is used.
 *
 * @param tags in the order they stand
 * @param encodings of the value tags, in their order; null for a refused one
 */
record TemplateSource(ChartFile file, List<Tag> tags, List<@Nullable Encoding> encodings) {

    TemplateSource {
        tags = List.copyOf(tags);
        encodings = Collections.unmodifiableList(encodings);
    }

    static TemplateSource read(ChartFile file, Problems problems) {
        List<Tag> tags = TagScanner.scan(file, problems);
        return new TemplateSource(file, tags, Positions.encodings(file, tags, problems));
    }
}
