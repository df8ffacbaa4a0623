/** Tests of manifests. Those whose names end in ServerTest ask a real API server. */
@NullMarked
package io.pgchart.manifest;

import org.jspecify.annotations.NullMarked;
