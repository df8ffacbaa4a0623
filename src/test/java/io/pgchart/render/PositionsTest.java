package io.pgchart.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: {{x}}",
                "key: {{x}} # comment",
                "{{x}}: value",
                "- {{x}}",
                "- - {{x}}",
                "- key: {{x}}",
                "- {{x}}: v",
                "[a, {{x}}, b]",
                "{a: {{x}}, b: c}",
                "[a,\n {{x}}\n]",
                "key:\n  {{x}}",
                "a: |\n  text\nb: {{x}}",
                "a: |\n  text\n{{x}}: b",
                "- a: |\n    text\n  b: {{x}}",
                "a: 'it''s'\nb: {{x}}",
                "a: \"\\\"\"\nb: {{x}}",
                "# it's a comment\nb: {{x}}",
                "a: it's\nb: {{x}}",
                "a: b#c\nb: {{x}}",
                "a: [x, 'y]']\nb: {{x}}",
                "---\n{{x}}: b"
            })
    void takesAValueThatHasAPlaceOfItsOwn(String yaml) {
        assertThat(encodings("t.yaml", yaml)).containsExactly(Encoding.JSON);
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key: \"{{x}}\"", "- \"a {{x}} b\"", "\"{{x}}-b\": c", "a: \"\\\" {{x}}\"", "a: \"two\n  {{x}}\""
            })
    void takesTextInDoubleQuotes(String yaml) {
        assertThat(encodings("t.yaml", yaml)).containsExactly(Encoding.QUOTED_BODY);
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: a{{x}}",
                "key: {{x}}b",
                "key: {{x}} b",
                "key:{{x}}",
                "key: a {{x}}",
                "key: '{{x}}'",
                "key: 'it''s {{x}}'",
                "key: |\n  {{x}}",
                "key: >-\n\n  a {{x}}",
                "- key: |\n    {{x}}",
                "- |\n  {{x}}",
                "# {{x}}",
                "key: v # {{x}}",
                "key: text\n  {{x}}",
                "key: 'quoted'\n  {{x}}",
                "[a\n {{x}}]",
                "key: {{x}}:80",
                "key: &anchor {{x}}",
                "key: !!str {{x}}",
                "key: \"a\" {{x}}"
            })
    void refusesAValueElsewhere(String yaml) {
        assertThat(encodings("t.yaml", yaml)).containsExactly((Encoding) null);
        assertThat(problems.list()).hasSize(1);
    }

    @Test
    void refusesTwoTagsSideBySide() {
        encodings("t.yaml", "key: {{x}}{{y}}");

        assertThat(problems.list()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \uE000", "a: \"\uE001\"", "a: \"\\uE001\"", "a: \"\\ue001\"", "a: \"\\U0000E001\""})
    void refusesWhatCouldBeTakenForTheMarkOfAValue(String yaml) {
        encodings("t.yaml", yaml);

        assertThat(problems.list()).extracting(Problem::fault).allMatch(fault -> fault.endsWith("used by the plugin"));
        assertThat(problems.list()).hasSize(1);
    }

    @Test
    void takesTheSameCharactersInOtherFiles() {
        encodings("t.txt", "\uE000 \uE001 {{x}}");

        assertThat(problems.list()).isEmpty();
    }

    @Test
    void wantsSectionsInYamlOnLinesOfTheirOwn() {
        encodings("t.yaml", "key: {{#x}}a{{/x}}\n");

        assertThat(problems.list()).extracting(Problem::fault).containsOnly("does not stand alone on its line");
    }

    @Test
    void quotesInPostgresqlConfByPlace() {
        assertThat(encodings("postgresql.conf", "{{x}} = {{y}}\n  {{x}}={{y}} # why\n"))
                .containsExactly(
                        Encoding.PARAMETER_NAME,
                        Encoding.PARAMETER_VALUE,
                        Encoding.PARAMETER_NAME,
                        Encoding.PARAMETER_VALUE);
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = '{{x}}'\n", "a = {{x}}b\n", "a = 5{{x}}\n", "# {{x}}\n"})
    void refusesAHalfValueInPostgresqlConf(String text) {
        assertThat(encodings("postgresql.conf", text)).containsExactly((Encoding) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=\"{{x}}\"\n",
                "A='{{x}}'\n",
                "# {{x}}\n",
                "A=a{{x}}\n",
                "A=\"it's\n {{x}} \"\n",
                "cat <<E\n {{x}}\nE\n",
                "A=`b {{x}} `\n"
            })
    void refusesWhatIsNoWordOfTheShell(String text) {
        assertThat(encodings("run.sh", text)).containsExactly((Encoding) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A={{x}}\n", "run {{x}} b\n", "# it's\nA={{x}}\n", "A=\"it's\"; B={{x}}; c\n", "a \\' {{x}}\n"})
    void takesAWordOfTheShell(String text) {
        assertThat(encodings("run.sh", text)).containsExactly(Encoding.SHELL_WORD);
    }

    @Test
    void refusesValuesInFilesOfOtherLanguages() {
        assertThat(encodings("init.sql", "SELECT {{x}}")).containsExactly((Encoding) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: {{{x}}}", "a: {{&x}}", "a: \"{{{x}}}\""})
    void refusesRawValuesOutsideOfPlainText(String yaml) {
        encodings("t.yaml", yaml);

        assertThat(problems.list()).extracting(Problem::nextStep).contains("Write {{x}}.");
        assertThat(encodings("NOTES.txt", "{{{x}}} {{&x}}")).containsExactly(Encoding.TEXT, Encoding.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{=<% %>=}}",
                "{{x",
                "{{}}",
                "{{#}}\n{{/}}\n",
                "{{#a}}\n{{/b}}\n",
                "{{#a}}\n",
                "{{/a}}\n",
                "{{$a}}\n{{/a}}\n",
                "{{<a}}\n{{/a}}\n",
                "{{%IMPLICIT}}\n",
                "{{#a}}\n{{#b}}\n{{/a}}\n{{/b}}\n",
                "{{{x}}"
            })
    void refusesTagsThatMustacheWouldTakeOtherwise(String text) {
        TagScanner.scan(new ChartFile("NOTES.txt", text, "NOTES.txt"), problems);

        assertThat(problems.list()).isNotEmpty();
        assertThat(problems.list().get(0).where()).startsWith("NOTES.txt:").contains("column");
    }

    private List<@Nullable Encoding> encodings(String name, String text) {
        return TemplateSource.read(new ChartFile("files/" + name, text, name), problems)
                .encodings();
    }
}
