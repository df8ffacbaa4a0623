package io.pgchart.action;

import io.pgchart.cluster.PodPort;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import io.pgchart.manifest.LiveObject;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.ScalarNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live pod tells of its database: the port named {@code postgresql}, and by the variables of Docker's official
 * image user, database and where the password is.
 */
final class DatabasePod {

    private static final String PORT = "postgresql";
    private static final String USER = "POSTGRES_USER";
    private static final String DATABASE = "POSTGRES_DB";
    private static final String PASSWORD_FILE = "POSTGRES_PASSWORD_FILE";

    /** Where the password is. */
    record SecretKey(String secret, String key) {}

    private final LiveObject pod;
    private final MapNode container;

    private DatabasePod(LiveObject pod, MapNode container) {
        this.pod = pod;
        this.container = container;
    }

    static DatabasePod of(LiveObject pod) {
        MapNode container = container(pod.tree().mapsAt("spec", "containers"));
        if (container == null) {
            throw new ClusterException(new Problem(
                    pod.id().shortName(),
                    "has no container port named " + PORT + ", though its StatefulSet does",
                    null,
                    "Deploy again, so that the pod is replaced."));
        }
        return new DatabasePod(pod, container);
    }

    /** Whether the pods of a template have a database. */
    static boolean isTemplate(MapNode statefulSet) {
        return container(statefulSet.mapsAt("spec", "template", "spec", "containers")) != null;
    }

    private static @Nullable MapNode container(List<MapNode> containers) {
        for (MapNode container : containers) {
            if (port(container) != null) {
                return container;
            }
        }
        return null;
    }

    private static @Nullable Integer port(MapNode container) {
        for (MapNode port : container.mapsAt("ports")) {
            if (PORT.equals(port.text("name"))
                    && port.get("containerPort") instanceof ScalarNode number
                    && number.value() instanceof Long value) {
                return Math.toIntExact(value);
            }
        }
        return null;
    }

    PodPort port() {
        Integer port = port(container);
        if (port == null) {
            throw new IllegalStateException(pod + " has no port");
        }
        return new PodPort(pod.id().name(), port);
    }

    /** The superuser, {@code postgres} unless the image is told otherwise. */
    String username() {
        return variable(USER, "postgres");
    }

    /** The database that was made first, called as the superuser unless the image is told otherwise. */
    String database() {
        return variable(DATABASE, username());
    }

    /** The key of a Secret that the password's file is mounted from. */
    SecretKey password() {
        String file = variable(PASSWORD_FILE, "");
        for (MapNode mount : container.mapsAt("volumeMounts")) {
            String folder = mount.text("mountPath") + "/";
            if (file.startsWith(folder)) {
                SecretKey key = secretKey(String.valueOf(mount.text("name")), file.substring(folder.length()));
                if (key != null) {
                    return key;
                }
            }
        }
        throw new ClusterException(new Problem(
                pod.id().shortName(),
                PASSWORD_FILE + " is '" + file + "', expected a file that is mounted from a Secret",
                null,
                "Mount the password from a Secret, or leave <forwardPasswordFile> out."));
    }

    private @Nullable SecretKey secretKey(String volumeName, String file) {
        for (MapNode volume : pod.tree().mapsAt("spec", "volumes")) {
            MapNode secret = volume.map("secret");
            if (secret != null && volumeName.equals(volume.text("name"))) {
                String name = String.valueOf(secret.text("secretName"));
                for (MapNode item : secret.mapsAt("items")) {
                    if (file.equals(item.text("path"))) {
                        return new SecretKey(name, String.valueOf(item.text("key")));
                    }
                }
                return secret.get("items") == null ? new SecretKey(name, file) : null;
            }
        }
        return null;
    }

    private String variable(String name, String otherwise) {
        for (MapNode variable : container.mapsAt("env")) {
            if (name.equals(variable.text("name"))) {
                if (variable.get("valueFrom") != null) {
                    throw new ClusterException(new Problem(
                            pod.id().shortName(),
                            name + " comes from elsewhere, expected a value",
                            null,
                            "Write the value itself into the template of the StatefulSet."));
                }
                String value = variable.text("value");
                return value == null || value.isEmpty() ? otherwise : value;
            }
        }
        return otherwise;
    }
}
