package io.pgchart.syntax;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time as Kubernetes and helm write them: {@code 6h}, {@code 2m30s}, {@code 1.5h}.
 *
 * <p>Source: Go's time.ParseDuration; a negative span is refused, for none of our fields means anything by one.
 */
public final class GoDuration {

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final String MEND = "Write numbers with the units h, m, s or ms: 6h, 2m30s, 90s.";

    private GoDuration() {}

    /** What keeps the text from being a duration; null when it is one. */
    public static @Nullable Flaw flaw(String text) {
        if (read(text) != null) {
            return null;
        }
        if (text.startsWith("-")) {
            return new Flaw("is negative, expected a duration such as 6h or 2m30s", MEND);
        }
        if (Ascii.isDigits(text)) {
            return new Flaw("has no unit, expected a duration such as 6h or 2m30s", "Write " + text + "s for seconds.");
        }
        return new Flaw("is not a duration such as 6h or 2m30s", MEND);
    }

    /** @throws IllegalArgumentException when the text has a {@linkplain #flaw flaw} */
    public static Duration parse(String text) {
        BigDecimal nanos = read(text);
        if (nanos == null) {
            throw new IllegalArgumentException("not a duration");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static @Nullable BigDecimal read(String text) {
        int at = text.startsWith("+") ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return BigDecimal.ZERO;
        }
        if (at == text.length()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        while (at < text.length()) {
            int number = endOfNumber(text, at);
            int unit = endOfUnit(text, number);
            BigDecimal nanos = nanos(text.substring(number, unit));
            if (nanos == null || !isNumber(text.substring(at, number))) {
                return null;
            }
            sum = sum.add(new BigDecimal(text.substring(at, number)).multiply(nanos));
            at = unit;
        }
        return sum.compareTo(LONGEST) <= 0 ? sum : null;
    }

    private static int endOfNumber(String text, int from) {
        int at = from;
        while (at < text.length() && (Ascii.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static int endOfUnit(String text, int from) {
        int at = from;
        while (at < text.length() && !Ascii.isDigit(text.charAt(at)) && text.charAt(at) != '.') {
            at++;
        }
        return at;
    }

    /** Digits with at most one point, at either end too: {@code 1.5}, {@code .5}, {@code 1.}. */
    private static boolean isNumber(String text) {
        int point = text.indexOf('.');
        return Ascii.isDigits(point < 0 ? text : text.substring(0, point) + text.substring(point + 1));
    }

    private static @Nullable BigDecimal nanos(String unit) {
        return switch (unit) {
            case "ns" -> BigDecimal.ONE;
            case "us", "\u00b5s", "\u03bcs" -> BigDecimal.valueOf(1_000L);
            case "ms" -> BigDecimal.valueOf(1_000_000L);
            case "s" -> BigDecimal.valueOf(1_000_000_000L);
            case "m" -> BigDecimal.valueOf(60_000_000_000L);
            case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
            default -> null;
        };
    }
}
