package io.pgchart.pgbackrest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a database a backup holds by itself. Source: pgBackRest's option {@code --type} of {@code backup}. */
public enum BackupType {
    /** All of it. */
    FULL("full"),
    /** What has changed since the last full one. */
    DIFF("diff"),
    /** What has changed since the last one, of whatever type. */
    INCR("incr");

    private final String word;

    BackupType(String word) {
        this.word = word;
    }

    /** Null when there is none of this name. */
    public static @Nullable BackupType of(String word) {
        for (BackupType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        return null;
    }

    /** {@code full, diff, incr}. */
    public static String words() {
        List<String> words = new ArrayList<>();
        for (BackupType type : values()) {
            words.add(type.word);
        }
        return String.join(", ", words);
    }

    /** As pgBackRest has it. */
    @Override
    public String toString() {
        return word;
    }
}
