package io.pgchart.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of storage, memory and processor time: {@code 10Gi}, {@code 500m}.
 *
 * <p>Source: k8s.io/apimachinery, pkg/api/resource/quantity.go: a decimal number with one of the suffixes
 * {@code n u m k M G T P E Ki Mi Gi Ti Pi Ei} or an exponent.
 */
public final class Quantity {

    private static final String EXAMPLES = "such as 10Gi, 512Mi or 500m";
    private static final String BINARY = "KMGTPE";

    private Quantity() {}

    /** What keeps the text from being a quantity; null when it is one. */
    public static @Nullable Flaw flaw(String text) {
        if (read(text) != null) {
            return null;
        }
        String guess = guess(text);
        return new Flaw(
                "is not a Kubernetes quantity " + EXAMPLES,
                guess == null ? "Write a number and one of the suffixes m, k, M, G, T, Ki, Mi, Gi, Ti." : guess);
    }

    /**
     * The amount in its base unit: bytes, processors, …
     *
     * @throws IllegalArgumentException when the text has a {@linkplain #flaw flaw}
     */
    public static BigDecimal amount(String text) {
        BigDecimal amount = read(text);
        if (amount == null) {
            throw new IllegalArgumentException("not a quantity");
        }
        return amount;
    }

    private static @Nullable BigDecimal read(String text) {
        int end = text.isEmpty() || "+-".indexOf(text.charAt(0)) < 0 ? 0 : 1;
        int points = 0;
        int digits = 0;
        while (end < text.length() && (Ascii.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            if (text.charAt(end) == '.') {
                points++;
            } else {
                digits++;
            }
            end++;
        }
        BigDecimal factor = factor(text.substring(end));
        if (digits == 0 || points > 1 || factor == null) {
            return null;
        }
        return new BigDecimal(text.substring(0, end)).multiply(factor);
    }

    /** What the suffix multiplies by, or null when it is none. */
    private static @Nullable BigDecimal factor(String suffix) {
        if (suffix.isEmpty()) {
            return BigDecimal.ONE;
        }
        char first = suffix.charAt(0);
        if (suffix.length() == 2 && suffix.charAt(1) == 'i') {
            int power = BINARY.indexOf(first) + 1;
            return power == 0 ? null : new BigDecimal(BigInteger.ONE.shiftLeft(10 * power));
        }
        if (suffix.length() == 1) {
            return switch (first) {
                case 'n' -> BigDecimal.ONE.movePointLeft(9);
                case 'u' -> BigDecimal.ONE.movePointLeft(6);
                case 'm' -> BigDecimal.ONE.movePointLeft(3);
                case 'k' -> BigDecimal.ONE.movePointRight(3);
                case 'M' -> BigDecimal.ONE.movePointRight(6);
                case 'G' -> BigDecimal.ONE.movePointRight(9);
                case 'T' -> BigDecimal.ONE.movePointRight(12);
                case 'P' -> BigDecimal.ONE.movePointRight(15);
                case 'E' -> BigDecimal.ONE.movePointRight(18);
                default -> null;
            };
        }
        return first == 'e' || first == 'E' ? exponent(suffix) : null;
    }

    private static @Nullable BigDecimal exponent(String suffix) {
        boolean negative = suffix.charAt(1) == '-';
        int power = Ascii.number(suffix.substring(negative || suffix.charAt(1) == '+' ? 2 : 1), 1000);
        return power < 0 ? null : BigDecimal.ONE.scaleByPowerOfTen(negative ? -power : power);
    }

    /** {@code 10GB}, {@code 10 gi} and their like: what was probably meant. */
    private static @Nullable String guess(String text) {
        String bare = text.replace(" ", "");
        if (bare.endsWith("B") || bare.endsWith("b")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        int end = 0;
        while (end < bare.length() && (Ascii.isDigit(bare.charAt(end)) || bare.charAt(end) == '.')) {
            end++;
        }
        String number = bare.substring(0, end);
        String unit = bare.substring(end);
        if (number.isEmpty() || read(number) == null) {
            return null;
        }
        if (unit.isEmpty()) {
            return "Write " + number + " for bytes.";
        }
        int power = BINARY.indexOf(Character.toUpperCase(unit.charAt(0)));
        boolean binary = unit.length() == 2 && Character.toLowerCase(unit.charAt(1)) == 'i';
        if (power < 0 || (unit.length() != 1 && !binary)) {
            return null;
        }
        String big = number + BINARY.charAt(power);
        String decimal = power == 0 ? number + "k" : big;
        return binary ? "Write " + big + "i." : "Write " + big + "i, or " + decimal + " for powers of 1000.";
    }
}
