package io.pgchart.hook;

import org.jspecify.annotations.Nullable;

/** When a hook runs. Source: Helm's chart hooks, "The Available Hooks". */
public enum HookEvent {
    PRE_INSTALL("pre-install"),
    POST_INSTALL("post-install"),
    PRE_UPGRADE("pre-upgrade"),
    POST_UPGRADE("post-upgrade"),
    PRE_ROLLBACK("pre-rollback"),
    POST_ROLLBACK("post-rollback"),
    PRE_DELETE("pre-delete"),
    POST_DELETE("post-delete"),
    TEST("test");

    private final String word;

    HookEvent(String word) {
        this.word = word;
    }

    /** The event as Helm's annotation has it, or null when there is no such event. */
    static @Nullable HookEvent of(String word) {
        for (HookEvent event : values()) {
            if (event.word.equals(word)) {
                return event;
            }
        }
        return word.equals("test-success") ? TEST : null;
    }

    /** The event as Helm's annotation has it. */
    @Override
    public String toString() {
        return word;
    }
}
