package io.pgchart.syntax;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One or more X.509 certificates in PEM (RFC 7468), with comments around them if need be.
 *
 * <p>Invariants: a private key is refused, and no message repeats any of the text. The certificates' structure is
 * walked by {@link DerCertificate}: the JDK's own factory costs some 100 ms the first time.
 */
public final class PemCertificates {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final String MEND = "Write certificates, each from " + BEGIN + " to " + END + ".";

    private PemCertificates() {}

    /** What keeps the text from being certificates; null when it is some. */
    public static @Nullable Flaw flaw(String text) {
        if (text.contains("PRIVATE KEY-----")) {
            return new Flaw(
                    "holds a private key, expected certificates alone",
                    "Remove the key, and make a new one if this text was shared.");
        }
        int count = 0;
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            count++;
            int end = text.indexOf(END, begin);
            if (end < 0) {
                return new Flaw("has no end of its certificate " + count, MEND);
            }
            if (!isCertificate(text.substring(begin + BEGIN.length(), end))) {
                return new Flaw("has text that is no X.509 certificate as its certificate " + count, MEND);
            }
            begin = text.indexOf(BEGIN, end);
        }
        return count > 0 ? null : new Flaw("holds no PEM certificate", MEND);
    }

    private static boolean isCertificate(String body) {
        StringBuilder base64 = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            if (" \t\r\n".indexOf(body.charAt(i)) < 0) {
                base64.append(body.charAt(i));
            }
        }
        try {
            return DerCertificate.isOne(Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
