package io.pgchart.it;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The cluster that a project of {@code src/it} deployed to, seen with other eyes than the plugin's.
 *
 * <p>Each project has a namespace that is called as its folder. A file {@code kubeconfig} beside the projects leads to the
 * stand-in that they were built on; without it {@code KUBECONFIG} says where the cluster is, and kubectl and helm look.
 */
public final class TestCluster {

    /** What is used to look, and to do what somebody else might do meanwhile. */
    interface View {

        /** An object as JSON, blank when there is none. */
        String get(String kind, String name);

        List<String> names(String kinds);

        /** The revisions of a release, as helm tells them. */
        List<?> history(String release);

        void createNamespace();
    }

    private final KubectlAndHelm tools;
    private final View view;

    /** @param basedir the copy of the project that was built */
    public TestCluster(File basedir) throws IOException {
        File kubeconfig = new File(basedir.getParentFile(), "kubeconfig");
        tools = new KubectlAndHelm(basedir.getName());
        view = kubeconfig.exists() ? new StandInView(kubeconfig, basedir.getName()) : tools;
    }

    /** Whether helm can look at it; what helm alone can tell is left out on the stand-in. */
    public boolean hasHelm() {
        return view == tools;
    }

    /** An object as the cluster has it; empty when it has none. */
    public Map<?, ?> get(String kind, String name) {
        String json = view.get(kind, name);
        return json.isBlank() ? Map.of() : (Map<?, ?>) parsed(json);
    }

    /** The names of the objects of a kind, or of several with commas between them, sorted: {@code job.batch/x}. */
    public List<String> names(String kinds) {
        return view.names(kinds);
    }

    /** The revisions of a release, the oldest first, each with {@code revision}, {@code status}, {@code description}. */
    public List<?> history(String release) {
        return view.history(release);
    }

    /** Makes the project's namespace. */
    public void createNamespace() {
        view.createNamespace();
    }

    /** What helm answers, about the project's namespace. */
    public String helm(String... arguments) {
        return tools.helm(arguments);
    }

    /** What helm answers to {@code -o json}. */
    public Object helmJson(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        return parsed(helm(all.toArray(String[]::new)));
    }

    /** What kubectl answers, about the project's namespace. */
    public String kubectl(String... arguments) {
        return tools.kubectl(arguments);
    }

    static Object parsed(String json) {
        return new Load(LoadSettings.builder().build()).loadFromString(json);
    }
}
