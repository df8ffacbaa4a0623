package io.pgchart.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One Java file, parsed by the JDK's own compiler but not compiled. */
record SourceFile(Path path, CompilationUnitTree unit, DocTrees trees) {

    /** Every Java file below a folder. */
    static List<SourceFile> under(Path folder) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> found = Files.walk(folder);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> paths = found.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            DocTrees trees = DocTrees.instance(task);
            List<SourceFile> parsed = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                parsed.add(new SourceFile(Path.of(unit.getSourceFile().toUri()), unit, trees));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines the file has. */
    int lines() {
        return (int) text().lines().count();
    }

    /** How many lines a part of the file takes, its comment left out. */
    int lines(Tree part) {
        long start = trees.getSourcePositions().getStartPosition(unit, part);
        long end = trees.getSourcePositions().getEndPosition(unit, part);
        return (int) (unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1);
    }

    /** The text of the Javadoc before a declaration, null where there is none. */
    @Nullable
    String comment(TreePath declaration) {
        DocCommentTree comment = trees.getDocCommentTree(declaration);
        return comment == null ? null : comment.toString();
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return Path.of("").toAbsolutePath().relativize(path).toString();
    }
}
