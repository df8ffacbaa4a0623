package io.pgchart.action;

import io.pgchart.values.Interpolation;
import io.pgchart.values.XmlValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values come from, from the weakest to the strongest; the chart's own are weaker than all.
 *
 * @param files values files, in order
 * @param pom {@code <values>} of the POM, or null
 * @param projectProperties the properties of the project; those of other names are passed over
 * @param userProperties the same given by {@code -D}
 * @param set text in Helm's {@code --set} grammar, or null
 * @param setShownAs where that was written: {@code -Dpgchart.set}, {@code pom.xml <set>}
 * @param lookup what <code>${…}</code> in values files stands for
 */
public record ValuesRequest(
        List<NamedPath> files,
        @Nullable XmlValue pom,
        Map<String, String> projectProperties,
        Map<String, String> userProperties,
        @Nullable String set,
        String setShownAs,
        Interpolation.Lookup lookup) {

    public ValuesRequest {
        files = List.copyOf(files);
        projectProperties = Map.copyOf(projectProperties);
        userProperties = Map.copyOf(userProperties);
    }
}
