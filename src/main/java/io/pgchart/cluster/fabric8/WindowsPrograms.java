package io.pgchart.cluster.fabric8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds the file of a program where Windows' shells, and kubectl, find it.
 *
 * <p>Windows itself, which Java asks, knows programs without an extension as {@code .exe} alone, and many credential plugins
 * are a {@code .cmd} or a {@code .bat}. Source: Go's os/exec, lp_windows.go.
 *
 * @param variables of this process; their names are written in any case
 * @param isFile whether there is a file of that name
 */
record WindowsPrograms(Map<String, String> variables, Predicate<String> isFile) {

    private static final String EXTENSIONS = ".com;.exe;.bat;.cmd";
    private static final Pattern HAS_EXTENSION = Pattern.compile(".*\\.[^.:/\\\\]*");
    private static final Pattern HAS_FOLDER = Pattern.compile(".*[:/\\\\].*");

    /** The file of a command, or the command as it is when there is none: then Windows says so. */
    String find(String command) {
        for (String candidate : candidates(command)) {
            if (isFile.test(candidate)) {
                return candidate;
            }
        }
        return command;
    }

    private List<String> candidates(String command) {
        List<String> candidates = new ArrayList<>();
        if (HAS_FOLDER.matcher(command).matches()) {
            addNames(command, candidates);
        } else {
            for (String folder : variable("PATH", "").split(";", -1)) {
                String plain = folder.replace("\"", "");
                if (!plain.isBlank()) {
                    addNames(plain.endsWith("\\") ? plain + command : plain + "\\" + command, candidates);
                }
            }
        }
        return candidates;
    }

    private void addNames(String file, List<String> names) {
        if (HAS_EXTENSION.matcher(file).matches()) {
            names.add(file);
        }
        for (String extension : variable("PATHEXT", EXTENSIONS).split(";", -1)) {
            if (!extension.isBlank()) {
                String lower = extension.strip().toLowerCase(Locale.ROOT);
                names.add(file + (lower.startsWith(".") ? lower : "." + lower));
            }
        }
    }

    private String variable(String name, String otherwise) {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (variable.getKey().equalsIgnoreCase(name) && !variable.getValue().isBlank()) {
                return variable.getValue();
            }
        }
        return otherwise;
    }
}
