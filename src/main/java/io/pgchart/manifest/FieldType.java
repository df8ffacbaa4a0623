package io.pgchart.manifest;

import java.util.List;
import java.util.Map;

/** What may stand in a field of a Kubernetes object. */
sealed interface FieldType {

    /** The types without parts, each with its letter in the table and its name in a message. */
    enum Simple implements FieldType {
        STRING('s', "text"),
        INT32('i', "a whole number up to 2147483647"),
        INT64('l', "a whole number"),
        BOOLEAN('b', "true or false"),
        NUMBER('d', "a number"),
        QUANTITY('q', "a quantity like 500m or 1Gi"),
        INT_OR_STRING('x', "a whole number or text"),
        TIME('t', "a time like \"2026-11-23T10:00:00Z\""),
        BASE64('y', "base64 text"),
        OBJECT('o', "a map"),
        ANY('*', "anything"),
        LABELS('L', "a map of labels"),
        ANNOTATIONS('A', "a map of annotations"),
        LABEL_KEY('k', "the key of a label"),
        DNS_LABEL('n', "a DNS label"),
        DNS_NAME('N', "a DNS name"),
        DATA_KEY('f', "the name of a file"),
        PORT('p', "a port of 1 to 65535"),
        PORT_NAME('P', "the name of a port"),
        PORT_OR_NAME('v', "a port of 1 to 65535, or the name of one"),
        CRON_LINE('c', "a cron line like \"0 2 * * 0\""),
        TIME_ZONE('z', "the name of a time zone like Europe/Berlin");

        final char letter;
        final String words;

        Simple(char letter, String words) {
            this.letter = letter;
            this.words = words;
        }
    }

    /** Text or a list that may not be empty. */
    record Filled(FieldType type) implements FieldType {}

    /** Text that is one of these. */
    record OneOf(List<String> values) implements FieldType {}

    /** A map whose keys are the user's. */
    record MapOf(FieldType value) implements FieldType {}

    /**
     * A list.
     *
     * @param keys the fields that tell its items apart, with what counts where they are missing; the server refuses a
     *     second item with the same ones. Empty where items may repeat.
     * @param isSet whether its items themselves may not repeat
     */
    record ListOf(FieldType item, Map<String, String> keys, boolean isSet) implements FieldType {}

    /** An object of the type of that name. */
    record ObjectOf(String type) implements FieldType {}
}
