package io.pgchart.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The name of a container image: {@code [registry[:port]/]path[:tag][@digest]}.
 *
 * <p>Source: github.com/distribution/reference, the grammar in reference.go.
 */
public final class ImageReference {

    private static final int MAX_NAME = 255;
    private static final int MAX_TAG = 128;
    private static final String MEND = "Write [registry[:port]/]path[:tag][@digest].";

    private ImageReference() {}

    /** What keeps the text from being an image reference; null when it is one. */
    public static @Nullable Flaw flaw(String text) {
        if (text.contains("://")) {
            return new Flaw("has a scheme, expected an image reference", "Write " + afterScheme(text) + ".");
        }
        int at = text.indexOf('@');
        String digest = at < 0 ? "" : text.substring(at + 1);
        if (at >= 0 && !isDigest(digest)) {
            return new Flaw("has no valid digest after its '@'", "Write it as sha256: and 64 hexadecimal digits.");
        }
        String tagged = at < 0 ? text : text.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        boolean hasTag = colon > tagged.lastIndexOf('/');
        if (hasTag && !isTag(tagged.substring(colon + 1))) {
            return new Flaw(
                    "has '" + tagged.substring(colon + 1) + "' as its tag",
                    "Use letters, digits, '_', '.' and '-' in a tag, at most " + MAX_TAG + ".");
        }
        return nameFlaw(hasTag ? tagged.substring(0, colon) : tagged);
    }

    private static @Nullable Flaw nameFlaw(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        String path = isDomain(first) ? name.substring(slash + 1) : name;
        if (isDomain(first) && HostPort.flaw(first) != null) {
            return new Flaw("has '" + first + "' as its registry, which is no host[:port]", MEND);
        }
        for (int i = 0; i < path.length(); i++) {
            if (Ascii.isUpper(path.charAt(i))) {
                return new Flaw("has upper-case letters in its path, expected an image reference", MEND);
            }
        }
        if (name.length() > MAX_NAME) {
            return new Flaw("has " + name.length() + " characters before its tag, expected at most " + MAX_NAME, MEND);
        }
        int start = 0;
        while (start <= path.length()) {
            int next = path.indexOf('/', start);
            int end = next < 0 ? path.length() : next;
            if (!isComponent(path.substring(start, end))) {
                return new Flaw("is not an image reference", MEND);
            }
            start = end + 1;
        }
        return null;
    }

    /** What tells a registry from the first part of a path, as docker does it. */
    private static boolean isDomain(String first) {
        if (first.equals("localhost")) {
            return true;
        }
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            if (c == '.' || c == ':' || Ascii.isUpper(c)) {
                return true;
            }
        }
        return false;
    }

    /** Lower-case letters and digits, with '.', '_', '__' or any number of '-' between. */
    private static boolean isComponent(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Ascii.isDigit(c) || Ascii.isLower(c)) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && text.charAt(end) == c) {
                end++;
            }
            int most = c == '.' ? 1 : c == '_' ? 2 : c == '-' ? Integer.MAX_VALUE : 0;
            boolean between = i > 0 && end < text.length() && Ascii.isAlphanumeric(text.charAt(end));
            if (end - i > most || !between) {
                return false;
            }
            i = end;
        }
        return !text.isEmpty();
    }

    private static boolean isTag(String tag) {
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!Ascii.isAlphanumeric(c) && c != '_' && (i == 0 || (c != '.' && c != '-'))) {
                return false;
            }
        }
        return !tag.isEmpty() && tag.length() <= MAX_TAG;
    }

    /** The two algorithms that registries know. */
    private static boolean isDigest(String digest) {
        int colon = digest.indexOf(':');
        String algorithm = colon < 0 ? "" : digest.substring(0, colon);
        String hex = digest.substring(colon + 1);
        for (int i = 0; i < hex.length(); i++) {
            if (!Ascii.isHex(hex.charAt(i))) {
                return false;
            }
        }
        return algorithm.equals("sha256") ? hex.length() == 64 : algorithm.equals("sha512") && hex.length() == 128;
    }

    private static String afterScheme(String text) {
        return text.substring(text.indexOf("://") + 3);
    }
}
