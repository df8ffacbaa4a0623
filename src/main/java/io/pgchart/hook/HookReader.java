package io.pgchart.hook;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.manifest.Manifest;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads Helm's annotations of one object. */
final class HookReader {

    private static final String EVENTS = "helm.sh/hook";
    private static final String WEIGHT = "helm.sh/hook-weight";
    private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";

    /** Source: Helm's pkg/release, the annotations of hooks, and its pkg/kube, the resource policy. */
    private static final List<String> KNOWN =
            List.of(EVENTS, WEIGHT, DELETE_POLICY, "helm.sh/hook-output-log-policy", Manifest.RESOURCE_POLICY);

    private final Manifest manifest;
    private final Problems problems;

    HookReader(Manifest manifest, Problems problems) {
        this.manifest = manifest;
        this.problems = problems;
    }

    /** Refuses annotations of Helm's that do nothing on this object. */
    void checkAnnotations() {
        MapNode annotations = manifest.annotations();
        if (annotations == null) {
            return;
        }
        boolean isHook = Hook.isHook(manifest);
        for (String name : annotations.members().keySet()) {
            if (name.startsWith("helm.sh/hook") || name.startsWith("helm.sh/resource")) {
                if (!KNOWN.contains(name)) {
                    add(name, "is no annotation of Helm", NearestNames.question(name, KNOWN, "Remove it."));
                } else if (!isHook && !name.equals(Manifest.RESOURCE_POLICY)) {
                    add(name, "is on an object that is no hook", "Add helm.sh/hook with its events, or remove it.");
                }
            }
        }
        String policy = manifest.annotation(Manifest.RESOURCE_POLICY);
        if (policy != null && !policy.equals("keep")) {
            add(Manifest.RESOURCE_POLICY, "is '" + policy + "', expected keep", "Write keep, or remove it.");
        }
    }

    Hook read() {
        Set<HookEvent> events = EnumSet.noneOf(HookEvent.class);
        for (String word : words(EVENTS)) {
            HookEvent event = HookEvent.of(word);
            if (event == null) {
                unknown(EVENTS, word, "event", List.of(HookEvent.values()));
            } else {
                events.add(event);
            }
        }
        Set<HookDeletePolicy> policies = EnumSet.noneOf(HookDeletePolicy.class);
        for (String word : words(DELETE_POLICY)) {
            HookDeletePolicy policy = HookDeletePolicy.of(word);
            if (policy == null) {
                unknown(DELETE_POLICY, word, "policy", List.of(HookDeletePolicy.values()));
            } else {
                policies.add(policy);
            }
        }
        if (policies.isEmpty()) {
            policies.add(HookDeletePolicy.BEFORE_HOOK_CREATION);
        }
        return new Hook(manifest, events, weight(), policies);
    }

    private List<String> words(String annotation) {
        String text = manifest.annotation(annotation);
        List<String> words = new ArrayList<>();
        if (text != null) {
            for (String word : text.split(",", -1)) {
                words.add(word.strip());
            }
        }
        return words;
    }

    private void unknown(String annotation, String word, String what, List<?> all) {
        List<String> names = new ArrayList<>(all.size());
        for (Object one : all) {
            names.add(one.toString());
        }
        add(
                annotation,
                "'" + word + "' is no " + what + ", expected one of " + String.join(", ", names),
                NearestNames.question(word, names, "Write one of these, several with commas between."));
    }

    private int weight() {
        String text = manifest.annotation(WEIGHT);
        if (text == null) {
            return 0;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            add(WEIGHT, "'" + text + "' is no whole number", "Write a number in quotes, like \"5\" or \"-1\".");
            return 0;
        }
    }

    private void add(String annotation, String fault, String nextStep) {
        MapNode annotations = manifest.annotations();
        Node node = annotations == null ? null : annotations.get(annotation);
        Node at = node == null ? manifest.tree() : node;
        String subject = manifest.id() + " metadata.annotations." + annotation;
        problems.add(new Problem(subject, fault, at.origin().toString(), nextStep));
    }
}
