package io.pgchart.manifest;

import io.pgchart.error.NearestNames;
import io.pgchart.syntax.CronLine;
import io.pgchart.syntax.DnsName;
import io.pgchart.syntax.Flaw;
import io.pgchart.syntax.LabelSyntax;
import io.pgchart.syntax.Quantity;
import io.pgchart.syntax.TimeZoneName;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.ScalarNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Checks a value that has no fields: its shape, and the small language that some of them are written in.
 *
 * <p>Empty text passes as the server lets it pass: it is the same as none. Source: Kubernetes' pkg/apis/core/validation
 * and its siblings.
 */
record LeafCheck(Findings findings) {

    private static final int MAX_PORT = 65_535;
    private static final int MOST_TOLD = 12;

    void check(Node node, FieldType type) {
        if (type instanceof FieldType.OneOf oneOf) {
            oneOf(node, oneOf);
        } else if (type instanceof FieldType.Simple simple) {
            if (!fits(node, simple)) {
                wrong(node, simple);
            } else if (node instanceof MapNode map) {
                new LabelCheck(findings).check(map, simple);
            } else if (node instanceof ScalarNode scalar && scalar.value() != null) {
                language(scalar, simple);
            }
        }
    }

    private static boolean fits(Node node, FieldType.Simple type) {
        Object value = node instanceof ScalarNode scalar ? scalar.value() : null;
        return switch (type) {
            case INT32, PORT -> value instanceof Long number && number.intValue() == number;
            case INT64 -> value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case NUMBER -> value instanceof Number;
            case QUANTITY -> value instanceof String || value instanceof Number;
            case INT_OR_STRING, PORT_OR_NAME ->
                value instanceof String || (value instanceof Long number && number.intValue() == number);
            case ANY -> true;
            default -> isMap(type) ? node instanceof MapNode : value instanceof String;
        };
    }

    private void wrong(Node node, FieldType.Simple type) {
        Object value = node instanceof ScalarNode scalar ? scalar.value() : null;
        if (value != null && isText(type)) {
            // Not shown: a password of digits is what is most often written without its quotes.
            findings.add(node, "is " + Findings.shape(node) + ", expected text", "Put it in quotes.");
        } else if (value instanceof String text && !isMap(type) && isWithoutQuotes(text, type)) {
            findings.add(node, "is text, expected " + type.words, "Write it without quotes.");
        } else {
            unexpected(node, type.words);
        }
    }

    private static boolean isText(FieldType.Simple type) {
        return switch (type) {
            case INT32, INT64, PORT, BOOLEAN, NUMBER, QUANTITY, INT_OR_STRING, PORT_OR_NAME, ANY -> false;
            default -> !isMap(type);
        };
    }

    private static boolean isMap(FieldType.Simple type) {
        return type == FieldType.Simple.OBJECT
                || type == FieldType.Simple.LABELS
                || type == FieldType.Simple.ANNOTATIONS;
    }

    private static boolean isWithoutQuotes(String text, FieldType.Simple type) {
        if (type == FieldType.Simple.BOOLEAN) {
            return text.equals("true") || text.equals("false");
        }
        boolean digits = !text.isEmpty() && text.length() < 10;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    private void unexpected(Node node, String expected) {
        findings.add(node, "is " + findings.seen(node) + ", expected " + expected, "Write " + expected + ".");
    }

    private void language(ScalarNode scalar, FieldType.Simple type) {
        String text = scalar.text();
        switch (type) {
            case PORT, PORT_OR_NAME -> port(scalar, type);
            case TIME -> {
                if (!isTime(text)) {
                    unexpected(scalar, type.words);
                }
            }
            case BASE64 -> {
                if (!Base64Text.isValid(text)) {
                    findings.add(scalar, "is no base64 text", "Encode it, or write it as it is under stringData.");
                }
            }
            default -> findings.flaw(scalar, text, flaw(text, type), type.words);
        }
    }

    private static @Nullable Flaw flaw(String text, FieldType.Simple type) {
        if (text.isEmpty() && type != FieldType.Simple.QUANTITY && type != FieldType.Simple.CRON_LINE) {
            return null;
        }
        return switch (type) {
            case QUANTITY -> Quantity.flaw(text);
            case LABEL_KEY -> LabelSyntax.keyFlaw(text);
            case DNS_LABEL -> DnsName.labelFlaw(text);
            case DNS_NAME -> DnsName.subdomainFlaw(text);
            case DATA_KEY -> NameRules.dataKeyFlaw(text);
            case PORT_NAME -> NameRules.portNameFlaw(text);
            case CRON_LINE -> CronLine.flaw(text);
            case TIME_ZONE -> TimeZoneName.flaw(text);
            default -> null;
        };
    }

    private void port(ScalarNode scalar, FieldType.Simple type) {
        if (scalar.value() instanceof Long port) {
            if (port < 1 || port > MAX_PORT) {
                unexpected(scalar, type.words);
            }
        } else if (!scalar.text().isEmpty()) {
            findings.flaw(scalar, scalar.text(), NameRules.portNameFlaw(scalar.text()), type.words);
        }
    }

    private void oneOf(Node node, FieldType.OneOf type) {
        if (!(node instanceof ScalarNode scalar) || !(scalar.value() instanceof String)) {
            wrong(node, FieldType.Simple.STRING);
        } else if (!scalar.text().isEmpty() && !type.values().contains(scalar.text())) {
            boolean few = type.values().size() <= MOST_TOLD;
            String expected = few ? "one of " + String.join(", ", type.values()) : "one of the words Kubernetes knows";
            findings.add(
                    node,
                    "is " + findings.seen(node) + ", expected " + expected,
                    NearestNames.question(scalar.text(), type.values(), "Write one of them."));
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
