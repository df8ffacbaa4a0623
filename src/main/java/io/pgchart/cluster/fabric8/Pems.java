package io.pgchart.cluster.fabric8;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Reads certificates and private keys in PEM, in all forms that kubeconfigs have them in.
 *
 * <p>Java knows PKCS #8 alone. The older forms, PKCS #1 for RSA (kubeadm, kind) and SEC 1 for elliptic curves (k3s), are
 * a part of it, so they are put into its frame. Source: RFC 5208, 5; RFC 5915, 3; RFC 8017, A.1.2.
 */
final class Pems {

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] RSA = bytes("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = bytes("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;
    /** The parameters in a SEC 1 key: an object identifier within the context tag 0. */
    private static final int CURVE = 0xA0;

    private Pems() {}

    static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        byte[] text = pem.getBytes(StandardCharsets.ISO_8859_1);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text));
    }

    static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        byte[] pkcs8 = pkcs8(pem);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // The next one.
            }
        }
        throw new InvalidKeySpecException("neither an RSA, EC nor Ed25519 key");
    }

    private static byte[] pkcs8(String pem) throws InvalidKeySpecException {
        // A SEC 1 key may have its curve in a block of its own before it.
        int begin = pem.indexOf("PRIVATE KEY-----");
        int label = begin < 0 ? -1 : pem.lastIndexOf("-----BEGIN ", begin);
        int end = pem.indexOf("-----END", Math.max(begin, 0));
        if (label < 0 || end < 0) {
            throw new InvalidKeySpecException("no PRIVATE KEY block");
        }
        String kind = pem.substring(label + "-----BEGIN ".length(), begin).strip();
        byte[] der = decode(pem.substring(begin + "PRIVATE KEY-----".length(), end));
        return switch (kind) {
            case "" -> der;
            case "RSA" -> der(SEQUENCE, VERSION_0, RSA, der(OCTET_STRING, der));
            case "EC" -> der(SEQUENCE, VERSION_0, der(SEQUENCE, EC_OID, curve(der)), der(OCTET_STRING, der));
            default -> throw new InvalidKeySpecException("a key that is " + kind.toLowerCase(java.util.Locale.ROOT));
        };
    }

    private static byte[] decode(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("no base64");
        }
    }

    /** The curve's object identifier, as it stands in the key: SEQUENCE { version, octets, [0] { OID }, … }. */
    private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
        try {
            int at = content(sec1, 0);
            at = next(sec1, next(sec1, at));
            if ((sec1[at] & 0xFF) == CURVE) {
                return java.util.Arrays.copyOfRange(sec1, content(sec1, at), next(sec1, at));
            }
        } catch (IndexOutOfBoundsException e) {
            // Told below.
        }
        throw new InvalidKeySpecException("an EC key that does not name its curve");
    }

    /** Where the content of the element begins that begins here. */
    private static int content(byte[] der, int at) {
        return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7F : 0);
    }

    /** Where the element ends that begins here. */
    private static int next(byte[] der, int at) {
        int length = der[at + 1];
        if (length < 0) {
            int bytes = length & 0x7F;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (der[at + 2 + i] & 0xFF);
            }
        }
        return content(der, at) + length;
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 128) {
            out.write(length);
        } else {
            int bytes = length < 256 ? 1 : length < 65536 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >>> (8 * i));
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.of().parseHex(hex);
    }
}
