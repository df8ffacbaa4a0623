package io.pgchart.rollout;

import io.pgchart.cluster.RefusedException.Refusal;
import io.pgchart.error.Problem;
import io.pgchart.rollout.Refusals.Refused;
import io.pgchart.yaml.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field that the server's version of the API does not have. */
final class UnknownField {

    /**
     * The first is the answer to a server-side apply (500 without a reason, Kubernetes 1.34), the others those of strict
     * decoding.
     */
    private static final Pattern FIELD =
            Pattern.compile("typed patch object.*: (\\.\\S+): field not declared in schema|unknown field \"([^\"]+)\"");

    private UnknownField() {}

    static boolean isIn(Refusal refusal) {
        return FIELD.matcher(refusal.message()).find();
    }

    static Problem problem(Refused subject) {
        Matcher field = FIELD.matcher(subject.refusal().message());
        field.find();
        String path = ServerPath.shown(field.group(1) == null ? field.group(2) : field.group(1));
        Node node = ServerPath.find(subject.wanted(), path);
        return new Problem(
                subject.refusal().subject() + " " + path,
                "is no field that the API of this cluster knows",
                node == null ? subject.where() : node.origin().toString(),
                "Remove it, or deploy to a cluster whose version has it.");
    }
}
