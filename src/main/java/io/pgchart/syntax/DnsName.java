package io.pgchart.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Names of Kubernetes objects: labels and subdomains of the DNS.
 *
 * <p>Source: k8s.io/apimachinery, pkg/util/validation (RFC 1123).
 */
public final class DnsName {

    public static final int MAX_LABEL = 63;
    public static final int MAX_SUBDOMAIN = 253;

    private static final String LETTERS = "Use lower-case letters, digits and '-' between them.";

    private DnsName() {}

    /** What keeps the text from being one label, {@code orders-db}; null when it is one. */
    public static @Nullable Flaw labelFlaw(String text) {
        Flaw length = lengthFlaw(text, MAX_LABEL);
        if (length != null) {
            return length;
        }
        return flawOfLabel(text, 0, text.length(), false, "a DNS label: lower-case letters, digits and '-'");
    }

    /** What keeps the text from being labels joined by dots, {@code orders.example.org}; null when it is that. */
    public static @Nullable Flaw subdomainFlaw(String text) {
        Flaw length = lengthFlaw(text, MAX_SUBDOMAIN);
        if (length != null) {
            return length;
        }
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            Flaw flaw = flawOfLabel(text, start, end, true, "a DNS name: lower-case letters, digits, '-' and '.'");
            if (flaw != null) {
                return flaw;
            }
            start = end + 1;
        }
        return null;
    }

    private static @Nullable Flaw lengthFlaw(String text, int most) {
        if (text.isEmpty()) {
            return new Flaw("is empty, expected a name of 1 to " + most + " characters", LETTERS);
        }
        return text.length() <= most
                ? null
                : new Flaw(
                        "has " + text.length() + " characters, expected at most " + most,
                        "Shorten it by " + (text.length() - most) + ".");
    }

    private static @Nullable Flaw flawOfLabel(String text, int start, int end, boolean dots, String expected) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Ascii.isUpper(c)) {
                return new Flaw("has upper-case letters, expected " + expected, LETTERS);
            }
            if (!Ascii.isDigit(c) && !Ascii.isLower(c) && c != '-') {
                return new Flaw("is not " + expected, LETTERS);
            }
        }
        if (start == end) {
            return new Flaw("has a dot at an end or next to another, expected " + expected, "Remove that dot.");
        }
        if (text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return new Flaw(
                    "starts or ends " + (dots ? "a part of it " : "") + "with '-', expected a letter or a digit there",
                    "Remove that '-'.");
        }
        return null;
    }
}
