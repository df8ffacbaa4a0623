package io.pgchart.values;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.yaml.Origin;

/**
 * Helm's {@code --set} grammar: {@code a.b=c,d[0]=e,f={g,h},i=null}.
 *
 * <p>Where the schema wants a string the text stays one: {@code image.tag=15} is {@code "15"}.
 */
public final class SetExpression {

    private SetExpression() {}

    /**
     * The values that the text sets; those before a problem when there is one.
     *
     * @param shownAs the parameter, as origin and as the layer's name: {@code -Dpgchart.set}
     * @param weaker the values so far; an index edits their list
     */
    public static Layer layer(String text, String shownAs, Values weaker, Problems problems) {
        Origin origin = Origin.of(shownAs);
        Draft draft = new Draft(weaker.tree(), origin);
        try {
            new SetReader(text, draft, weaker.schema(), origin).read();
        } catch (SetReader.SyntaxException e) {
            problems.add(new Problem(shownAs, e.fault(), null, e.nextStep()));
        }
        return new Layer(shownAs, draft.tree());
    }
}
