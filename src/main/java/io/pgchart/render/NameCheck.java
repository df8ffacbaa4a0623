package io.pgchart.render;

import io.pgchart.error.NearestNames;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.values.ValuePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows a template and its partials through their sections and refuses each name that nothing can stand behind. */
final class NameCheck {

    private final Shape root;
    private final Map<String, TemplateSource> partials;
    private final NameCache names;
    private final Problems problems;
    /** What the names lead to that were found from the root: partials are followed many times. */
    private final Map<String, Shape> found = new HashMap<>();
    /** The shapes of the items of the open sections, the innermost first; an inverted section has none of its own. */
    private final Deque<Shape> items = new ArrayDeque<>();

    private final Set<String> including = new LinkedHashSet<>();
    private final Set<String> rootNames = new HashSet<>();

    /**
     * A check of templates that may name the same.
     *
     * @param partials by the name that a tag has: {@code _labels}
     */
    NameCheck(Map<String, Shape> known, Map<String, TemplateSource> partials, NameCache names, Problems problems) {
        this.root = new Shape.Root(known);
        this.partials = partials;
        this.names = names;
        this.problems = problems;
    }

    /**
     * Checks one template with all that it includes.
     *
     * @return the first words of the names that are looked up from the root
     */
    Set<String> check(TemplateSource template) {
        items.clear();
        rootNames.clear();
        follow(template);
        return Set.copyOf(rootNames);
    }

    private void follow(TemplateSource template) {
        Deque<Boolean> opened = new ArrayDeque<>();
        for (Tag tag : template.tags()) {
            switch (tag.kind()) {
                case VALUE, RAW -> shape(tag);
                case SECTION -> {
                    Shape shape = shape(tag);
                    items.push(shape == null ? new Shape.Open() : shape);
                    opened.push(true);
                }
                case INVERTED -> {
                    shape(tag);
                    opened.push(false);
                }
                case CLOSE -> {
                    if (Boolean.TRUE.equals(opened.poll())) {
                        items.pop();
                    }
                }
                case PARTIAL -> include(tag, template);
                default -> {
                    // Comments name nothing; refused tags have their problem.
                }
            }
        }
    }

    private void include(Tag tag, TemplateSource template) {
        if (Language.of(template.file().name()) != Language.YAML) {
            problems.add(new Problem(
                    tag.shown(),
                    "includes a partial, which is YAML, in a file that is not",
                    tag.where(),
                    "Write its text there."));
            return;
        }
        TemplateSource partial = partials.get(tag.name());
        if (partial == null) {
            problems.add(new Problem(
                    tag.shown(),
                    "names a partial that the chart does not have",
                    tag.where(),
                    NearestNames.question(
                            tag.name(), partials.keySet(), "Partials are the chart's files templates/_*.yaml.")));
            return;
        }
        if (!including.add(tag.name())) {
            List<String> way = new ArrayList<>(including);
            way.add(tag.name());
            problems.add(new Problem(
                    tag.shown(),
                    "includes itself: " + String.join(" > ", way),
                    tag.where(),
                    "Take one of these out of the circle."));
            return;
        }
        follow(partial);
        including.remove(tag.name());
    }

    /** The shape of a section's item, or of a value; null when the name was refused. */
    private @Nullable Shape shape(Tag tag) {
        Name name;
        try {
            name = names.parsed(tag.name());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    tag.shown(),
                    "is no name: " + e.getMessage(),
                    tag.where(),
                    "Write keys with dots between them, and a key of other characters as [\"a.b/c\"]."));
            return null;
        }
        if (!name.relative()) {
            rootNames.add(name.first());
        }
        Shape shape = name.relative() ? walk(tag, name) : found.get(tag.name());
        if (shape == null && !name.relative()) {
            shape = walk(tag, name);
        }
        if (shape == null) {
            return null;
        }
        if (!name.relative()) {
            found.put(tag.name(), shape);
        }
        if (name.entries()) {
            Shape value = shape.member("");
            return new Shape.Entry(value == null ? new Shape.Open() : value);
        }
        return tag.kind() == Tag.Kind.SECTION ? shape.item() : shape;
    }

    private @Nullable Shape walk(Tag tag, Name name) {
        Shape shape = root;
        if (name.relative()) {
            if (items.isEmpty()) {
                problems.add(new Problem(
                        tag.shown(),
                        "begins with a dot outside of any section",
                        tag.where(),
                        "Name it from the root: Values." + tag.name().replaceFirst("^(entries +)?\\.", "") + "."));
                return null;
            }
            shape = items.peek();
        }
        for (ValuePath step : name.steps()) {
            Shape next = step.isItem() ? shape.item() : shape.member(step.key());
            if (next == null) {
                problems.add(new Problem(
                        tag.shown(),
                        "'" + step.key() + "' is not known here",
                        tag.where(),
                        NearestNames.question(step.key(), shape.names(), known(shape))));
                return null;
            }
            shape = next;
        }
        return shape;
    }

    private static String known(Shape shape) {
        return shape.names().isEmpty() ? "Nothing is below it." : "Known: " + String.join(", ", shape.names()) + ".";
    }
}
