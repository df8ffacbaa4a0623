package io.pgchart.manifest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the line of one type in the field table; {@link FieldTable} describes the form. */
final class TypeLine {

    private static final FieldType.Simple[] SIMPLE = FieldType.Simple.values();

    private final String line;
    private int at;

    TypeLine(String line) {
        this.line = line;
    }

    ObjectType parse(String name) {
        Map<String, FieldType> fields = new HashMap<>();
        List<String> required = new ArrayList<>(2);
        while (at < line.length()) {
            int colon = line.indexOf(':', at);
            boolean needed = line.charAt(colon - 1) == '!';
            String field = line.substring(at, needed ? colon - 1 : colon);
            if (needed) {
                required.add(field);
            }
            at = colon + 1;
            fields.put(field, type());
            at++;
        }
        return new ObjectType(name, fields, List.copyOf(required));
    }

    private FieldType type() {
        char first = line.charAt(at);
        if (first == '[') {
            at++;
            return list();
        }
        if (first == '+') {
            at++;
            return new FieldType.Filled(type());
        }
        if (first == '{') {
            at++;
            return new FieldType.MapOf(type());
        }
        if (first == 'e' && at + 1 < line.length() && line.charAt(at + 1) == '(') {
            at++;
            return new FieldType.OneOf(List.of(group().replace('~', ' ').split("\\|", -1)));
        }
        int space = line.indexOf(' ', at);
        int end = space < 0 ? line.length() : space;
        FieldType type = end - at == 1 ? simple(first) : new FieldType.ObjectOf(line.substring(at, end));
        at = end;
        return type;
    }

    private FieldType list() {
        boolean keyed = line.charAt(at) == '(';
        String keys = keyed ? group() : "";
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String key : keys.isEmpty() ? new String[0] : keys.split(",")) {
            int equals = key.indexOf('=');
            defaults.put(equals < 0 ? key : key.substring(0, equals), equals < 0 ? "" : key.substring(equals + 1));
        }
        return new FieldType.ListOf(type(), Collections.unmodifiableMap(defaults), keyed && keys.isEmpty());
    }

    /** What stands in the parentheses that open here. */
    private String group() {
        int close = line.indexOf(')', at);
        String inside = line.substring(at + 1, close);
        at = close + 1;
        return inside;
    }

    private static FieldType simple(char letter) {
        for (FieldType.Simple simple : SIMPLE) {
            if (simple.letter == letter) {
                return simple;
            }
        }
        throw new IllegalStateException("no type has the letter " + letter);
    }
}
