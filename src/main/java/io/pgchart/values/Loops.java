package io.pgchart.values;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds references that lead back to where they stand without stepping into the value, which no check would survive. */
final class Loops {

    private final Map<String, Subschema> byPointer;
    private final Set<String> seen = new HashSet<>();

    Loops(Map<String, Subschema> byPointer) {
        this.byPointer = byPointer;
    }

    boolean leadsBack(String pointer) {
        Subschema target = byPointer.get(pointer);
        return target != null && reaches(target, pointer);
    }

    private boolean reaches(Subschema from, String goal) {
        for (Rule rule : from.rules()) {
            if (rule instanceof Rule.Reference reference) {
                Subschema target = byPointer.get(reference.pointer());
                if (reference.pointer().equals(goal)
                        || (target != null && seen.add(reference.pointer()) && reaches(target, goal))) {
                    return true;
                }
            }
            for (Subschema part : sameValue(rule)) {
                if (reaches(part, goal)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The schemas of a rule that judge the same value. */
    private static List<Subschema> sameValue(Rule rule) {
        List<Subschema> parts = new ArrayList<>();
        if (rule instanceof Combination combination) {
            parts.addAll(combination.parts());
        } else if (rule instanceof Condition condition) {
            parts.add(condition.test());
            if (condition.then() != null) {
                parts.add(condition.then());
            }
            if (condition.otherwise() != null) {
                parts.add(condition.otherwise());
            }
        }
        return parts;
    }
}
