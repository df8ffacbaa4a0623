/**
 * What the projects of {@code src/it} share to judge a build: its console, and the files it wrote.
 *
 * <p>Their {@code verify.groovy} scripts call it; it knows Maven's console and nothing of the plugin's insides. Begin with
 * {@link io.pgchart.it.FinishedBuild}.
 */
@NullMarked
package io.pgchart.it;

import org.jspecify.annotations.NullMarked;
