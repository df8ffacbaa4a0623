package io.pgchart.action;

import io.pgchart.render.RenderedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A render in a warm JVM, with the chart kept, into a directory that has it already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RenderBenchmark {

    private final ExampleRelease release = new ExampleRelease(Path.of("bench/values.yaml"));
    private final Inputs inputs = release.named("postgresql");
    private OutputDirectory directory;

    @Setup
    public void writeOnce() throws IOException {
        Path folder = Files.createTempDirectory("pgchart-bench");
        directory = new OutputDirectory(new NamedPath(folder, "bench"));
        directory.write(OutputFiles.of(release.render(inputs), inputs));
    }

    /** Merges and checks the values, renders, checks, writes text and compares it with the files that are there. */
    @Benchmark
    public List<?> mergeRenderAndLeaveTheFilesAlone() {
        Inputs merged = release.named("postgresql");
        return directory.write(OutputFiles.of(release.render(merged), merged));
    }

    /** From merged values to checked manifests alone. */
    @Benchmark
    public RenderedRelease render() {
        return release.render(inputs);
    }
}
