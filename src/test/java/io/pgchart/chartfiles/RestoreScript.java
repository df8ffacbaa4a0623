package io.pgchart.chartfiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code restore.sh} in an environment like that of its pod, with a repository that is a directory, read by a pgBackRest
 * that only knows how to list and get, and a disk as full as the test says.
 */
final class RestoreScript {

    /** What restoring ends with here, after its arguments were told: before any server is needed. */
    static final int RESTORING = 77;

    private static final String PGBACKREST = """
            #!/bin/sh
            path=$REPOSITORY/$2
            case $1 in
              repo-ls)
                shift 2
                filter=. order=
                for option; do
                  case $option in --filter=*) filter=${option#*=} ;; --sort=desc) order=-r ;; esac
                done
                [ ! -d "$path" ] || ls "$path" | grep -E "$filter" | sort $order
                exit "${LIST_CODE:-0}" ;;
              repo-get) cat "$path" 2>/dev/null || exit 55 ;;
              archive-get) if [ -f "$REPOSITORY/wal/$2" ]; then cp "$REPOSITORY/wal/$2" "$3"; else exit "${ARCHIVE_GET_CODE:-1}"; fi ;;
              restore) echo "$*"; exit 77 ;;
              *) exit 25 ;;
            esac
            """;
    private static final String DF = """
            #!/bin/sh
            for directory; do :; done
            case $directory in */wal) echo "Avail $FREE_WAL" ;; *) echo "Avail $FREE" ;; esac | tr ' ' '\\n'
            """;
    private static final String POSTGRES = """
            #!/bin/sh
            for setting; do :; done
            case $setting in max_wal_size) echo "$MAX_WAL_SIZE" ;; wal_keep_size) echo 0 ;; *) exit 1 ;; esac
            """;

    final Path volume;
    final Path data;
    final Path repository;
    final Map<String, String> variables = new LinkedHashMap<>();
    private final Path bin;

    /** @param output what it wrote, errors included */
    record Ended(int code, String output) {}

    RestoreScript(Path home) {
        volume = directory(home.resolve("data"));
        data = directory(volume.resolve("pgdata"));
        repository = directory(home.resolve("repository"));
        bin = directory(home.resolve("bin"));
        command("pgbackrest", PGBACKREST);
        command("df", DF);
        command("postgres", POSTGRES);
        variables.put("PATH", bin + ":" + System.getenv("PATH"));
        variables.put("TMPDIR", directory(home.resolve("tmp")).toString());
        variables.put("REPOSITORY", repository.toString());
        variables.put("POD_NAME", "postgresql-0");
        variables.put("PGDATA", data.toString());
        variables.put("PGBACKREST_STANZA", "main");
        variables.put("PGBACKREST_REPO1_PATH", "/orders/orders-db/postgresql-0");
        variables.put("FREE", "1000000000000");
        variables.put("FREE_WAL", "1000000000000");
        variables.put("MAX_WAL_SIZE", "1024");
    }

    Ended run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("sh", Path.of("chart", "files", "restore.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Puts a WAL file into the archive's listing; what it holds only {@link #fetchable} gives away. */
    void archived(String wal) {
        file(repository.resolve("archive/main/15-1/" + wal.substring(0, 16) + "/" + wal + "-0123abcd.gz"), "");
    }

    void fetchable(String wal, String content) {
        file(repository.resolve("wal").resolve(wal), content);
    }

    static void file(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void command(String name, String script) {
        Path file = bin.resolve(name);
        file(file, script);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
