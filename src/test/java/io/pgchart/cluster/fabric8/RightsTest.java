package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RightsTest {

    private static Rights rights(String... rules) {
        String text = "{\"status\": {\"incomplete\": false, \"resourceRules\": [" + String.join(",", rules) + "]}}";
        return Rights.of(Objects.requireNonNull(JsonTree.map(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static final String PODS =
            "{\"verbs\": [\"get\", \"list\"], \"apiGroups\": [\"\"], \"resources\": [\"pods\"]}";

    @Test
    void allowsWhatARuleNames() {
        assertThat(rights(PODS).allow("get", "", "pods", null, "x")).isTrue();
        assertThat(rights(PODS).allow("list", "", "pods", null, null)).isTrue();
        assertThat(rights(PODS).allow("delete", "", "pods", null, null)).isFalse();
        assertThat(rights(PODS).allow("get", "apps", "pods", null, null)).isFalse();
        assertThat(rights(PODS).allow("get", "", "secrets", null, null)).isFalse();
        assertThat(rights().allow("get", "", "pods", null, null)).isFalse();
    }

    @Test
    void keepsSubresourcesApart() {
        assertThat(rights(PODS).allow("get", "", "pods", "log", null)).isFalse();
        String log = "{\"verbs\": [\"get\"], \"apiGroups\": [\"\"], \"resources\": [\"pods/log\"]}";
        assertThat(rights(log).allow("get", "", "pods", "log", null)).isTrue();
        assertThat(rights(log).allow("get", "", "pods", null, null)).isFalse();
        String any = "{\"verbs\": [\"get\"], \"apiGroups\": [\"\"], \"resources\": [\"*/log\"]}";
        assertThat(rights(any).allow("get", "", "pods", "log", null)).isTrue();
        assertThat(rights(any).allow("get", "", "pods", null, null)).isFalse();
    }

    @Test
    void knowsWildcards() {
        String all = "{\"verbs\": [\"*\"], \"apiGroups\": [\"*\"], \"resources\": [\"*\"]}";
        assertThat(rights(all).allow("delete", "apps", "statefulsets", "scale", "x"))
                .isTrue();
        String verbs = "{\"verbs\": [\"*\"], \"apiGroups\": [\"apps\"], \"resources\": [\"statefulsets\"]}";
        assertThat(rights(verbs).allow("patch", "apps", "statefulsets", null, null))
                .isTrue();
        assertThat(rights(verbs).allow("patch", "batch", "statefulsets", null, null))
                .isFalse();
    }

    @Test
    void knowsRulesForSingleObjects() {
        String one =
                "{\"verbs\": [\"get\"], \"apiGroups\": [\"\"], \"resources\": [\"secrets\"], \"resourceNames\": [\"one\"]}";
        assertThat(rights(one).allow("get", "", "secrets", null, "one")).isTrue();
        assertThat(rights(one).allow("get", "", "secrets", null, "two")).isFalse();
        assertThat(rights(one).allow("get", "", "secrets", null, null)).isFalse();
    }

    @Test
    void isCompleteOnlyWhenTheServerSaysSo() {
        assertThat(rights().isComplete()).isTrue();
        assertThat(Rights.of(Objects.requireNonNull(
                                JsonTree.map("{\"status\": {\"incomplete\": true}}".getBytes(StandardCharsets.UTF_8))))
                        .isComplete())
                .isFalse();
        assertThat(Rights.of(Objects.requireNonNull(JsonTree.map("{}".getBytes(StandardCharsets.UTF_8))))
                        .isComplete())
                .isFalse();
    }
}
