/**
 * Text to tree and tree to text: YAML as helm, kubectl and this plugin all read it.
 *
 * <p>The only user of the YAML library, with its safety limits in one place. It knows nothing of charts, values or
 * Kubernetes. Begin with {@link io.pgchart.yaml.Node}, then {@link io.pgchart.yaml.YamlReader}.
 */
@NullMarked
package io.pgchart.yaml;

import org.jspecify.annotations.NullMarked;
