package io.pgchart.values;

import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code --set} text into a draft.
 *
 * <p>Source: helm, pkg/strvals/parser.go, whose results it shares; what Helm drops without a word (a value without a
 * key) is an error here. Messages don't repeat the text, which may hold a secret.
 */
final class SetReader {

    private static final int MAX_LEVELS = 30;
    private static final String ASSIGN =
            "Write key=value; a comma inside a value is written \\, and a dot inside a key \\.";

    private final String text;
    private final Draft draft;
    private final Schema schema;
    private final Origin origin;
    private int at;

    SetReader(String text, Draft draft, Schema schema, Origin origin) {
        this.text = text;
        this.draft = draft;
        this.schema = schema;
        this.origin = origin;
    }

    void read() {
        while (at < text.length()) {
            assignment();
        }
    }

    private void assignment() {
        int start = at;
        int levels = 0;
        int steps = 0;
        ValuePath path = ValuePath.ROOT.member(key("=[,."));
        while (true) {
            if (at == text.length() || text.charAt(at) == ',') {
                if (path.isItem() && at == text.length()) {
                    touch(path, start);
                    return;
                }
                throw wrong("has a key without a value", start, ASSIGN);
            }
            char stop = text.charAt(at++);
            if (++steps > ValuePath.MAX_STEPS) {
                throw wrong(
                        "has more than " + ValuePath.MAX_STEPS + " steps", start, "Give deep values in a values file.");
            }
            if (stop == '=') {
                put(path, value(path), start);
                return;
            }
            if (stop == '[') {
                path = path.item(index());
            } else if (++levels > MAX_LEVELS) {
                throw wrong("nests more than " + MAX_LEVELS + " levels", start, "Give deep values in a values file.");
            } else {
                path = path.member(key("=[,."));
            }
        }
    }

    private String key(String stops) {
        int start = at;
        String key = until(stops);
        if (key.isEmpty()) {
            throw wrong("has no key", start, ASSIGN);
        }
        return key;
    }

    /** The number between brackets; behind it only another index, a member or the value may stand. */
    private int index() {
        int start = at;
        String digits = until("]");
        if (at == text.length()) {
            throw wrong("has a '[' without a ']'", start - 1, "Write a list's item as key[0]=value.");
        }
        at++;
        int index = number(digits);
        if (index < 0) {
            throw wrong(
                    "has no valid index between its brackets",
                    start,
                    "Write a whole number from 0 to " + ValuePath.MAX_INDEX + ".");
        }
        if (at < text.length() && "[.=".indexOf(text.charAt(at)) < 0) {
            throw wrong("goes on after an index", at, "Write '=', '.' or '[' there.");
        }
        return index;
    }

    private static int number(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        int number = digits.isEmpty() || digits.length() > 9 ? -1 : Integer.parseInt(digits);
        return number <= ValuePath.MAX_INDEX ? number : -1;
    }

    private Node value(ValuePath path) {
        if (at < text.length() && text.charAt(at) == '{') {
            return list(path);
        }
        String value = until(",");
        at = Math.min(text.length(), at + 1);
        return TypedText.ofSet(value, schema.at(path), origin);
    }

    private Node list(ValuePath path) {
        int start = at++;
        Place place = schema.at(path).item();
        List<Node> items = new ArrayList<>();
        while (true) {
            items.add(TypedText.ofSet(until(",}"), place, origin));
            if (at == text.length()) {
                throw wrong("has a '{' without a '}'", start, "Write a list as key={a,b}.");
            }
            if (text.charAt(at++) == '}') {
                at += at < text.length() && text.charAt(at) == ',' ? 1 : 0;
                return new ListNode(items, origin);
            }
        }
    }

    /** Up to one of the characters, or to the end; a backslash takes the next character as it is. */
    private String until(String stops) {
        StringBuilder found = new StringBuilder();
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) != '\\') {
                found.append(text.charAt(at));
            } else if (++at < text.length()) {
                found.append(text.charAt(at));
            }
            at = Math.min(text.length(), at + 1);
        }
        return found.toString();
    }

    private void put(ValuePath path, Node value, int start) {
        try {
            draft.put(path, value);
        } catch (IllegalArgumentException e) {
            throw wrong("contradicts itself: " + e.getMessage(), start, "Keep one of the two.");
        }
    }

    private void touch(ValuePath path, int start) {
        try {
            draft.touch(path);
        } catch (IllegalArgumentException e) {
            throw wrong("contradicts itself: " + e.getMessage(), start, "Keep one of the two.");
        }
    }

    private static SyntaxException wrong(String fault, int position, String nextStep) {
        return new SyntaxException(fault + ", at character " + (position + 1), nextStep);
    }

    /** Ends the reading. */
    static final class SyntaxException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String nextStep;

        SyntaxException(String fault, String nextStep) {
            super(fault);
            this.nextStep = nextStep;
        }

        String fault() {
            return String.valueOf(getMessage());
        }

        String nextStep() {
            return nextStep;
        }
    }
}
