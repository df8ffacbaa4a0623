package io.pgchart.plan;

import io.pgchart.manifest.LiveObject;
import io.pgchart.manifest.Manifest;

/** An object that an earlier revision had, that this one has not, and that is still there. */
public record Retired(Manifest previous, LiveObject live) {}
