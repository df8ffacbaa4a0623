package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import java.util.ArrayList;
import java.util.List;

/** Lists what a selection shows, in pages. */
final class Listing {

    /** As kubectl's. */
    private static final int PAGE = 500;

    /**
     * What there was.
     *
     * @param version of the whole list, where a watch goes on
     */
    record Result(List<LiveObject> objects, String version) {}

    private final Requests requests;
    private final String path;
    private final Selection selection;

    Listing(Requests requests, Paths paths, Selection selection) {
        this.requests = requests;
        this.path = paths.selection(selection);
        this.selection = selection;
    }

    Result all() {
        try {
            return pages("limit=" + PAGE);
        } catch (RefusedException e) {
            // The pages of a list end when the server has forgotten it.
            if (e.refusal().code() == 410) {
                return pages("");
            }
            throw e;
        }
    }

    private Result pages(String limit) {
        List<LiveObject> objects = new ArrayList<>();
        String next = "";
        while (true) {
            String query = limit + (next.isEmpty() ? "" : "&continue=" + Resource.encoded(next));
            MapNode page = requests.map(Call.get(path + query, selection.kind()));
            objects.addAll(LiveObjects.items(page, selection.apiVersion(), selection.kind()));
            next = metadata(page, "continue");
            if (next.isEmpty()) {
                return new Result(objects, metadata(page, "resourceVersion"));
            }
        }
    }

    private static String metadata(MapNode page, String member) {
        MapNode metadata = page.map("metadata");
        String text = metadata == null ? null : metadata.text(member);
        return text == null ? "" : text;
    }
}
