package io.pgchart.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.pgchart.error.Problems;
import io.pgchart.yaml.JsonText;
import io.pgchart.yaml.ListNode;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our schema check against another's: over generated schemas and values, the same verdict each time. */
final class SchemaDifferentialTest {

    private static final SchemaRegistry ORACLE = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Property(tries = 8)
    void agreesWithTheOracle(@ForAll Random random) {
        RandomSchemas generator = new RandomSchemas(random);
        int accepted = 0;
        for (int i = 0; i < 200; i++) {
            MapNode schemaTree = generator.schema();
            Schema schema = parsed(schemaTree);
            com.networknt.schema.Schema oracle = ORACLE.getSchema(JsonText.of(schemaTree), InputFormat.JSON);
            for (int j = 0; j < 5; j++) {
                accepted += agrees(schema, oracle, generator.values(false), schemaTree) ? 1 : 0;
            }
        }
        assertThat(accepted).as("accepted of 1000: both verdicts must be met").isBetween(100, 900);
    }

    /** Whether both accept the values. */
    private static boolean agrees(
            Schema schema, com.networknt.schema.Schema oracle, MapNode values, MapNode schemaTree) {
        boolean expected =
                oracle.validate(JsonText.of(values), InputFormat.JSON).isEmpty();
        Problems problems = problems(schema, values);

        assertThat(problems.isEmpty())
                .as("schema %s%nvalues %s%n%s", JsonText.of(schemaTree), JsonText.of(values), problems.list())
                .isEqualTo(expected);
        return expected;
    }

    @Property(tries = 1000)
    void takesANullMemberForUnset(@ForAll Random random) {
        RandomSchemas generator = new RandomSchemas(random);
        MapNode schemaTree = generator.schema();
        Schema schema = parsed(schemaTree);
        MapNode values = generator.values(true);
        boolean unknown = problems(schema, values).list().stream()
                .anyMatch(problem -> problem.fault().contains("no key that the chart knows")
                        || problem.fault().contains("is not right"));

        boolean withNulls = problems(schema, values).isEmpty();

        if (!unknown && !JsonText.of(schemaTree).contains("false")) {
            assertThat(withNulls)
                    .as("schema %s%nvalues %s", JsonText.of(schemaTree), JsonText.of(values))
                    .isEqualTo(problems(schema, pruned(values)).isEmpty());
        }
    }

    private static Schema parsed(MapNode tree) {
        Problems problems = new Problems();
        Schema schema = Schema.parse(tree, problems);
        assertThat(problems.list()).isEmpty();
        return schema;
    }

    private static Problems problems(Schema schema, MapNode values) {
        Problems problems = new Problems();
        SchemaCheck.check(Values.of(new Layer("test", values), schema), problems);
        return problems;
    }

    private static MapNode pruned(MapNode map) {
        Map<String, Node> members = new LinkedHashMap<>();
        map.members().forEach((key, member) -> {
            if (!PlainValue.isNull(member)) {
                members.put(key, prunedNode(member));
            }
        });
        return new MapNode(members, map.origin());
    }

    private static Node prunedNode(Node node) {
        if (node instanceof MapNode map) {
            return pruned(map);
        }
        if (node instanceof ListNode list) {
            List<Node> items = new ArrayList<>();
            list.items().forEach(item -> items.add(prunedNode(item)));
            return new ListNode(items, list.origin());
        }
        return node;
    }
}
