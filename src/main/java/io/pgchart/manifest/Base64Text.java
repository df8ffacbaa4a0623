package io.pgchart.manifest;

/**
 * Base64 as an API server reads it: the standard alphabet, padded, line breaks left out.
 *
 * <p>Source: Go's encoding/base64, StdEncoding.
 */
final class Base64Text {

    private Base64Text() {}

    static boolean isValid(String text) {
        int letters = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                continue;
            }
            if (c == '=') {
                padding++;
            } else if (padding > 0 || !isLetter(c)) {
                return false;
            } else {
                letters++;
            }
        }
        return padding <= 2 && letters % 4 != 1 && (letters + padding) % 4 == 0;
    }

    /** The bytes that valid text stands for. */
    static long decodedLength(String text) {
        long letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            letters += c == '\n' || c == '\r' || c == '=' ? 0 : 1;
        }
        return letters * 3 / 4;
    }

    private static boolean isLetter(char c) {
        return c == '+' || c == '/' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
