package io.pgchart.report;

import io.pgchart.plan.Change;
import io.pgchart.plan.Difference;
import io.pgchart.plan.VolumeSizes;
import io.pgchart.report.LineChanges.Replaced;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a change of one object comes to, in one line. */
final class ChangeSummary {

    private static final int MOST_TOLD = 2;
    private static final int LONGEST_VALUE = 40;
    private static final String POD_TEMPLATE = "spec.template.";
    private static final String CONFIG_HASH = "spec.template.metadata.annotations.pgchart.io/config-hash";

    private static final Pattern VOLUME_SIZE =
            Pattern.compile("spec\\.volumeClaimTemplates\\[(.+)]\\.spec\\.resources\\.requests\\.storage");
    private static final String SECRET_HASH = "spec.template.metadata.annotations.pgchart.io/secret-hash";

    private ChangeSummary() {}

    /** The fields that change with both values; {@code ""} for what is created or removed. */
    static String of(Change change) {
        List<String> told = new ArrayList<>();
        boolean replacesPods = false;
        List<String> reasons = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        for (Difference difference : change.differences()) {
            Matcher volume = VOLUME_SIZE.matcher(difference.path());
            replacesPods |= isWorkload(change) && difference.path().startsWith(POD_TEMPLATE);
            if (difference.path().equals(CONFIG_HASH)) {
                reasons.add("configuration changed");
            } else if (difference.path().equals(SECRET_HASH)) {
                reasons.add("a Secret changed");
            } else if (volume.matches()) {
                volumes.add(volume(volume.group(1), difference));
            } else {
                told.add(text(difference));
            }
        }
        told.addAll(0, reasons);
        told.addAll(0, volumes);
        return pods(change, replacesPods) + shortened(told);
    }

    private static String pods(Change change, boolean replaces) {
        if (replaces) {
            return "pods will be replaced: ";
        }
        return change.action() == Change.Action.REPLACE ? "pods stay: " : "";
    }

    private static String volume(String template, Difference size) {
        String values =
                quoted(String.valueOf(scalar(size.before()))) + " -> " + quoted(String.valueOf(scalar(size.after())));
        return VolumeSizes.isLess(size.before(), size.after())
                ? "volume " + template + " grows " + values
                : "later volumes " + template + " " + values + ", those that are there stay";
    }

    private static boolean isWorkload(Change change) {
        String kind = change.id().kind();
        return kind.equals("StatefulSet") || kind.equals("Deployment") || kind.equals("DaemonSet");
    }

    private static String shortened(List<String> told) {
        int rest = told.size() - MOST_TOLD;
        return rest <= 0
                ? String.join("; ", told)
                : String.join("; ", told.subList(0, MOST_TOLD)) + "; and " + rest + " more";
    }

    private static String text(Difference difference) {
        if (difference.isSecret()) {
            return difference.path() + ": " + verb(difference) + " (not shown)";
        }
        String before = scalar(difference.before());
        String after = scalar(difference.after());
        if (before != null && after != null && (before.contains("\n") || after.contains("\n"))) {
            return difference.path() + ": " + lines(before, after);
        }
        if (before == null || after == null) {
            Node value = difference.before() == null ? difference.after() : difference.before();
            String shown = scalar(value);
            return difference.path() + " " + verb(difference) + (shown == null ? "" : ": " + quoted(shown));
        }
        return difference.path() + ": " + quoted(before) + " -> " + quoted(after);
    }

    private static String verb(Difference difference) {
        if (difference.before() == null) {
            return "added";
        }
        return difference.after() == null ? "removed" : "changed";
    }

    /** {@code work_mem '4MB' -> '8MB'} where one setting changed, counts otherwise. */
    private static String lines(String before, String after) {
        List<String> told = new ArrayList<>();
        int gone = 0;
        int come = 0;
        for (Replaced run : LineChanges.of(before, after)) {
            gone += run.before().size();
            come += run.after().size();
            if (run.before().size() == run.after().size()) {
                for (int i = 0; i < run.before().size(); i++) {
                    told.add(setting(run.before().get(i), run.after().get(i)));
                }
            } else {
                told.add(null);
            }
        }
        return told.contains(null) || told.size() > MOST_TOLD
                ? "+" + come + " -" + gone + " lines"
                : String.join(", ", told);
    }

    private static @Nullable String setting(String before, String after) {
        int left = before.indexOf('=');
        int right = after.indexOf('=');
        if (left > 0
                && right > 0
                && before.substring(0, left).equals(after.substring(0, right))
                && !before.startsWith("#")) {
            String value = before.substring(left + 1).strip();
            String now = after.substring(right + 1).strip();
            return before.substring(0, left).strip() + " " + value + " -> " + now;
        }
        return null;
    }

    private static @Nullable String scalar(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.text() : null;
    }

    private static String quoted(String text) {
        String line = text.contains("\n") ? text.lines().findFirst().orElse("") + "…" : text;
        return "'" + (line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line) + "'";
    }
}
