package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of images. */
final class ImageReferenceTest {

    private static final String SHA = "@sha256:" + "0a".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres",
                "postgres:15.0",
                "aryan/postgres-pgbackrest:15.0",
                "localhost/a",
                "localhost:5000/a/b:c",
                "registry.example.org/a",
                "Registry.example.org:443/a/b__c/d---e.f:V_1.2-3",
                "10.0.0.1:5000/a",
                "a.b/c"
            })
    void takes(String text) {
        assertThat(ImageReference.flaw(text)).isNull();
        assertThat(ImageReference.flaw(text + SHA)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | is not an image reference",
                "https://a/b | has a scheme",
                "aryan/Postgres | has upper-case letters in its path",
                "postgres: | has '' as its tag",
                "postgres:.1 | has '.1' as its tag",
                "postgres:a b | as its tag",
                "postgres@sha256:12 | has no valid digest",
                "postgres@ | has no valid digest",
                "a//b | is not an image reference",
                "a/b/ | is not an image reference",
                "-a | is not an image reference",
                "a..b | is not an image reference",
                "a___b | is not an image reference",
                "a b | is not an image reference",
                "a.b:x/c | as its registry"
            })
    void refuses(String text, String fault) {
        assertThat(ImageReference.flaw(text))
                .isNotNull()
                .satisfies(flaw -> assertThat(flaw.fault()).contains(fault));
    }
}
