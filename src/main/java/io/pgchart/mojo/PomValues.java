package io.pgchart.mojo;

import io.pgchart.values.XmlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Takes the {@code <values>} of a POM out of Maven's hands. */
final class PomValues {

    private PomValues() {}

    static XmlValue read(PlexusConfiguration element) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : element.getAttributeNames()) {
            attributes.put(name, element.getAttribute(name));
        }
        List<XmlValue> children = new ArrayList<>();
        for (PlexusConfiguration child : element.getChildren()) {
            children.add(read(child));
        }
        return new XmlValue(element.getName(), attributes, element.getValue(), children);
    }
}
