package io.pgchart.realserver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A test that runs only where there is a cluster for tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = RealServer.KUBECONFIG,
        matches = ".+",
        disabledReason = "set " + RealServer.KUBECONFIG + " to the kubeconfig of a cluster for tests")
public @interface NeedsRealServer {}
