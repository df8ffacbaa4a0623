package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one object.
 *
 * @param id with the namespace it lives in, if it lives in one
 * @param desired null for what is removed
 * @param live as it is now; null for what is created
 * @param differences the fields that change, empty unless the action is {@code CHANGE}
 */
public record Change(
        Action action,
        ObjectId id,
        @Nullable Manifest desired,
        @Nullable LiveObject live,
        List<Difference> differences) {

    /** What is done with an object. */
    public enum Action {
        CREATE('+'),
        CHANGE('~'),
        UNCHANGED(' '),
        REMOVE('-'),
        /** No longer wanted, but left in the cluster by the keep policy. */
        KEEP(' ');

        private final char sign;

        Action(char sign) {
            this.sign = sign;
        }

        /** What stands before it in a list of changes. */
        public char sign() {
            return sign;
        }
    }

    public Change {
        differences = List.copyOf(differences);
    }

    /** Whether the server has to be asked to apply the object. */
    public boolean isApplied() {
        return action == Action.CREATE || action == Action.CHANGE;
    }
}
