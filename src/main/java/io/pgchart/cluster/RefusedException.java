package io.pgchart.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's no to one request, as data; whoever asked turns it into words that a user understands.
 *
 * <p>Its message names the object, the code and the reason, but not what the server wrote, for that may quote a Secret.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.subject() + ": " + refusal.code() + " " + refusal.reason());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /**
     * What a Status of Kubernetes says.
     *
     * @param subject the object or the collection that was asked for: {@code ConfigMap/postgresql-config}
     * @param code of HTTP
     * @param reason {@code Forbidden}, {@code Conflict}, {@code Invalid}, …; {@code ""} when there was no Status
     * @param message the server's sentence; may quote the values of fields
     */
    public record Refusal(String subject, int code, String reason, String message, List<Cause> causes) {

        /** Source: apiserver's plugin/pkg/admission/namespace/lifecycle, the answer to what has no namespace. */
        private static final String NAMESPACE_BEFORE = "namespaces \"";

        private static final String NAMESPACE_AFTER = "\" not found";

        public Refusal {
            causes = List.copyOf(causes);
        }

        /** The namespace that it was to be done in and that is not there; null when that is not the reason. */
        public @Nullable String missingNamespace() {
            boolean isMissing =
                    code == 404 && message.startsWith(NAMESPACE_BEFORE) && message.endsWith(NAMESPACE_AFTER);
            return isMissing
                    ? message.substring(NAMESPACE_BEFORE.length(), message.length() - NAMESPACE_AFTER.length())
                    : null;
        }

        /** Whether a namespace is being deleted, and takes nothing new. */
        public boolean isNamespaceTerminating() {
            return causes.stream().anyMatch(cause -> cause.reason().equals("NamespaceTerminating"));
        }
    }

    /**
     * One reason of several.
     *
     * @param reason {@code FieldManagerConflict}, {@code FieldValueInvalid}, …
     * @param message may quote the value of the field
     * @param field its path as the server writes it, {@code ""} when it is about none
     */
    public record Cause(String reason, String message, String field) {}
}
