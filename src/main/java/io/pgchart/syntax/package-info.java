/**
 * The small languages that stand inside values and Kubernetes fields: cron lines, quantities, durations, names, labels,
 * image references, certificates.
 *
 * <p>Each class reads one of them and says in words what is wrong with a text. They know nothing of YAML, values or
 * manifests, use no library, and load none of its slow parts (regular expressions, time zones, security
 * providers) unless they are called. Begin with {@link io.pgchart.syntax.Flaw}, then any of the others.
 */
@NullMarked
package io.pgchart.syntax;

import org.jspecify.annotations.NullMarked;
