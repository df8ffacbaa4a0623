package io.pgchart.syntax;

/**
 * Walks the encoded fields of an X.509 certificate, to tell one from other data.
 *
 * <p>Source: RFC 5280, 4.1; ITU-T X.690 for DER. Signatures and dates are the reader's business, not ours.
 */
final class DerCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int VERSION = 0xa0;

    private final byte[] data;
    private int at;
    private boolean broken;

    private DerCertificate(byte[] data) {
        this.data = data;
    }

    static boolean isOne(byte[] data) {
        return new DerCertificate(data).isCertificate();
    }

    private boolean isCertificate() {
        int end = enter(SEQUENCE);
        if (broken || end != data.length) {
            return false;
        }
        int body = enter(SEQUENCE);
        if (peek() == VERSION) {
            skip(VERSION);
        }
        skip(INTEGER);
        algorithm();
        skip(SEQUENCE); // issuer
        skip(SEQUENCE); // validity
        skip(SEQUENCE); // subject
        int keyEnd = enter(SEQUENCE);
        algorithm();
        skip(BIT_STRING);
        broken |= at != keyEnd || at > body;
        at = body; // unique identifiers and extensions may stand between
        algorithm();
        skip(BIT_STRING);
        return !broken && at == end;
    }

    private void algorithm() {
        int end = enter(SEQUENCE);
        skip(OBJECT_IDENTIFIER);
        at = Math.max(at, end);
    }

    private void skip(int tag) {
        at = enter(tag);
    }

    private int peek() {
        return at < data.length ? data[at] & 0xff : -1;
    }

    /** Steps into a field of that tag; where its content ends. */
    private int enter(int tag) {
        if (broken || peek() != tag || at + 1 >= data.length) {
            broken = true;
            return at;
        }
        int length = data[at + 1] & 0xff;
        at += 2;
        if (length >= 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = bytes > 3 || at >= data.length ? -1 : (length << 8) | (data[at++] & 0xff);
                broken |= length < 0;
            }
            broken |= bytes == 0;
        }
        broken |= length > data.length - at;
        return broken ? at : at + length;
    }
}
