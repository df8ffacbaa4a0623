package io.pgchart.mojo;

import io.pgchart.action.ChartRequest;
import io.pgchart.action.NamedPath;
import io.pgchart.action.RenderRequest;
import io.pgchart.action.RolloutOptions;
import io.pgchart.action.ValuesRequest;
import io.pgchart.action.Workbench;
import io.pgchart.cluster.RefusedException;
import io.pgchart.cluster.kubeconfig.ConnectionRequest;
import io.pgchart.error.PgChartException;
import io.pgchart.report.Reporter;
import io.pgchart.report.TextReporter;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What all goals share: the parameters that choose chart and values, skipping, and how failures are told. */
abstract class AbstractPgChartMojo extends AbstractMojo {

    /** Skips every goal of this plugin. */
    @Parameter(property = "pgchart.skip", defaultValue = "false")
    private boolean skip;

    /**
     * A chart of your own: a directory with {@code Chart.yaml}, {@code values.yaml} and {@code templates/}. Without it
     * the chart in the plugin is used.
     */
    @Parameter(property = "pgchart.chartDirectory")
    private @Nullable File chartDirectory;

    /**
     * A directory of the chart's layout whose files replace those of the chart, or join them. By default
     * {@code src/main/pgchart/chart}, if it is there.
     */
    @Parameter(property = "pgchart.overlayDirectory")
    private @Nullable File overlayDirectory;

    /**
     * Files with values, in order: later ones win. By default {@code src/main/pgchart/values.yaml}, if it is there; a
     * file that is named and missing is an error. <code>${…}</code> in their scalars is replaced by properties of the
     * project, the environment and the settings; <code>${server:id.username}</code> and
     * <code>${server:id.password}</code> by what the settings have for that server, decrypted.
     */
    @Parameter(property = "pgchart.valuesFiles")
    private @Nullable List<File> valuesFiles;

    /**
     * Values as nested elements, stronger than the files. Children are a map, or the items of a list where the schema
     * has one; {@code <entry key="prometheus.io/scrape">} is for keys that XML can't spell; {@code nil="true"} is null
     * and removes a key, an empty element is an empty string. Properties {@code pgchart.values.<path>} of the project,
     * and then those given by {@code -D}, are stronger still.
     */
    @Parameter
    private @Nullable PlexusConfiguration values;

    /** The strongest values, in the grammar of Helm's {@code --set}: {@code a.b=c,d[0]=e}. */
    @Parameter(property = "pgchart.set")
    private @Nullable String set;

    /** The Helm release. Objects are named after the chart; the value {@code fullnameOverride} renames them. */
    @Parameter(property = "pgchart.releaseName", defaultValue = "postgresql")
    private String releaseName;

    /**
     * The namespace of the release. Without it, rendered manifests name none, and what talks to a cluster takes the
     * namespace of its context, {@code default} where that has none.
     */
    @Parameter(property = "pgchart.namespace")
    private @Nullable String namespace;

    /** Where the manifests are written. */
    @Parameter(property = "pgchart.outputDirectory", defaultValue = "${project.build.directory}/pgchart")
    private File outputDirectory;

    /**
     * The kubeconfig file. By default kubectl's rules hold: the files that {@code KUBECONFIG} lists,
     * {@code ~/.kube/config}, or the service account of the pod that the build runs in.
     */
    @Parameter(property = "pgchart.kubeconfig")
    private @Nullable File kubeconfig;

    /** The context of the kubeconfig. By default its current one; see {@code allowCurrentContext}. */
    @Parameter(property = "pgchart.context")
    private @Nullable String context;

    /**
     * Lets a goal that is bound to a phase change the cluster of the current context of {@code ~/.kube/config}. Without
     * it such a build is refused unless {@code context}, {@code kubeconfig} or {@code KUBECONFIG} chooses the cluster.
     */
    @Parameter(property = "pgchart.allowCurrentContext", defaultValue = "false")
    private boolean allowCurrentContext;

    /** How long each wave, each removal and each hook without a time of its own may take: {@code 2m30s}, {@code PT5M}. */
    @Parameter(property = "pgchart.timeout", defaultValue = "5m")
    private String timeout;

    /** Whether a workload has to be ready for the goal to succeed. */
    @Parameter(property = "pgchart.wait", defaultValue = "true")
    private boolean wait;

    /** Takes fields that another field manager owns, instead of failing with a conflict. */
    @Parameter(property = "pgchart.forceConflicts", defaultValue = "false")
    private boolean forceConflicts;

    /** Takes objects that are there already and belong to another release or to none. */
    @Parameter(property = "pgchart.takeOwnership", defaultValue = "false")
    private boolean takeOwnership;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution mojoExecution;

    private final SettingsDecrypter settingsDecrypter;

    // Maven sets the parameters after construction.
    @SuppressWarnings("NullAway.Init")
    AbstractPgChartMojo(SettingsDecrypter settingsDecrypter) {
        this.settingsDecrypter = settingsDecrypter;
    }

    /** Does what the goal is for. */
    abstract void run(Reporter reporter);

    /** Whether this goal alone is to be skipped. */
    abstract boolean isGoalSkipped();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        String goalProperty = "pgchart." + mojoExecution.getGoal() + ".skip";
        if (skip || isGoalSkipped()) {
            getLog().info("Skipped by " + (skip ? "pgchart.skip" : goalProperty) + ".");
            return;
        }
        try {
            run(new TextReporter(new MavenLogSink(getLog())));
        } catch (PgChartException e) {
            throw new MojoFailureException(e.getMessage());
        } catch (RefusedException e) {
            throw new MojoFailureException(ClusterAccess.told(e));
        } catch (RuntimeException e) {
            throw new MojoExecutionException(
                    "This is a bug of pgchart (" + e
                            + "). Please report it with the output of the same command and -e.",
                    e);
        }
    }

    /** What to render of which release. */
    final RenderRequest renderRequest() {
        return renderRequest(namespace);
    }

    /** The same in a namespace that was found out. */
    final RenderRequest renderRequest(@Nullable String known) {
        NamedPath output = build().paths().named(outputDirectory);
        File basedir = project.getBasedir();
        return new RenderRequest(
                releaseName, known, chartRequest(), valuesRequest(), output, basedir == null ? null : basedir.toPath());
    }

    final ChartRequest chartRequest() {
        return build().chart(chartDirectory, overlayDirectory);
    }

    final ValuesRequest valuesRequest() {
        return build().values(valuesFiles, values, set);
    }

    final String releaseName() {
        return releaseName;
    }

    final RolloutOptions rolloutOptions() {
        return new RolloutOptions(TimeoutText.parse(timeout), wait, forceConflicts, takeOwnership);
    }

    /** Begins to connect to the cluster, for a goal that changes it or only looks at it. */
    final Workbench workbench(Reporter reporter, boolean changes) {
        Path trace = build().paths().named(outputDirectory).path().resolve("trace.log");
        Path file = kubeconfig == null ? null : kubeconfig.toPath();
        boolean mayBeImplicit = !changes || allowCurrentContext || build().isTyped();
        return new ClusterAccess(new ConnectionRequest(file, context, namespace), mayBeImplicit, trace)
                .open(reporter, build().name());
    }

    final Build build() {
        return new Build(session, project, mojoExecution, settingsDecrypter);
    }
}
