package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import org.junit.jupiter.api.Test;

/** The keys were made with openssl for this test and open nothing. */
class PemsTest {

    private static PrivateKey key(String file) throws IOException, GeneralSecurityException {
        return Pems.privateKey(Files.readString(Path.of("src/test/resources/pem", file)));
    }

    @Test
    void readsKeysInAllTheirForms() throws IOException, GeneralSecurityException {
        assertThat(key("rsa-pkcs1.pem")).isEqualTo(key("rsa-pkcs8.pem"));
        assertThat(key("rsa-pkcs8.pem").getAlgorithm()).isEqualTo("RSA");
        assertThat(((ECPrivateKey) key("ec-sec1.pem")).getS()).isEqualTo(((ECPrivateKey) key("ec-pkcs8.pem")).getS());
        assertThat(key("ec-pkcs8.pem").getAlgorithm()).isEqualTo("EC");
        assertThat(key("ed25519.pem").getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void refusesWhatIsNoKeyWithoutRepeatingIt() {
        for (String text : new String[] {
            "",
            "SECRET",
            "-----BEGIN CERTIFICATE-----\nSECRET\n-----END CERTIFICATE-----",
            "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----",
            "-----BEGIN EC PRIVATE KEY-----\nSECRETSE\n-----END EC PRIVATE KEY-----",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nSECRETSE\n-----END ENCRYPTED PRIVATE KEY-----"
        }) {
            assertThatThrownBy(() -> Pems.privateKey(text))
                    .isInstanceOf(InvalidKeySpecException.class)
                    .hasMessageNotContaining("SECRET");
        }
    }
}
