package io.pgchart.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/**
 * Keeps files, methods and signatures small enough to be read at once.
 *
 * <p>What passes a ceiling is split by reason to change, never by counting lines; the ceilings don't move.
 */
final class SourceSizeTest {

    private static final int MAIN_FILE = 250;
    private static final int TEST_FILE = 400;
    private static final int METHOD = 35;
    private static final int CONSTRUCTOR_PARAMETERS = 5;
    private static final int RECORD_COMPONENTS = 7;

    private static final List<SourceFile> MAIN = SourceFile.under(Path.of("src", "main", "java"));
    private static final List<SourceFile> TEST = SourceFile.under(Path.of("src", "test", "java"));

    @Test
    void filesAreShort() {
        assertThat(MAIN)
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(file.lines()).as("lines of %s", file).isLessThanOrEqualTo(MAIN_FILE));
        assertThat(TEST)
                .isNotEmpty()
                .allSatisfy(
                        file -> assertThat(file.lines()).as("lines of %s", file).isLessThanOrEqualTo(TEST_FILE));
    }

    @Test
    void methodsFitOnAScreen() {
        assertThat(declarations(MAIN))
                .filteredOn(declaration -> declaration.tree() instanceof MethodTree)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(method.file().lines(method.tree()))
                        .as("lines of %s", method)
                        .isLessThanOrEqualTo(METHOD));
    }

    @Test
    void constructorsTakeFewCollaborators() {
        assertThat(declarations(MAIN)).allSatisfy(declaration -> {
            if (declaration.tree() instanceof MethodTree method && declaration.isConstructor()) {
                assertThat(method.getParameters().size())
                        .as("parameters of the constructor %s", declaration)
                        .isLessThanOrEqualTo(CONSTRUCTOR_PARAMETERS);
            }
        });
    }

    @Test
    void recordsHaveFewComponents() {
        assertThat(declarations(MAIN)).allSatisfy(declaration -> {
            if (declaration.tree() instanceof ClassTree type && type.getKind() == Tree.Kind.RECORD) {
                assertThat(components(type).count())
                        .as("components of the record %s", declaration)
                        .isLessThanOrEqualTo(RECORD_COMPONENTS);
            }
        });
    }

    private static Stream<VariableTree> components(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC));
    }

    /** A type or a method, the file that it stands in, and what is around it. */
    private record Declaration(SourceFile file, Tree tree, Tree around, String name) {

        /** Whether it is a constructor of a class: a record's is measured by the record's components. */
        boolean isConstructor() {
            return tree instanceof MethodTree method
                    && method.getReturnType() == null
                    && around.getKind() != Tree.Kind.RECORD;
        }

        @Override
        public String toString() {
            return name + " in " + file;
        }
    }

    private static List<Declaration> declarations(List<SourceFile> files) {
        List<Declaration> found = new ArrayList<>();
        for (SourceFile file : files) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    add(type, type.getSimpleName().toString());
                    return super.visitClass(type, null);
                }

                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    add(method, method.getName().toString());
                    return super.visitMethod(method, null);
                }

                private void add(Tree tree, String name) {
                    Tree around = getCurrentPath().getParentPath().getLeaf();
                    found.add(new Declaration(file, tree, around, name));
                }
            }.scan(file.unit(), null);
        }
        return found;
    }
}
