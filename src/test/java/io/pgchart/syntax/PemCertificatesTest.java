package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Certificates, told from keys and other text without the JDK's factory, and compared with it. */
final class PemCertificatesTest {

    private static final String EC = """
            -----BEGIN CERTIFICATE-----
            MIIBwjCCAWmgAwIBAgIUWt97qLpFm34pgegN9KbJYLD5vygwCgYIKoZIzj0EAwIw
            KDEWMBQGA1UECgwNcGdjaGFydCB0ZXN0czEOMAwGA1UEAwwFbWluaW8wIBcNMjYx
            MTIzMDg0MDU4WhgPMjEyNjEwMzAwODQwNThaMCgxFjAUBgNVBAoMDXBnY2hhcnQg
            dGVzdHMxDjAMBgNVBAMMBW1pbmlvMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            a/twuIgw4F0uTr+uHhgYw11AdQTrGHj3XjER3VHOJ+P6YPp8QC8GZ6pZkoAR20hY
            a38B5U7+gxCj4+WFCuFF9KNvMG0wHQYDVR0OBBYEFCgurNnO79SF3E/yg+SZ+XyT
            9rwPMB8GA1UdIwQYMBaAFCgurNnO79SF3E/yg+SZ+XyT9rwPMA8GA1UdEwEB/wQF
            MAMBAf8wGgYDVR0RBBMwEYIPbWluaW8ubWluaW8uc3ZjMAoGCCqGSM49BAMCA0cA
            MEQCIEyAOyTQa8v8+f8GcpBl0JnioqgX5ZXz46s8irMngzkHAiBP1WYb7LRaygu9
            tAkfuEO/EUssPqs+XkL31cw85gXjpg==
            -----END CERTIFICATE-----
            """;

    private static final String RSA = """
            -----BEGIN CERTIFICATE-----
            MIIB+jCCAWOgAwIBAgIUGpOWDN0pOJcwF8j9ji9Bne7AEwowDQYJKoZIhvcNAQEL
            BQAwDjEMMAoGA1UEAwwDcnNhMCAXDTI2MTEyMzA4NDA1OVoYDzIxMjYxMDMwMDg0
            MDU5WjAOMQwwCgYDVQQDDANyc2EwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGB
            AK3Za98Gv5CoTJtiYqmU1I3hv/QQYvQuMfSoDhQHwYTsMyPmiZK3cXfwAq1igC7c
            lTrG8OjRXSrcE+eLJfSEBZtUvqV2e1YnmMzro9MeEgTedQq/vuPDXF3EY9rJ/+DI
            w4cagIb6pLVodUjvyXHAKSmYdKYw0bjEG6LvGLz66WedAgMBAAGjUzBRMB0GA1Ud
            DgQWBBSbOB2RSta7EJPCuD48Z7zTnuPlEzAfBgNVHSMEGDAWgBSbOB2RSta7EJPC
            uD48Z7zTnuPlEzAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAAgI
            s30EPtioNJ1KOTAw+5uodWVuieVq49g7PdzI7cgyjVTa0tpZ4xM/sTFn/9z8DVGF
            abuT6QuzmfFGeJKxfN8p/kYpDyDNVFWM7vp7CAMuo8WLHfr6XMNneVOP+j9Rl6dh
            1arKGuAkhK3dmCMzHQ3sff0dKkwr7a2bXlZASw2L
            -----END CERTIFICATE-----
            """;

    @Test
    void takesOneOrMoreWithCommentsAround() {
        assertThat(PemCertificates.flaw(EC)).isNull();
        assertThat(PemCertificates.flaw(RSA)).isNull();
        assertThat(PemCertificates.flaw("# MinIO\n" + EC + "\nsubject=/CN=rsa\n" + RSA))
                .isNull();
        assertThat(PemCertificates.flaw(EC.replace("\n", "\r\n"))).isNull();
    }

    @Test
    void refusesAKeyBesideACertificateAndRepeatsNothing() {
        Flaw flaw =
                PemCertificates.flaw(EC + "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----\n");

        assertThat(flaw).isNotNull();
        assertThat(String.valueOf(flaw)).contains("private key").doesNotContain("hunter2");
    }

    @Test
    void refusesWhatIsNoCertificate() {
        assertThat(PemCertificates.flaw("")).isNotNull();
        assertThat(PemCertificates.flaw("hello")).isNotNull();
        assertThat(PemCertificates.flaw(EC.replace("-----END CERTIFICATE-----", "")))
                .isNotNull();
        assertThat(PemCertificates.flaw(EC.replace("MII", "M!!"))).isNotNull();
        assertThat(PemCertificates.flaw(pem(new byte[] {0x30, 0x03, 0x02, 0x01, 0x05})))
                .isNotNull();
        assertThat(PemCertificates.flaw(EC.replace("BEGIN CERTIFICATE", "BEGIN CERTIFICATE REQUEST")))
                .isNotNull();
    }

    @Test
    void refusesEveryBeginningOfACertificate() {
        byte[] whole = der(EC);
        for (int length = 0; length < whole.length; length++) {
            assertThat(DerCertificate.isOne(java.util.Arrays.copyOf(whole, length)))
                    .as("%s bytes", length)
                    .isFalse();
        }
        assertThat(DerCertificate.isOne(java.util.Arrays.copyOf(whole, whole.length + 1)))
                .isFalse();
    }

    @Property(tries = 2000)
    void refusesNothingThatTheJdkTakes(
            @ForAll @IntRange(max = 2000) int position, @ForAll byte changed, @ForAll boolean rsa) {
        byte[] bytes = der(rsa ? RSA : EC);
        bytes[position % bytes.length] = changed;

        if (isCertificateToTheJdk(bytes)) {
            assertThat(DerCertificate.isOne(bytes))
                    .as("byte %s = %s", position % bytes.length, changed)
                    .isTrue();
        }
    }

    private static boolean isCertificateToTheJdk(byte[] bytes) {
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }
}
