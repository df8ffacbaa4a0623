package io.pgchart.report;

import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ManifestWriter;
import io.pgchart.plan.Change;
import io.pgchart.plan.Difference;
import io.pgchart.report.LineChanges.Replaced;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import io.pgchart.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that changes of one object, as the diff goal shows it. */
final class ChangeDetail {

    private static final String HIDDEN = "(not shown)";

    private final List<String> lines = new ArrayList<>();

    private ChangeDetail() {}

    /** The lines below the object's own: of a created one what it will be, of a changed one its fields. */
    static List<String> of(Change change) {
        ChangeDetail detail = new ChangeDetail();
        Manifest desired = change.desired();
        if (change.action() == Change.Action.CREATE && desired != null) {
            ManifestWriter.maskedText(desired).lines().forEach(line -> detail.lines.add("    + " + line));
        }
        change.differences().forEach(detail::add);
        return List.copyOf(detail.lines);
    }

    private void add(Difference difference) {
        lines.add("    " + difference.path());
        if (difference.isSecret()) {
            hidden(difference.before(), '-');
            hidden(difference.after(), '+');
            return;
        }
        for (Replaced run : LineChanges.of(text(difference.before()), text(difference.after()))) {
            run.before().forEach(line -> lines.add("      - " + line));
            run.after().forEach(line -> lines.add("      + " + line));
        }
    }

    private void hidden(@Nullable Node node, char sign) {
        if (node != null) {
            lines.add("      " + sign + " " + HIDDEN);
        }
    }

    private static @Nullable String text(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        return node instanceof ScalarNode scalar ? scalar.text() : YamlWriter.text(node);
    }
}
