package io.pgchart.action;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A file with the password of one user at one address, which its owner alone can read. psql reads it when
 * {@code PGPASSFILE} names it, the JDBC driver when the system property {@code org.postgresql.pgpassfile} does.
 *
 * <p>Source: PostgreSQL's documentation, "The Password File".
 */
public record PasswordFile(NamedPath file) {

    private static final String OWNER_ONLY = "rw-------";

    /** Writes it anew; the password has no line break. */
    static PasswordFile write(NamedPath file, int port, String username, String password) {
        String line = ForwardedDatabase.HOST + ":" + port + ":*:" + escaped(username) + ":" + escaped(password) + "\n";
        Path path = file.path().toAbsolutePath();
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            // A file that others may read would go on to be one.
            Files.deleteIfExists(path);
            boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] permissions = isPosix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                    }
                    : new FileAttribute<?>[0];
            Files.createFile(path, permissions);
            Files.writeString(path, line);
        } catch (IOException e) {
            throw new InvalidInputException(List.of(new Problem(
                    "forwardPasswordFile",
                    "'" + file.shownAs() + "' can't be written (" + e.getClass().getSimpleName() + ")",
                    null,
                    "Remove what is in the way, or name another file: <forwardPasswordFile> in the POM,"
                            + " -Dpgchart.forward.passwordFile.")));
        }
        return new PasswordFile(file);
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }

    void remove() {
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            // It stays for its owner's eyes alone.
        }
    }
}
