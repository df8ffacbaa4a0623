package io.pgchart.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    private static final List<String> KNOWN = List.of("image", "imagePullPolicy", "name", "ports", "resources", "env");

    @Test
    void findsANameWithASlipOfTheHand() {
        assertThat(NearestNames.of("iamge", KNOWN)).startsWith("image");
        assertThat(NearestNames.of("port", KNOWN)).containsExactly("ports");
        assertThat(NearestNames.of("resuorces", KNOWN)).containsExactly("resources");
    }

    @Test
    void findsANameInAnotherCase() {
        assertThat(NearestNames.of("ImagePullpolicy", KNOWN)).startsWith("imagePullPolicy");
    }

    @Test
    void findsANameThatWasCutShort() {
        assertThat(NearestNames.of("pullPolicy", KNOWN)).containsExactly("imagePullPolicy");
    }

    @Test
    void findsANameWithAnotherEnd() {
        assertThat(NearestNames.of("replicas", List.of("replicaCount", "resources")))
                .containsExactly("replicaCount");
    }

    @Test
    void tellsTheNearestFirst() {
        assertThat(NearestNames.of("image", KNOWN)).containsExactly("image", "imagePullPolicy");
    }

    @Test
    void findsNothingWhereNothingIsNear() {
        assertThat(NearestNames.of("volumeMounts", KNOWN)).isEmpty();
        assertThat(NearestNames.of("x", KNOWN)).isEmpty();
        assertThat(NearestNames.of("", KNOWN)).isEmpty();
    }

    @Test
    void tellsAtMostThree() {
        assertThat(NearestNames.of("aaab", List.of("aaa4", "aaa3", "aaa2", "aaa1")))
                .containsExactly("aaa1", "aaa2", "aaa3");
    }

    @Test
    void asksOrSaysTheOtherSentence() {
        assertThat(NearestNames.question("iamge", KNOWN, "Remove it.")).isEqualTo("Did you mean image?");
        assertThat(NearestNames.question("zzzzz", KNOWN, "Remove it.")).isEqualTo("Remove it.");
        assertThat(NearestNames.question("ab", List.of("a", "b", "abc"), "")).isEqualTo("Did you mean a, abc or b?");
    }
}
