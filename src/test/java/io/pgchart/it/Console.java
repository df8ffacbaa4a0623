package io.pgchart.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Maven's console that is the plugin's: what its goals say, whether the build succeeded, and why it did not.
 *
 * <p>Every Maven frames that part in its own way; what is left here is equal under all of them.
 */
final class Console {

    private static final Pattern GOAL =
            Pattern.compile("\\[INFO] --- pgchart(?:-maven-plugin)?:\\S+:(\\S+) \\((\\S+)\\) @ (\\S+) ---");
    private static final Pattern SAID = Pattern.compile("\\[(INFO|WARNING|ERROR)] .*\\S.*");
    private static final Pattern FRAME =
            Pattern.compile("\\[INFO] (-{20,}|-+< \\S+ >-+|--- .*|Copying \\S+ to project local repository)");
    private static final Pattern FAILURE =
            Pattern.compile("\\[ERROR] Failed to execute goal \\S+ \\(\\S+\\) on project \\S+: ");
    /** How long something took is different each time. */
    private static final Pattern TIME = Pattern.compile("(\\(| in |after )(?:\\d+m )?\\d+s(\\)|$|,)");

    private static final Pattern INSTANT = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    /** Where the kubeconfig of the cluster is, or a file of the project. */
    private static final Pattern PATH = Pattern.compile("(KUBECONFIG=|\\()/[^\\s,)]*(/[^/\\s,)]+)");

    /** The port of the cluster for tests is another one each time; only the stand-in has no TLS. */
    private static final Pattern SERVER = Pattern.compile("https?://127\\.0\\.0\\.1:\\d{4,5}");

    /** A tunnel has a free port. */
    private static final Pattern TUNNEL = Pattern.compile("127\\.0\\.0\\.1:\\d{4,5}(?= -> )");

    /** What a Job appends to its own name for each of its pods: letters and digits that make no word. */
    private static final Pattern POD_OF_JOB = Pattern.compile("(\\w-)[bcdfghjklmnpqrstvwxz2456789]{5}(?=[ ,:]|$)");

    private static final Pattern UID = Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

    /** The hash of Secrets is keyed with what tells them from others of their names. */
    private static final Pattern HASH = Pattern.compile("(\\[INFO] +[-+] )[0-9a-f]{64}");

    /** Between its end and its next start a container says the one, then the other. */
    private static final Pattern ENDED =
            Pattern.compile(": (?:Error|CrashLoopBackOff)(, exit code \\d+, \\d+ restarts)");

    /** Who is at work on a release. */
    private static final Pattern HOLDER = Pattern.compile("\\bby \\S+ on \\S+ \\(process \\d+");

    /** A node that only pretends to run pods has no logs: whether one is asked for depends on how fast it pretends. */
    private static final Pattern NO_LOG =
            Pattern.compile("\\[INFO] (?:Hook     |         ) .* log of \\S+ .*ended early.*");

    /** What is seen of a workload before it is ready depends on how fast the machine is. */
    private static final Pattern ON_THE_WAY = Pattern.compile(
            "\\[INFO] (?:Waiting  |         ) StatefulSet/\\S+ +(?:.*(?<! ready)|0 of \\d+ ready) \\(#s\\)");

    /** Volumes grow while workloads become ready: which of them is told first is up to the machine, too. */
    private static final Pattern GROWING =
            Pattern.compile("\\[INFO] (?:Waiting  |         ) PersistentVolumeClaim/\\S+ +(?:grows, |has ).* \\(#s\\)");

    /** A node that only pretends refuses a command, or hangs up while it is told what to read. */
    private static final Pattern NOT_LOOKED_AT = Pattern.compile("( was not looked at: ).*");

    private static final Pattern READY = Pattern.compile("\\[INFO] {11}(StatefulSet/\\S+ .* ready \\(#s\\))");

    private static final Pattern HOOK = Pattern.compile("\\[INFO] {11}(Job/\\S+ .* \\(#s\\))");

    private static final String END_OF_FAILURE = " -> [Help 1]";

    private final List<String> kept = new ArrayList<>();
    private boolean inGoal;
    private boolean inFailure;

    private Console() {}

    static String of(List<String> log) {
        Console console = new Console();
        log.stream()
                .map(line -> TIME.matcher(line).replaceAll("$1#s$2"))
                .map(line -> INSTANT.matcher(line).replaceAll("#time"))
                .map(line -> PATH.matcher(line).replaceAll("$1#path$2"))
                .map(line -> SERVER.matcher(line).replaceAll("https://#server"))
                .map(line -> TUNNEL.matcher(line).replaceAll("127.0.0.1:#port"))
                .map(line -> POD_OF_JOB.matcher(line).replaceAll("$1#pod"))
                .map(line -> UID.matcher(line).replaceAll("#uid"))
                .map(line -> HASH.matcher(line).replaceFirst("$1#hash"))
                .map(line -> ENDED.matcher(line).replaceAll(": CrashLoopBackOff$1"))
                .map(line -> NOT_LOOKED_AT.matcher(line).replaceFirst("$1#reason"))
                .map(line -> HOLDER.matcher(line).replaceAll("by #user on #host (process #"))
                .filter(line -> !NO_LOG.matcher(line).matches())
                .filter(line -> !ON_THE_WAY.matcher(line).matches())
                .filter(line -> !GROWING.matcher(line).matches())
                .map(line -> READY.matcher(line).replaceFirst("[INFO] Waiting   $1"))
                .map(line -> HOOK.matcher(line).replaceFirst("[INFO] Hook      $1"))
                .forEach(console::line);
        return String.join("\n", console.kept) + "\n";
    }

    private void line(String line) {
        Matcher goal = GOAL.matcher(line);
        Matcher failure = FAILURE.matcher(line);
        if (goal.matches()) {
            kept.add("--- " + goal.group(1) + " (" + goal.group(2) + ") @ " + goal.group(3));
            inGoal = true;
        } else if (failure.lookingAt()) {
            inFailure = true;
            failureLine("[ERROR] " + line.substring(failure.end()));
        } else if (inFailure) {
            failureLine(line);
        } else if (FRAME.matcher(line).matches()) {
            inGoal = false;
        } else if (line.startsWith("[INFO] BUILD ")) {
            kept.add(line);
        } else if (inGoal && SAID.matcher(line).matches()) {
            kept.add(line.stripTrailing());
        }
    }

    private void failureLine(String line) {
        inFailure = !line.endsWith(END_OF_FAILURE);
        String said = inFailure ? line.stripTrailing() : line.substring(0, line.length() - END_OF_FAILURE.length());
        if (!said.equals("[ERROR]")) {
            kept.add(said);
        }
    }
}
