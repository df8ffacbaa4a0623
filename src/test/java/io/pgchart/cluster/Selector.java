package io.pgchart.cluster;

import java.util.List;
import java.util.Map;

/** What a selection shows of the fake server's objects. */
record Selector(Selection selection, String namespace) {

    boolean shows(Stored object) {
        String home = object.id().namespace();
        return object.id().kind().equals(selection.kind())
                && object.id().apiVersion().equals(selection.apiVersion())
                && (home == null || home.equals(namespace))
                && (selection.labels() == null || hasLabels(selection.labels(), object))
                && (selection.fields() == null || hasFields(selection.fields(), object));
    }

    private static boolean hasLabels(String selector, Stored object) {
        Map<String, Object> labels = Plain.child(Plain.child(Plain.copy(object.tree()), "metadata"), "labels");
        // A comma between parentheses belongs to a set.
        for (String term : selector.split(",(?![^(]*\\))", -1)) {
            if (!holds(term.strip(), labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String term, Map<String, Object> labels) {
        if (term.startsWith("!")) {
            return !labels.containsKey(term.substring(1));
        }
        int set = term.indexOf(" in (");
        int notSet = term.indexOf(" notin (");
        if (set > 0 || notSet > 0) {
            List<String> values = List.of(
                    term.substring(term.indexOf('(') + 1, term.length() - 1).split(" *, *", -1));
            return values.contains(String.valueOf(labels.get(term.substring(0, Math.max(set, notSet))))) == (set > 0);
        }
        String[] sides = term.split("!=|==|=", 2);
        if (sides.length == 1) {
            return labels.containsKey(term);
        }
        return sides[1].equals(labels.get(sides[0])) != term.contains("!=");
    }

    private static boolean hasFields(String selector, Stored object) {
        for (String term : selector.split(",", -1)) {
            String[] sides = term.split("!=|==|=", 2);
            boolean equal = Plain.text(object.tree(), sides[0].split("\\.", -1)).equals(sides[1]);
            if (equal == term.contains("!=")) {
                return false;
            }
        }
        return true;
    }
}
