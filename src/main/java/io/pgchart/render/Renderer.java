package io.pgchart.render;

import com.github.mustachejava.Mustache;
import io.pgchart.chart.Chart;
import io.pgchart.chart.ChartFile;
import io.pgchart.error.Problems;
import io.pgchart.hook.ReleaseObjects;
import io.pgchart.manifest.Manifest;
import io.pgchart.manifest.Manifests;
import io.pgchart.yaml.KeptYaml;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders a chart, any number of times: its templates are checked and compiled once.
 *
 * <p>Pure: the same values give the same bytes. Safe for use by several threads.
 */
public final class Renderer {

    private static final String CONFIG_HASH = "configHash";

    private final Chart chart;
    private final List<Compiled> files;
    /** Templates that do not name the hash of the ConfigMaps, before those that do. */
    private final List<Compiled> templates;

    private final List<Compiled> hashingTemplates;
    private final @Nullable Compiled notes;

    /**
     * A file that was checked and compiled.
     *
     * @param mustache null for a file without tags, which has nothing to run
     * @param yaml reads what a template writes
     */
    private record Compiled(ChartFile file, @Nullable Mustache mustache, KeptYaml yaml) {}

    private Renderer(
            Chart chart,
            List<Compiled> files,
            List<Compiled> templates,
            List<Compiled> hashingTemplates,
            @Nullable Compiled notes) {
        this.chart = chart;
        this.files = files;
        this.templates = templates;
        this.hashingTemplates = hashingTemplates;
        this.notes = notes;
    }

    /**
     * Checks and compiles the templates of a chart.
     *
     * @throws io.pgchart.error.InvalidInputException with every problem of every template
     */
    public static Renderer of(Chart chart, Problems problems) {
        return new Builder(chart, problems).build();
    }

    /**
     * Renders a release.
     *
     * @param values merged and checked against the chart's schema
     * @param namespace what the manifests name as theirs, or null for none
     * @param problems takes what the templates and the objects that they made have against them
     */
    public RenderedRelease render(MapNode values, ReleaseFacts release, @Nullable String namespace, Problems problems) {
        Map<String, Node> names = Names.of(chart, values, release);
        names.put("Files", files(names, problems));
        List<Manifest> manifests = new ArrayList<>();
        for (Compiled template : templates) {
            manifests.addAll(manifests(template, names, problems));
        }
        if (!hashingTemplates.isEmpty()) {
            names.put(CONFIG_HASH, Names.text(ConfigHash.of(manifests)));
        }
        for (Compiled template : hashingTemplates) {
            manifests.addAll(manifests(template, names, problems));
        }
        String notesText = notes == null ? "" : notes(notes, names, release, problems);
        return new RenderedRelease(ReleaseObjects.of(Manifests.in(namespace, manifests), problems), notesText);
    }

    private MapNode files(Map<String, Node> names, Problems problems) {
        Map<String, Node> rendered = new LinkedHashMap<>();
        for (Compiled file : files) {
            String path = file.file().path().substring(Chart.FILES.length());
            String text = file.mustache() == null
                    ? file.file().text()
                    : run(file, names, Output.ofText(problems)).text();
            rendered.put(path, Names.text(text));
        }
        return Names.map(rendered);
    }

    private static List<Manifest> manifests(Compiled template, Map<String, Node> names, Problems problems) {
        Output output = run(template, names, Output.ofManifests(problems));
        List<Node> documents = template.yaml().documents(output.text(), output, problems);
        return Manifests.of(documents, template.file().path(), problems);
    }

    private static String notes(Compiled notes, Map<String, Node> names, ReleaseFacts release, Problems problems) {
        Map<String, Node> notesNames = new LinkedHashMap<>(names);
        notesNames.put("Release", Names.notesRelease(release));
        return run(notes, notesNames, Output.ofText(problems)).text();
    }

    private static Output run(Compiled template, Map<String, Node> names, Output output) {
        Objects.requireNonNull(template.mustache()).execute(output, List.of(Names.map(names)));
        return output;
    }

    /** Reads, checks and compiles; used once. */
    private static final class Builder {

        private final Chart chart;
        private final Problems problems;
        private final Map<String, TemplateSource> sources = new LinkedHashMap<>();
        private final Map<String, TemplateSource> partials = new LinkedHashMap<>();
        private final NameCache names = new NameCache();

        Builder(Chart chart, Problems problems) {
            this.chart = chart;
            this.problems = problems;
        }

        Renderer build() {
            for (ChartFile template : chart.templates()) {
                TemplateSource source = read(template);
                if (template.isPartial()) {
                    String name = template.name();
                    partials.put(name.substring(0, name.lastIndexOf('.')), source);
                }
            }
            for (ChartFile file : chart.files()) {
                read(file);
            }
            if (chart.notes() != null) {
                read(chart.notes());
            }
            Set<String> hashing = check();
            problems.throwIfAny();
            sources.putAll(partials);
            TemplateCompiler compiler = new TemplateCompiler(sources, names);
            List<Compiled> early = new ArrayList<>();
            List<Compiled> late = new ArrayList<>();
            for (ChartFile template : chart.templates()) {
                if (!template.isPartial()) {
                    (hashing.contains(template.path()) ? late : early).add(compile(compiler, template));
                }
            }
            List<Compiled> files = new ArrayList<>();
            for (ChartFile file : chart.files()) {
                // The library's parser looks at each character, and most files are scripts without a tag.
                boolean isConstant = source(file).tags().isEmpty();
                files.add(
                        isConstant ? new Compiled(file, null, new KeptYaml(file.shownAs())) : compile(compiler, file));
            }
            Compiled notes = chart.notes() == null ? null : compile(compiler, chart.notes());
            return new Renderer(chart, files, early, late, notes);
        }

        private TemplateSource read(ChartFile file) {
            TemplateSource source = TemplateSource.read(file, problems);
            sources.put(file.path(), source);
            return source;
        }

        /**
         * Checks the names of all that is rendered; returns the paths of the templates that name the hash of the
         * ConfigMaps. Paths, because the first hash of a record makes classes at run time.
         */
        private Set<String> check() {
            Set<String> hashing = new HashSet<>();
            Map<String, Shape> shapes = Names.shapes(chart);
            Map<String, Shape> withoutFiles = new LinkedHashMap<>(shapes);
            withoutFiles.remove("Files");
            withoutFiles.remove(CONFIG_HASH);
            NameCheck ofFiles = check(withoutFiles);
            for (ChartFile file : chart.files()) {
                ofFiles.check(source(file));
            }
            NameCheck ofTemplates = check(shapes);
            for (ChartFile template : chart.templates()) {
                if (!template.isPartial() && ofTemplates.check(source(template)).contains(CONFIG_HASH)) {
                    hashing.add(template.path());
                }
            }
            if (chart.notes() != null) {
                Map<String, Shape> ofNotes = new LinkedHashMap<>(shapes);
                ofNotes.put("Release", new Shape.OfExample(Names.notesRelease(ReleaseFacts.install("x", "x"))));
                check(ofNotes).check(source(chart.notes()));
            }
            return hashing;
        }

        private NameCheck check(Map<String, Shape> known) {
            return new NameCheck(known, partials, names, problems);
        }

        private TemplateSource source(ChartFile file) {
            TemplateSource source = sources.get(file.path());
            if (source == null) {
                throw new IllegalStateException("was not read: " + file.path());
            }
            return source;
        }

        private Compiled compile(TemplateCompiler compiler, ChartFile file) {
            return new Compiled(file, compiler.compile(file.path()), new KeptYaml(file.shownAs()));
        }
    }
}
