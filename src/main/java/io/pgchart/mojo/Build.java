package io.pgchart.mojo;

import io.pgchart.action.ChartRequest;
import io.pgchart.action.ValuesRequest;
import io.pgchart.cluster.Tunnel;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** The build that a goal runs in, and what its parameters mean there. */
record Build(MavenSession session, MavenProject project, MojoExecution execution, SettingsDecrypter settingsDecrypter) {

    private static final String VALUES_FILE = "src/main/pgchart/values.yaml";
    private static final String OVERLAY = "src/main/pgchart/chart";

    ProjectPaths paths() {
        return new ProjectPaths(session, project);
    }

    ChartRequest chart(@Nullable File directory, @Nullable File overlay) {
        ProjectPaths paths = paths();
        return new ChartRequest(
                directory == null ? null : paths.named(directory),
                overlay == null ? paths.ifThere(OVERLAY) : paths.named(overlay));
    }

    ValuesRequest values(@Nullable List<File> files, @Nullable PlexusConfiguration values, @Nullable String set) {
        return new ValuesRequest(
                paths().files(files, VALUES_FILE),
                values == null ? null : PomValues.read(values),
                PropertyLookup.texts(project.getProperties()),
                PropertyLookup.texts(session.getUserProperties()),
                set,
                session.getUserProperties().containsKey("pgchart.set") ? "-Dpgchart.set" : "pom.xml <set>",
                new PropertyLookup(session, execution, settingsDecrypter));
    }

    /** Whether the goal was typed, and is not bound to a phase. */
    boolean isTyped() {
        return execution.getSource() != MojoExecution.Source.LIFECYCLE;
    }

    /** What is being built, for people. */
    String name() {
        return project.getGroupId() + ":" + project.getArtifactId();
    }

    /** What goals of this build have deployed or are at, in all its modules. */
    @SuppressWarnings("unchecked")
    ConcurrentMap<String, CompletableFuture<String>> deployed() {
        return (ConcurrentMap<String, CompletableFuture<String>>)
                shared().computeIfAbsent("deployed", key -> new ConcurrentHashMap<String, CompletableFuture<String>>());
    }

    /** The tunnels that goals of this build have opened; closed with it. */
    @SuppressWarnings("unchecked")
    ConcurrentMap<String, Tunnel> tunnels() {
        EndOfBuild end = end();
        return (ConcurrentMap<String, Tunnel>) shared().computeIfAbsent(own("tunnels"), key -> {
            ConcurrentMap<String, Tunnel> tunnels = new ConcurrentHashMap<>();
            end.close(() -> tunnels.values().forEach(Tunnel::close));
            return tunnels;
        });
    }

    /** What becomes of this build's open ends. */
    EndOfBuild end() {
        return (EndOfBuild) shared().computeIfAbsent(own("end"), key -> EndOfBuild.of(session.getRequest()));
    }

    /** Sets a property of the project, for the goals that come after this one. */
    void setProperty(String name, String value) {
        project.getProperties().setProperty(name, value);
    }

    /** A key for this class realm alone: a module that gives the plugin other dependencies has its own classes of it. */
    private static String own(String name) {
        return name + " " + System.identityHashCode(Build.class.getClassLoader());
    }

    private Map<String, Object> shared() {
        return session.getPluginContext(
                execution.getMojoDescriptor().getPluginDescriptor(), session.getTopLevelProject());
    }
}
