/**
 * A release in the cluster: its revisions as Helm records them, and the lock that making a new one is.
 *
 * <p>It knows nothing of templates, plans or how objects are applied. Begin with {@link io.pgchart.release.Releases},
 * which an action uses so:
 *
 * <pre>{@code
 * while (true) {
 *     Opening opening = releases.await(name, waiting);          // writes nothing
 *     Plan plan = ... opening.history().sinceLastGood() ...     // compare, prove, perhaps end here
 *     Tenure tenure = releases.begin(opening, content, historyMax);
 *     if (tenure == null) {
 *         continue;                                             // somebody was faster: the plan is void
 *     }
 *     try (tenure) {
 *         ... tenure.ensureHeld() before each write, hookRunning and hookFinished around each hook ...
 *         tenure.succeed();                                     // or tenure.fail(reason)
 *     }
 *     return;
 * }
 * }</pre>
 *
 * <p>{@link io.pgchart.release.ReleaseRecord} is one revision, {@link io.pgchart.release.ReleaseHistory} all of them.
 * Whatever crashes in between, the next one that begins puts it right.
 */
@NullMarked
package io.pgchart.release;

import org.jspecify.annotations.NullMarked;
