package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import io.pgchart.yaml.Origin;
import io.pgchart.yaml.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Maps merge, lists and scalars replace, null removes. */
final class MergerTest {

    private static final Origin NOWHERE = Origin.of("test");

    @Test
    void mapsMergeAtEveryDepth() {
        assertThat(merged("{a: {b: 1, c: {d: 2}}}", "{a: {c: {e: 3}}, f: 4}"))
                .isEqualTo("{\"a\": {\"b\": 1,\"c\": {\"d\": 2,\"e\": 3}},\"f\": 4}");
    }

    @Test
    void listsAndScalarsReplace() {
        assertThat(merged("{a: [1, 2], b: x, c: {d: 1}}", "{a: [3], b: [w], c: z}"))
                .isEqualTo("{\"a\": [3],\"b\": [\"w\"],\"c\": \"z\"}");
    }

    @Test
    void nullRemovesTheKeyAndAllBelow() {
        assertThat(merged("{a: {b: 1, c: 2}, d: 3}", "{a: {b: null}, d: null, e: null}"))
                .isEqualTo("{\"a\": {\"c\": 2}}");
    }

    @Test
    void nullOfTheWeakestStaysAsKnownAndUnset() {
        assertThat(merged("{a: null, b: {c: null}}", "{b: {d: 1}}"))
                .isEqualTo("{\"a\": null,\"b\": {\"c\": null,\"d\": 1}}");
    }

    @Test
    void nullInsideANewMapIsNotKept() {
        assertThat(merged("{}", "{a: {b: null, c: 1}}")).isEqualTo("{\"a\": {\"c\": 1}}");
    }

    @Test
    void nullInsideAListIsAnItem() {
        assertThat(merged("{a: [1]}", "{a: [null, {b: null}]}")).isEqualTo("{\"a\": [null,{\"b\": null}]}");
    }

    @Test
    void everyNodeKeepsTheOriginItWasWrittenAt() {
        MapNode result =
                Merger.merge(Trees.map("a: 1\nb:\n  c: 2", "weak.yaml"), Trees.map("b:\n  d: 3", "strong.yaml"));
        assertThat(Values.of(new Layer("merged", result), Schema.open()).leaves())
                .extracting(leaf -> leaf.path() + " " + leaf.origin())
                .containsExactly("a weak.yaml:1", "b.c weak.yaml:3", "b.d strong.yaml:2");
    }

    @Property(tries = 500)
    void theOrderOfMergingThreeMakesNoDifferenceWhereTheirShapesAgree(@ForAll Random random) {
        MapNode a = shaped(random, 0);
        MapNode b = shaped(random, 0);
        MapNode c = shaped(random, 0);

        MapNode left = Merger.merge(Merger.merge(a, b), c);
        MapNode right = Merger.merge(a, Merger.merge(b, c));

        assertThat(left).isEqualTo(right);
        assertThat(JsonText.of(left)).isEqualTo(JsonText.of(right));
    }

    @Property(tries = 500)
    void mergingWithNothingOrItselfChangesNothing(@ForAll Random random) {
        MapNode values = new RandomSchemas(random).values(false);

        assertThat(Merger.merge(values, new MapNode(Map.of(), NOWHERE))).isEqualTo(values);
        assertThat(Merger.merge(values, values)).isEqualTo(values);
    }

    /** A tree whose keys tell its shape: m… are maps, v… scalars. */
    private static MapNode shaped(Random random, int depth) {
        Map<String, Node> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int name = random.nextInt(3);
            if (depth < 3 && random.nextBoolean()) {
                members.put("m" + name, shaped(random, depth + 1));
            } else {
                members.put("v" + name, new ScalarNode((long) random.nextInt(100), NOWHERE));
            }
        }
        return new MapNode(members, NOWHERE);
    }

    private static String merged(String weaker, String stronger) {
        return JsonText.of(Merger.merge(Trees.map(weaker, "weak.yaml"), Trees.map(stronger, "strong.yaml")));
    }
}
