package io.pgchart.rollout;

import io.pgchart.report.Reporter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a plan has found that its user has to know, kept until the plan itself was told. */
public final class Notes {

    private final Map<String, String> texts = new LinkedHashMap<>();

    public void add(String object, String text) {
        texts.put(object, text);
    }

    /** Tells them, once. */
    public void tell(Reporter reporter) {
        texts.forEach(reporter::note);
        texts.clear();
    }
}
