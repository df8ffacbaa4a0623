package io.pgchart.values;

import io.pgchart.error.NearestNames;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says of maps: {@code properties}, {@code additionalProperties}, {@code required}, {@code propertyNames},
 * {@code minProperties}, {@code maxProperties} and {@code dependentRequired}.
 *
 * <p>A member that is null is known and unset: it counts as missing, and only an unknown key is told.
 *
 * @param additional for every key that is not among the properties; null when the schema does not say
 */
record MapRule(
        Map<String, Subschema> properties,
        @Nullable Subschema additional,
        List<String> required,
        @Nullable Subschema names,
        int least,
        int most,
        Map<String, List<String>> dependents)
        implements Rule {

    @Override
    public void check(Node value, ValuePath path, Inspection inspection) {
        if (!(value instanceof MapNode map)) {
            return;
        }
        for (String key : required) {
            if (!has(map, key)) {
                missing(map, path.member(key), "", inspection);
            }
        }
        int size = 0;
        for (Map.Entry<String, Node> member : map.members().entrySet()) {
            checkMember(member.getKey(), member.getValue(), path, inspection);
            size += PlainValue.isNull(member.getValue()) ? 0 : 1;
        }
        checkSize(size, map, path, inspection);
        for (Map.Entry<String, List<String>> dependent : dependents.entrySet()) {
            if (has(map, dependent.getKey())) {
                checkDependents(map, path, dependent.getKey(), dependent.getValue(), inspection);
            }
        }
    }

    private static void checkDependents(
            MapNode map, ValuePath path, String key, List<String> others, Inspection inspection) {
        for (String other : others) {
            if (!has(map, other)) {
                missing(map, path.member(other), " because " + path.member(key) + " is set", inspection);
            }
        }
    }

    private void checkMember(String key, Node value, ValuePath path, Inspection inspection) {
        Subschema property = properties.get(key);
        Subschema wanted = property == null ? additional : property;
        if (property == null && wanted != null && wanted.isNothing()) {
            unknown(key, value, path, inspection);
            return;
        }
        if (PlainValue.isNull(value)) {
            return;
        }
        if (names != null) {
            checkName(key, value, path, names, inspection);
        }
        if (wanted != null) {
            wanted.check(value, path.member(key), inspection);
        }
    }

    private static void checkName(String key, Node value, ValuePath path, Subschema names, Inspection inspection) {
        Inspection ofName = inspection.apart();
        names.check(new ScalarNode(key, value.origin()), path, ofName);
        if (!ofName.passed()) {
            if (inspection.tells()) {
                Inspection.Finding first = ofName.findings().get(0);
                inspection.failWhole(path.member(key), value, "the key " + first.fault(), first.nextStep());
            }
        }
    }

    private void checkSize(int size, MapNode map, ValuePath path, Inspection inspection) {
        if (size < least) {
            inspection.failWhole(
                    path, map, "has " + Shown.count(size, "key") + ", expected at least " + least, "Add some.");
        }
        if (size > most) {
            inspection.failWhole(
                    path, map, "has " + Shown.count(size, "key") + ", expected at most " + most, "Remove some.");
        }
    }

    private static void missing(MapNode map, ValuePath path, String reason, Inspection inspection) {
        if (!inspection.tells()) {
            return;
        }
        Place place = inspection.schema().at(path);
        String expected = place.types().size() == ValueType.values().length
                ? (reason.isEmpty() ? "" : ", expected")
                : ", expected " + TypeRule.phrase(place.types());
        inspection.failWhole(path, map, "is missing" + expected + reason, "Set " + path + ".");
    }

    static void unknown(String key, Node value, ValuePath path, Inspection inspection) {
        if (!inspection.tells()) {
            return;
        }
        List<String> known = inspection.schema().at(path).names();
        inspection.failWhole(
                path.member(key),
                value,
                "is no key that the chart knows",
                NearestNames.question(key, known, Shown.known(known, "key")));
    }

    static boolean has(MapNode map, String key) {
        Node member = map.get(key);
        return member != null && !PlainValue.isNull(member);
    }

    /** Whether there is nothing here but required keys. */
    boolean requiresAlone() {
        return properties.isEmpty()
                && additional == null
                && names == null
                && least == 0
                && most == Integer.MAX_VALUE
                && dependents.isEmpty();
    }
}
