package io.pgchart.cluster.fabric8;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do in a namespace, as a SelfSubjectRulesReview tells it.
 *
 * <p>Source: Kubernetes' pkg/apis/rbac/v1/evaluation_helpers.go.
 *
 * @param isComplete whether what no rule allows is surely denied
 */
record Rights(List<Rule> rules, boolean isComplete) {

    /** A rule: everything that is in all of its lists; no names means any name. */
    record Rule(List<String> verbs, List<String> groups, List<String> resources, List<String> names) {

        boolean allows(
                String verb, String group, String resource, @Nullable String subresource, @Nullable String name) {
            return has(verbs, verb)
                    && has(groups, group)
                    && hasResource(resource, subresource)
                    && (names.isEmpty() || names.contains(name));
        }

        private boolean hasResource(String resource, @Nullable String subresource) {
            String whole = subresource == null ? resource : resource + "/" + subresource;
            return has(resources, whole) || (subresource != null && resources.contains("*/" + subresource));
        }

        private static boolean has(List<String> list, String wanted) {
            return list.contains("*") || list.contains(wanted);
        }
    }

    /** Reads the status of a review. */
    static Rights of(MapNode review) {
        MapNode status = review.map("status");
        List<Rule> rules = new ArrayList<>();
        if (status != null && status.get("resourceRules") instanceof ListNode list) {
            for (Node node : list.items()) {
                if (node instanceof MapNode rule) {
                    rules.add(new Rule(
                            texts(rule, "verbs"),
                            texts(rule, "apiGroups"),
                            texts(rule, "resources"),
                            texts(rule, "resourceNames")));
                }
            }
        }
        boolean isComplete = status != null
                && status.get("incomplete") instanceof ScalarNode incomplete
                && Boolean.FALSE.equals(incomplete.value());
        return new Rights(rules, isComplete);
    }

    boolean allow(String verb, String group, String resource, @Nullable String subresource, @Nullable String name) {
        for (Rule rule : rules) {
            if (rule.allows(verb, group, resource, subresource, name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> texts(MapNode rule, String member) {
        List<String> texts = new ArrayList<>();
        if (rule.get(member) instanceof ListNode list) {
            for (Node item : list.items()) {
                texts.add(item instanceof ScalarNode scalar ? scalar.text() : "");
            }
        }
        return texts;
    }
}
