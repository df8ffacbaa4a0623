package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import java.util.List;

/** Short ways to values and schemas out of text. */
final class Trees {

    private Trees() {}

    static MapNode map(String yaml) {
        return map(yaml, "values.yaml");
    }

    static MapNode map(String yaml, String source) {
        Problems problems = new Problems();
        MapNode map = YamlReader.map(yaml, source, problems);
        problems.throwIfAny();
        return map;
    }

    /** A schema written as YAML. */
    static Schema schema(String yaml) {
        Problems problems = new Problems();
        Schema schema = Schema.parse(map(yaml, "schema.json"), problems);
        problems.throwIfAny();
        return schema;
    }

    static Values values(String yaml, Schema schema) {
        return Values.of(new Layer("chart defaults", map(yaml)), schema);
    }

    /** What the check says, as the user reads it. */
    static List<String> check(String schema, String values) {
        Problems problems = new Problems();
        SchemaCheck.check(values(values, schema(schema)), problems);
        return problems.list().stream().map(Problem::message).toList();
    }
}
