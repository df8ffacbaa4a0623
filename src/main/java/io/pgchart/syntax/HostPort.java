package io.pgchart.syntax;

import org.jspecify.annotations.Nullable;

/** The address of a service: a host name, an IPv4 address or an IPv6 address in brackets, and a port if one is named. */
public final class HostPort {

    private static final String EXPECTED = ", expected host[:port]";
    private static final String MEND = "Write host or host:port, an IPv6 address in brackets.";
    private static final int MAX_PORT = 65_535;

    private HostPort() {}

    /** What keeps the text from being {@code host[:port]}; null when it is that. */
    public static @Nullable Flaw flaw(String text) {
        if (text.isEmpty()) {
            return new Flaw("is empty" + EXPECTED, MEND);
        }
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            return new Flaw("has a scheme" + EXPECTED, write(authority(text.substring(scheme + 3))));
        }
        String authority = authority(text);
        if (authority.length() < text.length()) {
            return new Flaw("has " + extra(text.charAt(authority.length())) + EXPECTED, write(authority));
        }
        if (text.indexOf('@') >= 0) {
            return new Flaw("has a user" + EXPECTED, write(text.substring(text.lastIndexOf('@') + 1)));
        }
        return text.startsWith("[") ? bracketFlaw(text) : plainFlaw(text);
    }

    private static @Nullable Flaw plainFlaw(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
            return isIpv6(text)
                    ? new Flaw("is an IPv6 address without brackets" + EXPECTED, "Write [" + text + "].")
                    : new Flaw("has more than one colon" + EXPECTED, MEND);
        }
        if (colon >= 0 && isBadPort(text.substring(colon + 1))) {
            return portFlaw(text.substring(colon + 1));
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        return isIpv4(host) || isHostName(host) ? null : new Flaw("has no valid host name" + EXPECTED, MEND);
    }

    private static @Nullable Flaw bracketFlaw(String text) {
        int end = text.indexOf(']');
        if (end < 0 || !isIpv6(text.substring(1, end))) {
            return new Flaw("has no IPv6 address in its brackets" + EXPECTED, MEND);
        }
        if (end == text.length() - 1) {
            return null;
        }
        if (text.charAt(end + 1) != ':') {
            return new Flaw("goes on after its bracket without a colon" + EXPECTED, MEND);
        }
        String port = text.substring(end + 2);
        return isBadPort(port) ? portFlaw(port) : null;
    }

    private static boolean isBadPort(String port) {
        return Ascii.number(port, MAX_PORT) < 1;
    }

    private static Flaw portFlaw(String port) {
        return port.isEmpty()
                ? new Flaw("ends with a colon" + EXPECTED, "Write the port after it, or remove the colon.")
                : new Flaw("has '" + port + "' as its port, expected 1 to " + MAX_PORT, "Write the port as a number.");
    }

    /** Up to the first character that can only start a path, a query, a fragment or nothing of an address. */
    private static String authority(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/?# \t\r\n".indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static String extra(char c) {
        return switch (c) {
            case '/' -> "a path";
            case '?' -> "a query";
            case '#' -> "a fragment";
            default -> "white space";
        };
    }

    private static String write(String authority) {
        return authority.isEmpty() || flaw(authority) != null ? MEND : "Write " + authority + ".";
    }

    /** Letters of either case, digits, '-' inside, dots between; not digits and dots alone, which is a bad address. */
    private static boolean isHostName(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean letters = false;
        for (int i = 0; i < name.length(); i++) {
            letters |= !Ascii.isDigit(name.charAt(i)) && name.charAt(i) != '.';
        }
        return letters && DnsName.subdomainFlaw(lowerCase(name)) == null && labelsAreShort(name);
    }

    private static boolean labelsAreShort(String name) {
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i - start > DnsName.MAX_LABEL) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(Ascii.isUpper(c) ? (char) (c + 32) : c);
        }
        return lower.toString();
    }

    private static boolean isIpv4(String text) {
        int start = 0;
        for (int part = 0; part < 4; part++) {
            int dot = text.indexOf('.', start);
            int end = part == 3 ? text.length() : dot;
            if (end < start || end - start > 3 || Ascii.number(text.substring(start, end), 255) < 0) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    /** Eight groups of up to four hexadecimal digits, one run of them left out as {@code ::}, the last two as IPv4. */
    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int first = before.isEmpty() ? 0 : groups(before);
        int last = after.isEmpty() ? 0 : groups(after);
        return first >= 0 && last >= 0 && first + last < 8 && before.indexOf('.') < 0;
    }

    /** How many groups of 16 bits the text says, or a negative number when it is wrong. */
    private static int groups(String text) {
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            String group = text.substring(start, end);
            if (colon < 0 && group.indexOf('.') >= 0) {
                return isIpv4(group) ? count + 2 : -100;
            }
            if (!isHexGroup(group)) {
                return -100;
            }
            count++;
            start = end + 1;
        }
        return count;
    }

    private static boolean isHexGroup(String group) {
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            if (!Ascii.isHex(c) && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return !group.isEmpty() && group.length() <= 4;
    }
}
