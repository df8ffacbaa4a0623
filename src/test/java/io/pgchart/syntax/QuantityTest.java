package io.pgchart.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities as Kubernetes takes them. */
final class QuantityTest {

    /** The client rounds to 16 digits, ours is exact. */
    private static final double THEIR_ERROR = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "10Gi,10737418240",
        "1.5Ki,1536",
        "500m,0.5",
        "1e3,1000",
        "1E-3,0.001",
        "2E,2000000000000000000",
        "0,0",
        "+1k,1000",
        "-1M,-1000000",
        ".5,0.5",
        "5.,5",
        "100n,0.0000001",
        "7u,0.000007",
        "1T,1000000000000",
        "1Pi,1125899906842624"
    })
    void hasAnAmount(String text, BigDecimal amount) {
        assertThat(Quantity.flaw(text)).isNull();
        assertThat(Quantity.amount(text)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Gi", "10GB", "10 Gi", "1K", "10gi", "1.2.3", "e3", "1e", "1e1.5", "0x10", "ten", "1Gii", "--1",
                ".", "١"
            })
    void refuses(String text) {
        assertThat(Quantity.flaw(text)).isNotNull();
        assertThatThrownBy(() -> Quantity.amount(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10GB | Write 10Gi, or 10G for powers of 1000.",
                "10 Gi | Write 10Gi.",
                "10gib | Write 10Gi.",
                "1K | Write 1Ki, or 1k for powers of 1000.",
                "512 | null",
                "512 bytes | Write a number and one of the suffixes m, k, M, G, T, Ki, Mi, Gi, Ti."
            })
    void guessesWhatWasMeant(String text, String nextStep) {
        Flaw flaw = Quantity.flaw(text);

        assertThat(flaw == null ? "null" : flaw.nextStep()).isEqualTo(nextStep);
    }

    @Test
    void anAbsurdExponentTakesNoTime() {
        assertThat(Quantity.flaw("1e999999999")).isNotNull();
    }

    @Property
    void agreesWithTheKubernetesClient(@ForAll("quantities") String text) {
        BigDecimal theirs = io.fabric8.kubernetes.api.model.Quantity.getAmountInBytes(
                new io.fabric8.kubernetes.api.model.Quantity(text));

        assertThat(Quantity.amount(text)).isCloseTo(theirs, withinPercentage(THEIR_ERROR));
    }

    @Provide
    Arbitrary<String> quantities() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.of("", ".5", ".125"),
                        Arbitraries.of(
                                "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
                                "e3", "E-2"))
                .as((whole, fraction, suffix) -> whole + fraction + suffix);
    }
}
