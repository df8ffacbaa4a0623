package io.pgchart.release;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.SourceMap;
import io.pgchart.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the manifests of a record, ours or another helm's, without judging them: they have been applied.
 *
 * @param manifests in the order they stand there
 * @param flaws what can't be read at all, or not as helm reads it; what stands in the manifests is then text
 */
record RecordedManifests(List<Manifest> manifests, List<Problem> flaws) {

    private static final String SOURCE = "# Source: ";

    /**
     * The manifests of a text of documents, each below a line {@code # Source: <chart>/<template>}.
     *
     * @param shownAs what problems call the text
     */
    static RecordedManifests of(String text, String shownAs) {
        Problems problems = new Problems();
        List<Manifest> manifests = new ArrayList<>();
        int line = 0;
        int start = 0;
        while (start < text.length()) {
            int end = nextMarker(text, start);
            String part = text.substring(start, end);
            read(part, template(part), line, shownAs, manifests, problems);
            line += (int) part.chars().filter(c -> c == '\n').count();
            start = end;
        }
        return new RecordedManifests(List.copyOf(manifests), problems.list());
    }

    /** The manifests of one document whose template is known. */
    static RecordedManifests of(String text, String template, String shownAs) {
        Problems problems = new Problems();
        List<Manifest> manifests = new ArrayList<>();
        read(text, template, 0, shownAs, manifests, problems);
        return new RecordedManifests(List.copyOf(manifests), problems.list());
    }

    private static void read(
            String part, String template, int line, String shownAs, List<Manifest> manifests, Problems problems) {
        SourceMap places = (l, c) -> new Origin(shownAs, line + l, c);
        for (Node document : YamlReader.documents(part, shownAs, places, problems)) {
            add(document, template, manifests, problems);
        }
    }

    private static void add(Node document, String template, List<Manifest> manifests, Problems problems) {
        if (!(document instanceof MapNode object)) {
            problems.add(unreadable(document, "is a " + document.shape() + ", expected an object"));
            return;
        }
        String apiVersion = object.text("apiVersion");
        String kind = object.text("kind");
        if ("v1".equals(apiVersion) && "List".equals(kind) && object.get("items") instanceof ListNode items) {
            items.items().forEach(item -> add(item, template, manifests, problems));
            return;
        }
        MapNode metadata = object.map("metadata");
        String name = metadata == null ? null : metadata.text("name");
        if (apiVersion == null || kind == null || metadata == null || name == null) {
            problems.add(unreadable(document, "has no apiVersion, kind or name, expected an object"));
            return;
        }
        manifests.add(new Manifest(new ObjectId(apiVersion, kind, metadata.text("namespace"), name), object, template));
    }

    private static Problem unreadable(Node document, String fault) {
        return new Problem(
                document.origin().source(),
                fault,
                document.origin().toString(),
                "Deploy the release anew from its chart.");
    }

    /** Where the next document begins: at a line of three dashes behind the first line of this one. */
    private static int nextMarker(String text, int start) {
        int at = text.indexOf("\n---", start);
        while (at >= 0 && !isMarker(text, at + 1)) {
            at = text.indexOf("\n---", at + 1);
        }
        return at < 0 ? text.length() : at + 1;
    }

    private static boolean isMarker(String text, int at) {
        return at + 3 == text.length() || Character.isWhitespace(text.charAt(at + 3));
    }

    /** The path below the chart, {@code ""} where none is told. */
    private static String template(String part) {
        int at = part.startsWith(SOURCE) ? 0 : part.indexOf("\n" + SOURCE) + 1;
        if (!part.startsWith(SOURCE, at)) {
            return "";
        }
        int end = part.indexOf('\n', at);
        String path = part.substring(at + SOURCE.length(), end < 0 ? part.length() : end)
                .strip();
        return belowChart(path);
    }

    /** {@code plain/templates/config.yaml} without the name of the chart. */
    static String belowChart(String path) {
        return path.substring(path.indexOf('/') + 1);
    }
}
