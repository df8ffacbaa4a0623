package io.pgchart.values;

import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place as all the schemas see it that speak of it.
 *
 * @param certain the schemas that judge whatever stands here
 * @param possible those that judge it only in some cases: below {@code anyOf}, {@code then} and their like
 */
record SchemaPlace(
        Schema schema, Standing standing, List<Subschema> certain, List<Subschema> possible, boolean isSecret)
        implements Place {

    static Place root(Schema schema) {
        return of(schema, Standing.KNOWN, List.of(schema.top()), List.of(), false);
    }

    private static Place of(
            Schema schema, Standing standing, List<Subschema> certain, List<Subschema> possible, boolean secretAbove) {
        Expansion all = new Expansion(schema);
        for (Subschema part : certain) {
            all.add(part, true);
        }
        for (Subschema part : possible) {
            all.add(part, false);
        }
        return new SchemaPlace(schema, standing, all.certain, all.possible, secretAbove || all.secret);
    }

    @Override
    public Set<ValueType> types() {
        Set<ValueType> types = EnumSet.allOf(ValueType.class);
        boolean said = false;
        for (Subschema part : certain) {
            Set<ValueType> own = typesOf(part);
            said |= own != null;
            types = own == null ? types : common(types, own);
        }
        Set<ValueType> some = EnumSet.noneOf(ValueType.class);
        for (Subschema part : possible) {
            Set<ValueType> own = typesOf(part);
            some.addAll(own == null ? Set.of() : own);
        }
        return said || some.isEmpty() ? types : some;
    }

    private static @Nullable Set<ValueType> typesOf(Subschema part) {
        TypeRule type = part.rule(TypeRule.class);
        if (type != null) {
            return type.types();
        }
        ChoiceRule choice = part.rule(ChoiceRule.class);
        if (choice == null) {
            return null;
        }
        Set<ValueType> types = EnumSet.noneOf(ValueType.class);
        for (Node value : choice.choices()) {
            types.add(ValueType.of(value));
        }
        return types;
    }

    private static Set<ValueType> common(Set<ValueType> types, Set<ValueType> own) {
        Set<ValueType> common = EnumSet.noneOf(ValueType.class);
        for (ValueType type : types) {
            if (TypeRule.accepts(own, type)) {
                common.add(type);
            }
        }
        return common;
    }

    @Override
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (List<Subschema> parts : List.of(certain, possible)) {
            for (Subschema part : parts) {
                MapRule map = part.rule(MapRule.class);
                names.addAll(map == null ? Set.of() : map.properties().keySet());
            }
        }
        return List.copyOf(names);
    }

    @Override
    public Place member(String key) {
        List<Subschema> surely = new ArrayList<>();
        List<Subschema> perhaps = new ArrayList<>();
        boolean named = addMember(certain, key, surely);
        named |= addMember(possible, key, perhaps);
        boolean refused = holdsNothing(surely);
        Standing below =
                refused || standing == Standing.UNKNOWN ? Standing.UNKNOWN : named ? Standing.KNOWN : Standing.OPEN;
        return of(schema, below, surely, perhaps, isSecret);
    }

    private static boolean holdsNothing(List<Subschema> parts) {
        for (Subschema part : parts) {
            if (part.isNothing()) {
                return true;
            }
        }
        return false;
    }

    /** Adds what the schemas say of the member; whether one of them names it. */
    private static boolean addMember(List<Subschema> parts, String key, List<Subschema> found) {
        boolean named = false;
        for (Subschema part : parts) {
            MapRule map = part.rule(MapRule.class);
            Subschema property = map == null ? null : map.properties().get(key);
            named |= property != null;
            Subschema wanted = property == null && map != null ? map.additional() : property;
            if (wanted != null) {
                found.add(wanted);
            }
        }
        return named;
    }

    @Override
    public Place item() {
        List<Subschema> surely = itemsOf(certain);
        List<Subschema> perhaps = itemsOf(possible);
        boolean named = !surely.isEmpty() || !perhaps.isEmpty();
        Standing below = standing == Standing.UNKNOWN ? standing : named ? Standing.KNOWN : Standing.OPEN;
        return of(schema, below, surely, perhaps, isSecret);
    }

    private static List<Subschema> itemsOf(List<Subschema> parts) {
        List<Subschema> items = new ArrayList<>();
        for (Subschema part : parts) {
            ListRule list = part.rule(ListRule.class);
            if (list != null && list.items() != null) {
                items.add(list.items());
            }
        }
        return items;
    }

    /** Follows references and combinations to the schemas that speak of the same place. */
    private static final class Expansion {

        private final Schema schema;
        private final List<Subschema> certain = new ArrayList<>();
        private final List<Subschema> possible = new ArrayList<>();
        private boolean secret;

        Expansion(Schema schema) {
            this.schema = schema;
        }

        void add(Subschema part, boolean sure) {
            (sure ? certain : possible).add(part);
            secret |= part.secret();
            for (Rule rule : part.rules()) {
                if (rule instanceof Rule.Reference reference) {
                    add(schema.target(reference.pointer()), sure);
                } else if (rule instanceof Combination combination && combination.kind() != Combination.Kind.NOT) {
                    boolean all = combination.kind() == Combination.Kind.ALL;
                    for (Subschema inner : combination.parts()) {
                        add(inner, sure && all);
                    }
                } else if (rule instanceof Condition condition) {
                    addIfThere(condition.then());
                    addIfThere(condition.otherwise());
                }
            }
        }

        private void addIfThere(@Nullable Subschema part) {
            if (part != null) {
                add(part, false);
            }
        }
    }
}
