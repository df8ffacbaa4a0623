package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of services. */
final class HostPortTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minio",
                "minio.minio.svc",
                "minio.minio.svc:9000",
                "S3.Example.COM",
                "s3.example.com.",
                "10.0.0.1",
                "10.0.0.1:443",
                "[::1]",
                "[2001:db8::1]:9000",
                "[::ffff:10.0.0.1]",
                "[1:2:3:4:5:6:7:8]",
                "1e100.net",
                "xn--bcher-kva.de"
            })
    void takes(String text) {
        assertThat(HostPort.flaw(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://minio.minio.svc | has a scheme | Write minio.minio.svc.",
                "https://minio.minio.svc:9000/bucket?x | has a scheme | Write minio.minio.svc:9000.",
                "minio/bucket | has a path | Write minio.",
                "minio? | has a query | Write minio.",
                "minio#a | has a fragment | Write minio.",
                "minio 9000 | has white space | Write minio.",
                "user@minio | has a user | Write minio.",
                "minio: | ends with a colon | remove the colon",
                "minio:0 | has '0' as its port | as a number",
                "minio:65536 | as its port | as a number",
                "minio:https | as its port | as a number",
                "::1 | is an IPv6 address without brackets | Write [::1].",
                "a:b:c | has more than one colon | Write host",
                "256.0.0.1 | has no valid host name | Write host",
                "1.2.3 | has no valid host name | Write host",
                "mini_o | has no valid host name | Write host",
                "-minio | has no valid host name | Write host",
                "a..b | has no valid host name | Write host",
                "[::1 | has no IPv6 address in its brackets | Write host",
                "[1:2] | has no IPv6 address in its brackets | Write host",
                "[1::2::3] | has no IPv6 address in its brackets | Write host",
                "[::1]9000 | goes on after its bracket | Write host",
                "[::1]:x | as its port | as a number"
            })
    void refuses(String text, String fault, String nextStep) {
        assertThat(HostPort.flaw(text)).isNotNull().satisfies(flaw -> {
            assertThat(flaw.fault()).contains(fault);
            assertThat(flaw.nextStep()).contains(nextStep);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "://", "https://", "[", "[]", "]", "@", ":", "::", "/", "a.", ".", "[:::]"})
    void survivesScraps(String text) {
        if (!text.equals("a.")) {
            assertThat(HostPort.flaw(text)).isNotNull();
        }
    }

    @Property
    void anyTextHasAnAnswer(@ForAll String text) {
        Flaw flaw = HostPort.flaw(text);

        assertThat(flaw == null || !flaw.nextStep().isBlank()).isTrue();
    }
}
