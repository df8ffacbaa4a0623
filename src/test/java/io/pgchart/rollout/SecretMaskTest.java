package io.pgchart.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.hook.ReleaseObjects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class SecretMaskTest {

    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: x}
            stringData:
              username: postgres
              password: pl4nted
              key: |
                -----BEGIN PRIVATE KEY-----
                c2VjcmV0LWxpbmU=
                -----END PRIVATE KEY-----
            """;

    private final SecretMask mask = SecretMask.of(List.of(Stage.manifest(SECRET)));

    @Test
    void hidesValuesPlainAndEncoded() {
        String encoded = Base64.getEncoder().encodeToString("pl4nted".getBytes(StandardCharsets.UTF_8));

        assertThat(mask.masked("password=pl4nted, in base64 " + encoded)).isEqualTo("password=*****, in base64 *****");
    }

    @Test
    void hidesEachLineOfAValue() {
        assertThat(mask.masked("read c2VjcmV0LWxpbmU= there")).isEqualTo("read ***** there");
    }

    @Test
    void leavesNamesOfUsersAlone() {
        assertThat(mask.masked("role postgres exists")).isEqualTo("role postgres exists");
    }

    @Test
    void aLineMovesNoCursorAndHidesNoSecretBehindOne() {
        assertThat(mask.maskedLine("\u001B[2Jpl4\u0007nted\r")).isEqualTo("[2J*****");
    }

    @Test
    void knowsWhatIsWrittenInClearAndInHooks() {
        String hook = """
                apiVersion: v1
                kind: Secret
                metadata: {name: of-hook, annotations: {helm.sh/hook: pre-install}}
                stringData: {password: of-the-hook}
                """;
        SecretMask known = SecretMask.of(new ReleaseObjects(List.of(), List.of(Stage.hook(hook))));

        assertThat(known.masked("of-the-hook")).isEqualTo("*****");
    }

    @Test
    void saysNothingOfWhatItKnows() {
        assertThat(mask.toString()).doesNotContain("pl4nted");
    }

    @Property(tries = 200)
    void noSecretIsLeftWhereverItStands(
            @ForAll @AlphaChars @StringLength(min = 4, max = 20) String secret,
            @ForAll @AlphaChars @StringLength(max = 20) String before,
            @ForAll @AlphaChars @StringLength(max = 20) String after) {
        SecretMask known = new SecretMask(List.of(secret));

        assertThat(known.masked(before + secret + after)).doesNotContain(secret);
    }
}
