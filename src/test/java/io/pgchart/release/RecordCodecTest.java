package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgchart.hook.Hook;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.RandomTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what Helm 4.1.4 and 3.17.2 wrote to a cluster; see the files of {@code records/}. */
class RecordCodecTest {

    static final Path RECORDS = Path.of("src", "test", "resources", "records");

    static Stream<String> records() {
        return Stream.of(
                "helm-4-rolled-back",
                "helm-4-failed-hook",
                "helm-4-least",
                "helm-3-superseded",
                "helm-3-uninstalled",
                "helm-3-least");
    }

    static ReleaseRecord read(String name) throws IOException, DamageException {
        return RecordCodec.decode(Files.readString(RECORDS.resolve(name + ".txt")), name, Map.of());
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesWhatItReadByteForByteAsHelmDid(String name) throws Exception {
        String json = Files.readString(RECORDS.resolve(name + ".json"));
        ReleaseRecord record = read(name);
        assertThat(GoJson.text(record.tree())).isEqualTo(json);

        ReleaseRecord again = RecordCodec.decode(RecordCodec.encode(record), name, Map.of());
        assertThat(GoJson.text(again.tree())).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("records")
    void changesNothingButTheStatus(String name) throws Exception {
        String json = Files.readString(RECORDS.resolve(name + ".json"));
        ReleaseRecord record = read(name);

        ReleaseRecord changed = record.with(ReleaseStatus.SUPERSEDED, "words");

        String expected = json.replace("\"status\":\"" + record.status() + "\"", "\"status\":\"superseded\"")
                .replace(GoJson.text(Members.scalar(record.info().description())), "\"words\"");
        assertThat(GoJson.text(changed.tree())).isEqualTo(expected).contains("\"description\":\"words\"");
    }

    @Test
    void keepsWhatAnotherHelmWroteAndIsNotKnownHere() throws Exception {
        String json =
                "{\"name\":\"o\",\"info\":{\"status\":\"deployed\",\"rollback_revision\":7,\"x\":[1.50,-0,1e400]},"
                        + "\"future\":{\"a\":null},\"version\":1}";
        String kept = json.replace("1e400", "1e300").replace("-0", "0");
        ReleaseRecord record = RecordCodec.decode(packed(kept), "test", Map.of());

        assertThat(GoJson.text(record.with(ReleaseStatus.FAILED).tree()))
                .isEqualTo(kept.replace("deployed", "failed")
                        .replace("1.50", "1.5")
                        .replace("1e300", "1e+300"));
    }

    @Test
    void readsTheFieldsOfHelm() throws Exception {
        ReleaseRecord record = read("helm-4-rolled-back");
        assertThat(record.name()).isEqualTo("four");
        assertThat(record.namespace()).isEqualTo("fx");
        assertThat(record.revision()).isEqualTo(3);
        assertThat(record.isServerSideApplied()).isTrue();
        assertThat(record.chartLabel()).isEqualTo("plain-0.1.0");
        assertThat(record.appVersion()).isEqualTo("15.0");
        assertThat(record.info().description()).isEqualTo("Rollback to 1");
        assertThat(record.info().notes()).isEqualTo("Notes of four <b> revision 1\n");
        assertThat(record.info().deleted()).isNull();
        assertThat(record.info().firstDeployed()).isEqualTo("2026-11-23T10:42:22.857934296Z");
        assertThat(record.config().members()).containsOnlyKeys("deep", "number", "ratio");
        assertThat(record.manifests()).singleElement().satisfies(manifest -> {
            assertThat(manifest.id()).hasToString("ConfigMap/plain-config");
            assertThat(manifest.template()).isEqualTo("templates/config.yaml");
        });
        assertThat(record.hooks()).hasSize(2);
        Hook hook = record.hooks().get(0).hook();
        assertThat(hook.weight()).isEqualTo(5);
        assertThat(hook.events())
                .map(Object::toString)
                .containsExactly("post-install", "post-upgrade", "post-rollback");
        assertThat(record.hooks().get(0).lastRun().phase()).isEqualTo(HookRun.Phase.SUCCEEDED);
        assertThat(record.hooks().get(1).lastRun()).isEqualTo(HookRun.NONE);
        assertThat(record.flaws()).isEmpty();
    }

    @Test
    void readsTheEmptyTimesOfHelm3() throws Exception {
        ReleaseRecord record = read("helm-3-superseded");
        assertThat(record.isServerSideApplied()).isFalse();
        assertThat(record.info().deleted()).isNull();
        assertThat(read("helm-3-uninstalled").info().deleted()).isNotNull();
        assertThat(record.hooks().get(1).lastRun()).isEqualTo(HookRun.NONE);
    }

    @Test
    void tellsWhatHelmReadsOtherwiseThanWeDo() throws Exception {
        assertThat(read("helm-4-failed-hook").flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.message())
                        .isEqualTo(
                                "bad-KEY/x: 'y' is a boolean to helm and kubectl, and not the same to every YAML reader"
                                        + " (revision 1 of release bad:8). Write \"y\" in quotes."
                                        + " Where a number is meant, write it in plain decimals."));
    }

    @Test
    void readsRecordsThatAreNotPacked() throws Exception {
        String json = Files.readString(RECORDS.resolve("helm-3-least.json"));
        String text = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        assertThat(RecordCodec.decode(text, "old", Map.of()).name()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[1]` | holds JSON that is a list, expected a map",
                "`null` | holds JSON that is a null, expected a map",
                "`{}` | names no release",
                "`{} {}` | holds more than one JSON value",
                "`{\"name\":\"o\"` | holds no JSON, or only a part of it",
                "`{\"name\":\"o\",\"version\":1.5,\"info\":{}}` | has no version, expected the number of its revision",
                "`{\"name\":\"o\",\"version\":4294967297,\"info\":{}}` | has no version, expected the number of its revision",
                "`{\"name\":\"o\",\"version\":1}` | has no info.status",
                "`{\"name\":\"o\",\"version\":1,\"info\":\"deployed\"}` | has no info.status",
                "`{\"name\":\"o\",\"version\":1,\"hooks\":\"x\",\"info\":{\"status\":\"failed\"}}` | has hooks that are a string, expected a list",
                "`{\"name\":\"o\",\"version\":1,\"info\":{\"status\":\"failed\",\"deleted\":\"now\"}}` | 'now' is no time, expected 2026-11-23T10:00:00Z",
                "`{\"a\":1e999}` | holds a number beyond the range of a double"
            })
    void refusesJsonOfAnotherShape(String json, String fault) throws IOException {
        String text = packed(json);
        assertThatThrownBy(() -> RecordCodec.decode(text, "test", Map.of()))
                .isInstanceOf(DamageException.class)
                .hasMessage(fault);
    }

    @Test
    void refusesWhatIsNoRecord() throws IOException {
        byte[] whole = Base64.getDecoder().decode(Files.readString(RECORDS.resolve("helm-4-least.txt")));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        byte[] spoilt = whole.clone();
        spoilt[whole.length / 2] ^= 0x55;
        String deep = "[".repeat(100_000);
        for (String text :
                List.of("%%%", "", base64(new byte[] {0x1f, (byte) 0x8b, 8, 9}), base64(half), packed(deep))) {
            assertThatThrownBy(() -> RecordCodec.decode(text, "test", Map.of())).isInstanceOf(DamageException.class);
        }
        assertThatThrownBy(() -> RecordCodec.decode(base64(spoilt), "test", Map.of()))
                .isInstanceOf(DamageException.class);
    }

    @Test
    void stopsUnpackingWhatGrowsWithoutEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("{\"name\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] block = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 80; i++) {
                packed.write(block);
            }
        }
        assertThatThrownBy(() -> RecordCodec.decode(base64(bytes.toByteArray()), "test", Map.of()))
                .isInstanceOf(DamageException.class)
                .hasMessage("unpacks to more than 67108864 bytes");
    }

    @Property(tries = 300)
    void readsBackWhateverTreeItWrote(@ForAll("trees") Node tree) throws Exception {
        String json = GoJson.text(Members.empty().put("tree", tree).map());
        Node read = JsonReader.map(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Members.ORIGIN);
        assertThat(GoJson.text(read)).isEqualTo(json);
    }

    @Provide
    Arbitrary<Node> trees() {
        return RandomTrees.any();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.400Z, 2026-11-23T10:00:00.4Z",
        "2026-11-23T10:00:00.000000120Z, 2026-11-23T10:00:00.00000012Z"
    })
    void writesTimesAsGoDoes(Instant time, String text) throws Exception {
        assertThat(GoTime.text(time)).isEqualTo(text);
        assertThat(GoTime.parse(text)).isEqualTo(time);
        assertThat(GoTime.parse("0001-01-01T00:00:00Z")).isNull();
        assertThat(GoTime.parse("2026-11-23T11:00:00.4+01:00")).isEqualTo("2026-11-23T10:00:00.4Z");
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.5",
        "0.000001, 0.000001",
        "0.00000012, 1.2e-7",
        "1E+20, 100000000000000000000",
        "1E+21, 1e+21",
        "-2.5E-10, -2.5e-10",
        "0.0, 0"
    })
    void writesNumbersAsGoDoes(BigDecimal number, String text) {
        assertThat(GoJson.text(Members.scalar(number))).isEqualTo(text);
    }

    static String packed(String json) throws IOException {
        return RecordCodec.encode(json);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
