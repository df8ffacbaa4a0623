package io.pgchart.realserver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that needs a real API server with a node, be it a fake one, on which pods become ready and Jobs complete. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsRealServer
@Tag("node")
public @interface NeedsNode {}
