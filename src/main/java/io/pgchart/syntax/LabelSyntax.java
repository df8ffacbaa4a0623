package io.pgchart.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Keys of labels and annotations, and values of labels.
 *
 * <p>Source: k8s.io/apimachinery, pkg/util/validation: IsQualifiedName, IsValidLabelValue.
 */
public final class LabelSyntax {

    public static final int MAX_NAME = 63;

    private static final String MEND = "Use letters, digits, '-', '_' and '.', with a letter or digit at both ends.";

    private LabelSyntax() {}

    /** What keeps the text from being a key, {@code prometheus.io/scrape}; null when it is one. */
    public static @Nullable Flaw keyFlaw(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            String prefix = text.substring(0, slash);
            if (prefix.isEmpty() || DnsName.subdomainFlaw(prefix) != null) {
                return new Flaw(
                        "has '" + prefix + "' before its slash, expected a DNS name such as example.org",
                        "Write <domain>/<name>, or the name alone.");
            }
        }
        String name = text.substring(slash + 1);
        if (name.isEmpty()) {
            return new Flaw("has no name" + (slash < 0 ? "" : " after its slash"), MEND);
        }
        return nameFlaw(name, "a label's key");
    }

    /** What keeps the text from being a label's value; null when it is one, and the empty text is one. */
    public static @Nullable Flaw valueFlaw(String text) {
        return text.isEmpty() ? null : nameFlaw(text, "a label's value");
    }

    private static @Nullable Flaw nameFlaw(String name, String what) {
        if (name.length() > MAX_NAME) {
            return new Flaw(
                    "has " + name.length() + " characters, expected at most " + MAX_NAME + " in " + what,
                    "Shorten it by " + (name.length() - MAX_NAME) + ".");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean inside = i > 0 && i < name.length() - 1 && (c == '-' || c == '_' || c == '.');
            if (!inside && !Ascii.isAlphanumeric(c)) {
                return new Flaw("is not " + what, MEND);
            }
        }
        return null;
    }
}
