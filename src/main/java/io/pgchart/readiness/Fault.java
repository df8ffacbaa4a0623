package io.pgchart.readiness;

/**
 * Something that keeps an object from becoming ready.
 *
 * @param subject what has it: {@code postgresql-0}, {@code StatefulSet/postgresql}
 * @param uid of the object that has it
 * @param container of the pod; {@code ""} when it is about none
 * @param reason in Kubernetes' word: {@code ImagePullBackOff}
 * @param detail what is known beyond it: the image, the exit code, the server's sentence; {@code ""} when nothing is
 * @param nextStep a sentence that says how to mend it
 */
public record Fault(
        String subject,
        String uid,
        String container,
        String reason,
        String detail,
        Patience patience,
        String nextStep) {

    /** The same for a fault that comes and goes while Kubernetes tries again, and another one for a new pod. */
    public String key() {
        return uid + "|" + container + "|" + patience;
    }

    /** {@code postgresql-0, container postgresql: CrashLoopBackOff, exit code 1}. */
    public String text() {
        return subject
                + (container.isEmpty() ? "" : ", container " + container)
                + ": "
                + reason
                + (detail.isEmpty() ? "" : ", " + detail);
    }
}
