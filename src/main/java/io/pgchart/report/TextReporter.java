package io.pgchart.report;

import io.pgchart.plan.Change;
import io.pgchart.plan.Plan;
import io.pgchart.release.ReleaseHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells events as short lines, in the order of the flow; no line for what did not happen. */
public final class TextReporter implements Reporter {

    private final FlowLines sink;

    public TextReporter(LogSink sink) {
        this.sink = new FlowLines(sink);
    }

    @Override
    public void release(String name, @Nullable String namespace) {
        sink.line("Release", namespace == null ? name : name + "  namespace " + namespace);
    }

    @Override
    public void release(Whereabouts where) {
        sink.line(
                "Release",
                where.release()
                        + (where.revision().isEmpty() ? "" : "  revision " + where.revision())
                        + "  namespace "
                        + where.namespace()
                        + (where.context() == null ? "  in this cluster" : "  context " + where.context()));
    }

    @Override
    public void plan(Plan plan) {
        sink.line("Plan", PlanText.counts(plan));
        for (Change change : plan.changes()) {
            if (PlanText.isTold(change)) {
                sink.change(change.action().sign(), PlanText.line(change));
            }
        }
    }

    @Override
    public void differences(Plan plan) {
        sink.line("Plan", PlanText.counts(plan));
        for (Change change : plan.changes()) {
            if (PlanText.isTold(change)) {
                sink.change(change.action().sign(), change.id().shortName());
                ChangeDetail.of(change).forEach(sink::text);
            }
        }
    }

    @Override
    public void history(ReleaseHistory history) {
        HistoryText.lines(history).forEach(sink::text);
    }

    @Override
    public void object(String object, String text) {
        sink.goesOn("Object", object, text);
    }

    @Override
    public void database(String pod, String text) {
        sink.goesOn("Database", pod, text);
    }

    @Override
    public void outcome(String label, String text) {
        sink.line(label, text);
    }

    @Override
    public void notes(String notes) {
        if (!notes.isEmpty()) {
            sink.text("");
            sink.text(notes);
        }
    }

    @Override
    public void values(List<String> layers) {
        sink.line("Values", String.join(", ", layers));
    }

    @Override
    public void value(String path, String value, String origin) {
        sink.text(path + " = " + value + "  (" + origin + ")");
    }

    @Override
    public void rendered(Rendered rendered) {
        String what = count(rendered.manifests(), "manifest") + ", " + count(rendered.hooks(), "hook");
        sink.line("Rendered", what + " -> " + rendered.directory());
        for (FileChange change : rendered.changes()) {
            sink.change(change.sign(), change.path());
        }
        sink.line("Written", written(rendered));
    }

    @Override
    public void waiting(String object, String text, Duration elapsed) {
        sink.goesOn("Waiting", object, text + FlowLines.after(elapsed));
    }

    @Override
    public void stillWaiting(String object, String text, Duration elapsed) {
        sink.now("Waiting", object, text + FlowLines.after(elapsed));
    }

    @Override
    public void hook(String object, String text) {
        sink.goesOn("Hook", object, text);
    }

    @Override
    public void hookFinished(String object, String outcome, Duration elapsed) {
        sink.goesOn("Hook", object, outcome + FlowLines.after(elapsed));
    }

    @Override
    public void removal(String object, String outcome) {
        sink.goesOn("Removing", object, outcome);
    }

    @Override
    public void diagnosis(Diagnosis diagnosis) {
        sink.goesOn("Failed", diagnosis.object(), diagnosis.fault());
        FlowLines.details(diagnosis).forEach(sink::text);
    }

    @Override
    public void note(String object, String text) {
        sink.line("Note", object + ": " + text);
    }

    private static String written(Rendered rendered) {
        int added = count(rendered.changes(), '+');
        int changed = count(rendered.changes(), '~');
        int removed = count(rendered.changes(), '-');
        int unchanged = rendered.files() - added - changed;
        List<String> parts = new ArrayList<>();
        addCount(parts, added, "new");
        addCount(parts, changed, "changed");
        addCount(parts, unchanged, "unchanged");
        addCount(parts, removed, "removed");
        return String.join(", ", parts);
    }

    private static int count(List<FileChange> changes, char sign) {
        int count = 0;
        for (FileChange change : changes) {
            count += change.sign() == sign ? 1 : 0;
        }
        return count;
    }

    private static void addCount(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
