package io.pgchart.architecture;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each package and each class says what it is for, in words. */
final class SourceCommentsTest {

    private static final int WORDS_OF_A_PACKAGE = 20;
    private static final int WORDS_OF_A_CLASS = 4;

    private static final List<SourceFile> MAIN = SourceFile.under(Path.of("src", "main", "java"));

    @Test
    void everyPackageSaysWhatItIsForAndWhereToBegin() {
        Map<Path, List<SourceFile>> folders =
                MAIN.stream().collect(groupingBy(file -> file.path().getParent()));

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy((folder, files) -> assertThat(files)
                        .as("package-info of %s", folder)
                        .filteredOn(SourceFile::isPackageInfo)
                        .singleElement()
                        .satisfies(info -> {
                            assertThat(info.text()).contains("@NullMarked");
                            String comment = info.comment(packageOf(info));
                            assertThat(words(comment))
                                    .as("words of %s", info)
                                    .isGreaterThanOrEqualTo(WORDS_OF_A_PACKAGE);
                            assertThat(comment).as("where to begin reading").containsPattern("[Bb]egin");
                        }));
    }

    @Test
    void everyClassSaysWhatItIs() {
        assertThat(MAIN).filteredOn(file -> !file.isPackageInfo()).isNotEmpty().allSatisfy(file -> {
            for (Tree type : file.unit().getTypeDecls()) {
                TreePath declaration = new TreePath(new TreePath(file.unit()), type);
                assertThat(words(file.comment(declaration)))
                        .as("words of the comment on the class in %s", file)
                        .isGreaterThanOrEqualTo(WORDS_OF_A_CLASS);
            }
        });
    }

    private static TreePath packageOf(SourceFile info) {
        return new TreePath(new TreePath(info.unit()), info.unit().getPackage());
    }

    private static int words(@Nullable String text) {
        return text == null ? 0 : text.strip().split("\\s+").length;
    }
}
