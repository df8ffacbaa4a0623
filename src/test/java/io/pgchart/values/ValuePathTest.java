package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths are read as they are written, and as Helm writes them. */
final class ValuePathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a.b.c | a.b.c",
                "a[0].b[12][3] | a[0].b[12][3]",
                "a[\"b.c/d\"].e | a[\"b.c/d\"].e",
                "a.b\\.c/d.e | a[\"b.c/d\"].e",
                "[\"a b\"].c | [\"a b\"].c",
                "a[\"x\\\"y\\\\z\"] | a[\"x\\\"y\\\\z\"]"
            })
    void isWrittenInOneForm(String text, String expected) {
        assertThat(ValuePath.parse(text)).hasToString(expected).isEqualTo(ValuePath.parse(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a..b | has no key at character 3",
                "a. | has no key at character 3",
                ".a | has no key at character 1",
                "a[x] | between its brackets at character 3",
                "a[0 | has no ']' at character 4",
                "a[-1] | between its brackets at character 3",
                "[0] | between its brackets at character 2",
                "a[0]b | has no '.' at character 5",
                "a[\"b] | at character 6",
                "a\\ | ends with a backslash at character 2"
            })
    void saysWhatIsWrongAndWhere(String text, String fault) {
        assertThatThrownBy(() -> ValuePath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void whatNoListOrTreeCanHoldIsRefused() {
        assertThatThrownBy(() -> ValuePath.parse("a[65537]")).hasMessageContaining("has an index above 65536");
        assertThatThrownBy(() -> ValuePath.parse("a" + ".a".repeat(100_000)))
                .hasMessageContaining("has more than 100 steps");
        assertThat(ValuePath.parse("a[65536]" + ".a".repeat(98)).steps()).hasSize(100);
    }

    @Test
    void anIndexIsNoKey() {
        assertThat(ValuePath.parse("a[0]")).isNotEqualTo(ValuePath.parse("a.0"));
    }

    @Property(tries = 500)
    void readsBackWhatItWrites(@ForAll Random random, @ForAll String key, @ForAll String other) {
        ValuePath path = ValuePath.ROOT.member(key);
        for (int i = random.nextInt(4); i > 0; i--) {
            path = random.nextBoolean() ? path.item(random.nextInt(1000)) : path.member(other);
        }

        assertThat(ValuePath.parse(path.toString())).isEqualTo(path);
    }
}
