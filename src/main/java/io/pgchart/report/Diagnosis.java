package io.pgchart.report;

import java.util.List;

/**
 * Why something did not become what it was to be; secrets in it are masked.
 *
 * @param object {@code StatefulSet/postgresql}
 * @param fault what was wrong, without a full stop: {@code postgresql-0, container postgresql: CrashLoopBackOff, exit code 1}
 * @param logOf the container that wrote the log: {@code postgresql-0 postgresql}; {@code ""} without a log
 * @param log its last lines
 * @param warnings what Kubernetes warned of, as {@code Pod/postgresql-0 FailedMount: …}
 * @param nextStep a sentence
 */
public record Diagnosis(
        String object, String fault, String logOf, List<String> log, List<String> warnings, String nextStep) {

    public Diagnosis {
        log = List.copyOf(log);
        warnings = List.copyOf(warnings);
    }
}
