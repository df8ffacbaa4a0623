package io.pgchart.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Trees of any shape whose strings are chosen to hurt. Built by hand: a recursive arbitrary takes minutes to shrink. */
public final class RandomTrees {

    private static final Origin NOWHERE = Origin.of("test");
    private static final int MAX_DEPTH = 4;

    /** Text that some layer between a value and a manifest could take for syntax. */
    private static final List<String> NASTY = List.of(
            "yes",
            "0755",
            "1e3",
            "1_0e3",
            "1e1_0",
            "null",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "- a",
            "#",
            "a #b",
            "{{x}}",
            "{{{x}}}",
            "${x}",
            "'",
            "\"",
            "\\",
            "a\nb",
            "a\n",
            "\n",
            "a \nb",
            "\ta",
            "a\n  b\n\n",
            "\n---\n",
            "---",
            "...",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uD83D\uDE00",
            "a:",
            "2001-12-14",
            "=",
            "<<",
            "%a",
            "@b",
            "|",
            ">",
            "?",
            "? a",
            "!x",
            "&a",
            "*a",
            "a\r\nb",
            "\u0000",
            "x,y",
            "[",
            "}",
            "$(id)",
            "`id`",
            "';--",
            "\u202E",
            "\u00A0",
            "\uFFFD",
            "\u007F");

    private RandomTrees() {}

    /** Any tree: a map, a list or a scalar. */
    public static Arbitrary<Node> any() {
        return Arbitraries.randomValue(random -> node(random, 0));
    }

    /** Any text without lone surrogates, mostly nasty. */
    public static Arbitrary<String> texts() {
        return Arbitraries.randomValue(RandomTrees::text);
    }

    private static Node node(Random random, int depth) {
        int kind = random.nextInt(depth >= MAX_DEPTH ? 4 : 8);
        if (kind < 4) {
            return new ScalarNode(scalar(random), NOWHERE);
        }
        int size = random.nextInt(4);
        if (kind < 6) {
            List<Node> items = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                items.add(node(random, depth + 1));
            }
            return new ListNode(items, NOWHERE);
        }
        Map<String, Node> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            members.put(text(random), node(random, depth + 1));
        }
        return new MapNode(members, NOWHERE);
    }

    private static Object scalar(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextBoolean();
            case 1 -> (long) random.nextInt(2000) - 1000;
            case 2 -> new BigInteger(80, random).setBit(79);
            case 3 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), 1 + random.nextInt(20));
            default -> text(random);
        };
    }

    private static String text(Random random) {
        if (random.nextInt(3) > 0) {
            String nasty = NASTY.get(random.nextInt(NASTY.size()));
            return random.nextBoolean() ? nasty : nasty + NASTY.get(random.nextInt(NASTY.size()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : random.nextBoolean() ? 0xD800 : 0x110000);
            text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
        }
        return text.toString();
    }
}
