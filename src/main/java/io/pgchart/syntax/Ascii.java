package io.pgchart.syntax;

/** Classes of characters, without the tables that {@link Character} and regular expressions bring. */
final class Ascii {

    private Ascii() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isLower(c) || isUpper(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    /** Whether the text is one or more digits. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The number that the digits say, or -1 when they are none or say more than {@code most}. */
    static int number(String digits, int most) {
        if (!isDigits(digits) || digits.length() > 9) {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number <= most ? number : -1;
    }
}
