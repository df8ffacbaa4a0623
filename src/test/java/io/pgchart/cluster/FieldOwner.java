package io.pgchart.cluster;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An entry of {@code managedFields}: who owns which fields, and how they came by them. */
record FieldOwner(String manager, boolean isApply, String apiVersion, Instant time, Set<FieldPath> paths) {

    boolean is(String someone, boolean applying) {
        return manager.equals(someone) && isApply == applying;
    }

    FieldOwner without(Set<FieldPath> lost) {
        Set<FieldPath> left = new LinkedHashSet<>(paths);
        left.removeAll(lost);
        return new FieldOwner(manager, isApply, apiVersion, time, left);
    }

    Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("manager", manager);
        entry.put("operation", isApply ? "Apply" : "Update");
        entry.put("apiVersion", apiVersion);
        entry.put("time", time.toString());
        entry.put("fieldsType", "FieldsV1");
        entry.put("fieldsV1", FieldPath.tree(paths));
        return entry;
    }

    /** The entries of an object that a client sent. */
    @SuppressWarnings("unchecked")
    static List<FieldOwner> of(List<?> entries) {
        return entries.stream()
                .map(entry -> (Map<String, Object>) entry)
                .map(entry -> new FieldOwner(
                        Plain.text(entry, "manager"),
                        Plain.text(entry, "operation").equals("Apply"),
                        Plain.text(entry, "apiVersion"),
                        Instant.parse(Plain.text(entry, "time")),
                        FieldPath.paths(Plain.child(entry, "fieldsV1"))))
                .toList();
    }

    /** As the server names it in a conflict. Source: apimachinery, util/managedfields/internal/conflict.go. */
    String inConflict() {
        return "\"" + manager + "\"" + (isApply ? "" : " using " + apiVersion);
    }
}
