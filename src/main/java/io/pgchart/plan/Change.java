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
 * @param desired null for what is removed, and for what only goes on to grow
 * @param live as it is now; null for what is created
 * @param expected as the server said that it will be; null unless the action is {@code REPLACE}
 * @param differences the fields that change, empty for what is created, unchanged, removed or kept
 */
public record Change(
        Action action,
        ObjectId id,
        @Nullable Manifest desired,
        @Nullable LiveObject live,
        @Nullable LiveObject expected,
        List<Difference> differences) {

    /** What is done with an object. */
    public enum Action {
        CREATE('+'),
        CHANGE('~'),
        /** Made anew around its pods and volumes, which stay: the server does not let it change. */
        REPLACE('~'),
        /** A claim of a volume asks for more, or has not yet got all that it asked for. */
        GROW('~'),
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

    public Change(
            Action action,
            ObjectId id,
            @Nullable Manifest desired,
            @Nullable LiveObject live,
            List<Difference> differences) {
        this(action, id, desired, live, null, differences);
    }

    /** Whether the server has to be asked to apply the object. */
    public boolean isApplied() {
        return switch (action) {
            case CREATE, CHANGE, REPLACE -> true;
            case GROW -> desired != null;
            case UNCHANGED, REMOVE, KEEP -> false;
        };
    }
}
