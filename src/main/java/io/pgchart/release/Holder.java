package io.pgchart.release;

import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Origin;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Who works on a release.
 *
 * @param user of the operating system
 * @param host its name, for people
 * @param machine what tells this host's processes from those of any other, be it a container of the same name
 * @param process its id on that machine
 * @param started when the process started, in milliseconds of its machine's clock, as ids are used again; 0 when that
 *     is not known
 * @param build what is being built, for people
 */
public record Holder(String user, String host, String machine, long process, long started, String build) {

    /** In words: {@code ann on ci-3 (process 4711, com.acme:orders)}. */
    public String inWords() {
        String who = user + " on " + host + " (process " + process;
        return Excerpt.of(build.isEmpty() ? who + ")" : who + ", " + build + ")", 200);
    }

    String annotation() {
        return GoJson.text(Members.empty()
                .put("user", user)
                .put("host", host)
                .put("machine", machine)
                .put("process", process)
                .put("started", started)
                .put("build", build)
                .map());
    }

    /** The holder of an annotation; one that can't be read is somebody unknown on another machine. */
    static Holder parse(String annotation) {
        byte[] bytes = annotation.getBytes(StandardCharsets.UTF_8);
        try {
            MapNode tree = JsonReader.map(new ByteArrayInputStream(bytes), Origin.of("annotation"));
            return new Holder(
                    RecordTree.text(tree, "user"),
                    RecordTree.text(tree, "host"),
                    RecordTree.text(tree, "machine"),
                    RecordTree.number(tree, "process"),
                    RecordTree.number(tree, "started"),
                    RecordTree.text(tree, "build"));
        } catch (DamageException e) {
            return new Holder("somebody", "an unknown host", "", 0, 0, "");
        }
    }

    /** Whether the text is of an annotation that this holder wrote. */
    boolean wrote(@Nullable String annotation) {
        return annotation != null && equals(parse(annotation));
    }
}
