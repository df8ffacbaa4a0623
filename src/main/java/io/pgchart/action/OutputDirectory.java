package io.pgchart.action;

import io.pgchart.error.InvalidInputException;
import io.pgchart.error.Problem;
import io.pgchart.hook.HookEvent;
import io.pgchart.report.FileChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a rendering is written into: files that are equal are left alone, and those of an earlier rendering
 * that are not among the new ones are removed. What is not named as a rendering names its files is not touched.
 *
 * <p>Everything is written beside its place first, and moved there when all could be written.
 */
final class OutputDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final String UNFINISHED = ".pgchart-new";

    /** The folders of rendered files, with how files are named there; a build that was killed leaves unfinished ones. */
    private static final Map<String, Pattern> FOLDERS = folders();

    private final NamedPath directory;

    OutputDirectory(NamedPath directory) {
        this.directory = directory;
    }

    /**
     * Writes the files.
     *
     * @return what changed
     * @throws InvalidInputException when the directory can't be written
     */
    List<FileChange> write(List<OutputFile> files) {
        try {
            return replace(files);
        } catch (IOException e) {
            throw new InvalidInputException(List.of(new Problem(
                    directory.shownAs(),
                    "can't be written (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    null,
                    "Remove what is in the way, or set <outputDirectory> in the POM or -Dpgchart.outputDirectory.")));
        }
    }

    private List<FileChange> replace(List<OutputFile> files) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        Map<Path, Path> unfinished = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>();
        try {
            for (OutputFile file : files) {
                Path target = directory.path().resolve(file.path());
                wanted.add(file.path());
                byte[] content = file.text().getBytes(StandardCharsets.UTF_8);
                BasicFileAttributes present = attributes(target);
                boolean exists = present != null && present.isRegularFile();
                boolean sameSize = present != null && present.size() == content.length;
                if (!exists || !sameSize || !isSame(target, content, file.ownerOnly())) {
                    unfinished.put(writeBeside(target, content, file.ownerOnly()), target);
                    changes.add(new FileChange(exists ? '~' : '+', file.path()));
                }
            }
            for (Map.Entry<Path, Path> move : unfinished.entrySet()) {
                Files.move(move.getKey(), move.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path left : unfinished.keySet()) {
                Files.deleteIfExists(left);
            }
        }
        changes.addAll(removeStale(wanted));
        return changes;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException absent) {
            return null;
        }
    }

    private static boolean isSame(Path file, byte[] content, boolean ownerOnly) throws IOException {
        return Arrays.equals(Files.readAllBytes(file), content)
                && (!ownerOnly
                        || !isPosix(file)
                        || Files.getPosixFilePermissions(file).equals(OWNER_ONLY));
    }

    private static Path writeBeside(Path target, byte[] content, boolean ownerOnly) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            throw new IOException("no folder for " + target);
        }
        Files.createDirectories(folder);
        // Found out now, while nothing has been replaced.
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "a directory is in its place");
        }
        Path unfinished = folder.resolve(target.getFileName() + UNFINISHED);
        Files.deleteIfExists(unfinished);
        if (ownerOnly && isPosix(folder)) {
            FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
            Files.createFile(unfinished, permissions);
        }
        return Files.write(unfinished, content);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private List<FileChange> removeStale(Set<String> wanted) throws IOException {
        List<FileChange> removed = new ArrayList<>();
        for (Map.Entry<String, Pattern> folder : FOLDERS.entrySet()) {
            Path path = directory.path().resolve(folder.getKey());
            for (String name : names(path)) {
                String file = folder.getKey() + "/" + name;
                boolean isOurs = folder.getValue().matcher(name).matches() && Files.isRegularFile(path.resolve(name));
                if (isOurs && !wanted.contains(file)) {
                    Files.delete(path.resolve(name));
                    removed.add(new FileChange('-', file));
                }
            }
        }
        Path notes = directory.path().resolve("NOTES.txt");
        if (!wanted.contains("NOTES.txt") && Files.deleteIfExists(notes)) {
            removed.add(new FileChange('-', "NOTES.txt"));
        }
        return removed;
    }

    private static Map<String, Pattern> folders() {
        List<String> events = new ArrayList<>();
        for (HookEvent event : HookEvent.values()) {
            events.add(event.toString());
        }
        String end = "-.+\\.yaml(" + Pattern.quote(UNFINISHED) + ")?";
        Map<String, Pattern> folders = new LinkedHashMap<>();
        folders.put("manifests", Pattern.compile("[0-9]{2,}-[a-z0-9]+" + end));
        folders.put("hooks", Pattern.compile("(" + String.join("|", events) + ")" + end));
        return folders;
    }

    /** The names of what a folder holds, sorted; none when it is no folder. */
    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    names.add(String.valueOf(file.getFileName()));
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Collections.sort(names);
        return names;
    }
}
