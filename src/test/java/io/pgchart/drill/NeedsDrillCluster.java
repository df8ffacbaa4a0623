package io.pgchart.drill;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A drill: it runs only where {@code .ci/drills} has started a cluster with a node, an S3 and the image. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(named = Database.KUBECONFIG, matches = ".+", disabledReason = "run .ci/drills")
@interface NeedsDrillCluster {}
