package io.pgchart.yaml;

import io.pgchart.error.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts that are one and the same most of the time, such as those of a template whose values are
 * {@linkplain SourceMap#inserted left out}: what the engine made of the last one is kept.
 *
 * <p>Only what follows from the text alone is kept; values, places and problems are those of each reading. Safe for use
 * by several threads.
 */
public final class KeptYaml {

    private final String source;

    private volatile @Nullable Parsed last;

    private record Parsed(String text, Events events) {}

    /** @param source what the origins call the texts */
    public KeptYaml(String source) {
        this.source = source;
    }

    /** The documents of a text, as {@link YamlReader#documents(String, String, SourceMap, Problems)} reads them. */
    public List<Node> documents(String text, SourceMap places, Problems problems) {
        Parsed kept = last;
        if (kept == null || !kept.text.equals(text)) {
            kept = new Parsed(text, Events.of(text));
        }
        List<Node> documents = new ArrayList<>();
        if (!YamlReader.read(kept.events.again(), text, source, places, problems, documents)) {
            return List.of();
        }
        last = kept;
        return documents;
    }
}
