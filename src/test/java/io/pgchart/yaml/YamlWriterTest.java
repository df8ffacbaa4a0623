package io.pgchart.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class YamlWriterTest {

    private static final Origin NOWHERE = Origin.of("test");

    @Example
    void writesBlockStyleWithQuotesOnlyWhereNeeded() {
        String text = "apiVersion: v1\nschedule: \"0 2 * * 0\"\nimage: quay.io/a/b:15.0\nport: \"5432\"\nyes: \"yes\"\n"
                .replace("yes:", "\"yes\":");
        text +=
                "empty: \"\"\nlist:\n- a\n- b: 1\n  c: {}\n- []\nlines: |\n  one\n    two\n\n  three\nkept: |-\n  a\n  b\n";

        assertThat(YamlWriter.text(read(text))).isEqualTo(text);
    }

    @Property
    void whatIsWrittenReadsBackTheSame(@ForAll("trees") Node tree) {
        assertThat(plain(read(YamlWriter.text(tree)))).isEqualTo(plain(tree));
    }

    @Property
    void jsonReadsBackTheSame(@ForAll("trees") Node tree) {
        assertThat(plain(read(JsonText.of(tree)))).isEqualTo(plain(tree));
    }

    @Provide
    Arbitrary<Node> trees() {
        return RandomTrees.any();
    }

    private static Node read(String text) {
        Problems problems = new Problems();
        List<Node> documents = YamlReader.documents(text, "written", problems);
        assertThat(problems.list()).as(text).isEmpty();
        return documents.isEmpty() ? new ScalarNode(null, NOWHERE) : documents.get(0);
    }

    /** The tree as Java's own collections, so that origins don't count. */
    private static Object plain(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.members().forEach((key, value) -> members.put(key, plain(value)));
            return members;
        }
        if (node instanceof ListNode list) {
            return list.items().stream().map(YamlWriterTest::plain).toList();
        }
        return List.of("scalar", String.valueOf(((ScalarNode) node).value()), node.shape());
    }
}
