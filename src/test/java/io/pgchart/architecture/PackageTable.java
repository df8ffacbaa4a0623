package io.pgchart.architecture;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The two tables of {@code docs/architecture.md}: the packages, top-down, and the Java packages of each library. */
record PackageTable(List<Row> rows, Map<String, List<String>> libraries) {

    static final String ROOT = "io.pgchart";
    private static final Path PAGE = Path.of("docs", "architecture.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    enum Kind {
        PURE,
        EFFECTS,
        EDGE
    }

    /** One package: its name below the root, why it is there, and what it may use. */
    record Row(String name, String purpose, Kind kind, List<String> mayUse, List<String> libraries) {

        String packageName() {
            return ROOT + "." + name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static PackageTable read() {
        List<String> lines = lines();
        return new PackageTable(
                table(lines, "package").map(PackageTable::row).toList(),
                table(lines, "library")
                        .collect(toMap(cells -> names(cells.get(0)).get(0), cells -> names(cells.get(1)))));
    }

    /** The packages, ArchUnit style, that classes of this row may depend on, whatever they are used for. */
    String[] allowed(Row row) {
        Stream<String> own = Stream.of(row.name(), "error").map(name -> ROOT + "." + name);
        Stream<String> used = row.mayUse().stream().map(name -> ROOT + "." + name);
        Stream<String> outside = row.libraries().stream()
                .flatMap(library -> libraries.getOrDefault(library, List.of()).stream())
                .map(name -> name + "..");
        return Stream.of(Stream.of("java..", "org.jspecify.annotations"), own, used, outside)
                .flatMap(names -> names)
                .toArray(String[]::new);
    }

    private static Row row(List<String> cells) {
        return new Row(
                names(cells.get(0)).get(0),
                cells.get(1),
                Kind.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
                names(cells.get(3)),
                names(cells.get(4)));
    }

    /** The cells of the table whose first heading is this, row by row. */
    private static Stream<List<String>> table(List<String> lines, String heading) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
    }

    private static List<String> names(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
