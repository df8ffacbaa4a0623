package io.pgchart.chart;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads a chart from the plugin or from a directory; the only access to files in this package. */
public final class ChartLoader {

    /** Where the chart lies in the plugin's jar. */
    private static final String BUILT_IN = "chart/";

    /** Its files, a line each: to look for them among the thousands of the jar takes as long as to read them. */
    static final String FILE_LIST = "io/pgchart/chart/files.txt";

    /** Far beyond any template; a chart must fit into a release record of 1 MiB. */
    private static final long MAX_FILE_SIZE = 1024 * 1024;

    private ChartLoader() {}

    /**
     * The chart of the plugin.
     *
     * @param overlay a directory whose files replace the chart's or join them, or null
     * @throws io.pgchart.error.InvalidInputException when the overlay can't be read
     */
    public static Chart builtIn(@Nullable ChartDirectory overlay, Problems problems) {
        Map<String, RawFile> files = new TreeMap<>();
        try {
            readBuiltIn(files);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The plugin's own chart can't be read.", e);
        }
        return load(files, "chart", overlay, problems);
    }

    /**
     * A chart of the user's own.
     *
     * @throws io.pgchart.error.InvalidInputException when it can't be read
     */
    public static Chart fromDirectory(ChartDirectory directory, @Nullable ChartDirectory overlay, Problems problems) {
        Map<String, RawFile> files = new TreeMap<>();
        readDirectory(directory, files, problems);
        return load(files, directory.shownAs(), overlay, problems);
    }

    private static Chart load(
            Map<String, RawFile> files, String shownAs, @Nullable ChartDirectory overlay, Problems problems) {
        if (overlay != null) {
            readDirectory(overlay, files, problems);
        }
        problems.throwIfAny();
        return new ChartReader(files, shownAs, problems).read();
    }

    private static void readBuiltIn(Map<String, RawFile> files) throws IOException, URISyntaxException {
        URL url = ChartLoader.class.getResource("/" + BUILT_IN + ChartReader.METADATA);
        if (url == null) {
            throw new IOException("no " + BUILT_IN + " on the class path");
        }
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                readJar(file, files);
            }
            return;
        }
        Path metadata = Path.of(url.toURI());
        Problems none = new Problems();
        readDirectory(new ChartDirectory(metadata.resolveSibling("."), "chart"), files, none);
        none.throwIfAny();
    }

    private static void readJar(JarFile jar, Map<String, RawFile> files) throws IOException {
        String list = new String(content(jar, FILE_LIST), StandardCharsets.UTF_8);
        for (String path : list.strip().split("\n", -1)) {
            String name = BUILT_IN + path;
            files.put(path, new RawFile(content(jar, name), name));
        }
    }

    private static byte[] content(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            throw new IOException("no " + name + " in " + jar.getName());
        }
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        }
    }

    private static void readDirectory(ChartDirectory directory, Map<String, RawFile> files, Problems problems) {
        if (!Files.isDirectory(directory.path())) {
            boolean exists = Files.exists(directory.path());
            problems.add(new Problem(
                    directory.shownAs(),
                    exists ? "is a file, expected a directory" : "does not exist, expected a chart's directory",
                    null,
                    "Write the path of a directory, relative to the project."));
            return;
        }
        try (Stream<Path> tree = Files.walk(directory.path(), FileVisitOption.FOLLOW_LINKS)) {
            tree.filter(Files::isRegularFile).forEach(file -> readFile(directory, file, files, problems));
        } catch (IOException e) {
            problems.add(unreadable(directory.shownAs(), e));
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            problems.add(unreadable(directory.shownAs(), cause == null ? new IOException(e) : cause));
        }
    }

    private static void readFile(ChartDirectory directory, Path file, Map<String, RawFile> files, Problems problems) {
        String path = directory.path().relativize(file).toString().replace('\\', '/');
        if (isIgnored(path)) {
            return;
        }
        String shownAs = directory.shownAs() + "/" + path;
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_SIZE) {
                problems.add(new Problem(
                        shownAs,
                        "has " + size + " bytes, expected at most " + MAX_FILE_SIZE,
                        null,
                        "A chart holds text of that size at most; remove the file."));
                return;
            }
            files.put(path, new RawFile(Files.readAllBytes(file), shownAs));
        } catch (IOException e) {
            problems.add(unreadable(shownAs, e));
        }
    }

    /** Hidden files and what editors leave behind. */
    private static boolean isIgnored(String path) {
        return path.startsWith(".") || path.contains("/.") || path.endsWith("~") || path.endsWith(".orig");
    }

    private static Problem unreadable(String shownAs, IOException e) {
        if (e instanceof FileSystemLoopException) {
            return new Problem(
                    shownAs, "holds a link to a directory above it", null, "Remove the link " + e.getMessage() + ".");
        }
        return new Problem(
                shownAs,
                "can't be read (" + e.getClass().getSimpleName() + ")",
                null,
                "Give the user of the build the right to read it.");
    }
}
