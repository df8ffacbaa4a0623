package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of objects, keys and values of labels, time zones. */
final class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "orders-db", "0", "a1-2b"})
    void isALabel(String text) {
        assertThat(DnsName.labelFlaw(text)).isNull();
        assertThat(DnsName.subdomainFlaw(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | is empty",
                "Orders | has upper-case letters",
                "orders_db | is not a DNS label",
                "-orders | starts or ends with '-'",
                "orders- | starts or ends with '-'",
                "a.b | is not a DNS label",
                "größe | is not a DNS label"
            })
    void isNoLabel(String text, String fault) {
        assertThat(DnsName.labelFlaw(text))
                .isNotNull()
                .satisfies(flaw -> assertThat(flaw.fault()).contains(fault));
    }

    @Test
    void lengthsAreBounded() {
        assertThat(DnsName.labelFlaw("a".repeat(63))).isNull();
        assertThat(DnsName.labelFlaw("a".repeat(64)))
                .isEqualTo(new Flaw("has 64 characters, expected at most 63", "Shorten it by 1."));
        assertThat(DnsName.subdomainFlaw("a.".repeat(126) + "a")).isNull();
        assertThat(DnsName.subdomainFlaw("a".repeat(254))).isNotNull();
        assertThat(LabelSyntax.valueFlaw("a".repeat(63))).isNull();
        assertThat(LabelSyntax.valueFlaw("a".repeat(64))).isNotNull();
        assertThat(LabelSyntax.keyFlaw("example.org/" + "a".repeat(63))).isNull();
        assertThat(LabelSyntax.keyFlaw("example.org/" + "a".repeat(64))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "a.-b", "a-.b", "A.b"})
    void isNoSubdomain(String text) {
        assertThat(DnsName.subdomainFlaw(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "app.kubernetes.io/name", "A_b-c.d", "example.org/X", "1"})
    void isALabelsKey(String text) {
        assertThat(LabelSyntax.keyFlaw(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a/b/c", "Example.org/a", "a b", "-a", "a.", "x_y.z/a"})
    void isNoLabelsKey(String text) {
        assertThat(LabelSyntax.keyFlaw(text)).isNotNull();
    }

    @Test
    void aLabelsValueMayBeEmpty() {
        assertThat(LabelSyntax.valueFlaw("")).isNull();
        assertThat(LabelSyntax.valueFlaw("a b")).isNotNull();
        assertThat(LabelSyntax.valueFlaw("-a")).isNotNull();
        assertThat(LabelSyntax.valueFlaw("A_b.c-1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Etc/UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "GMT"})
    void isATimeZone(String text) {
        assertThat(TimeZoneName.flaw(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "europe/berlin,Did you mean Europe/Berlin", "Europe/Berln,Did you mean Europe/Berlin", "CEST+1,Write a name",
        "+02:00,Write a name", "SystemV/EST5,", "Local,Write a name"
    })
    void isNoTimeZone(String text, String nextStep) {
        assertThat(TimeZoneName.flaw(text))
                .isNotNull()
                .satisfies(flaw -> assertThat(flaw.nextStep()).contains(nextStep == null ? "" : nextStep));
    }
}
