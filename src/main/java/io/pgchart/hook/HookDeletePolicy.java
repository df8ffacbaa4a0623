package io.pgchart.hook;

import org.jspecify.annotations.Nullable;

/** When the object of a hook is deleted. Source: Helm's chart hooks, "Hook deletion policies". */
public enum HookDeletePolicy {
    BEFORE_HOOK_CREATION("before-hook-creation"),
    HOOK_SUCCEEDED("hook-succeeded"),
    HOOK_FAILED("hook-failed");

    private final String word;

    HookDeletePolicy(String word) {
        this.word = word;
    }

    /** The policy as Helm's annotation has it, or null when there is no such policy. */
    static @Nullable HookDeletePolicy of(String word) {
        for (HookDeletePolicy policy : values()) {
            if (policy.word.equals(word)) {
                return policy;
            }
        }
        return null;
    }

    /** The policy as Helm's annotation has it. */
    @Override
    public String toString() {
        return word;
    }
}
