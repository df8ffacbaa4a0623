package io.pgchart.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The events of one text in their order: of the engine while it parses, and of memory from the second time on.
 *
 * <p>For one thread until it has been read to its end; {@link #again} is for any.
 */
final class Events {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(YamlReader.MAX_CODE_POINTS)
            .setUseMarks(true)
            .build();

    private final ParserImpl parser;
    private final List<Event> read;
    private int at;

    private Events(ParserImpl parser, List<Event> read) {
        this.parser = parser;
        this.read = read;
    }

    static Events of(String text) {
        return new Events(new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text)), new ArrayList<>());
    }

    /** The same events from the first one on. */
    Events again() {
        return new Events(parser, read);
    }

    Event next() {
        if (at == read.size()) {
            read.add(parser.next());
        }
        return read.get(at++);
    }
}
