package io.pgchart.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pgchart.architecture.PackageTable.Row;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds main code to the table of packages in {@code docs/architecture.md}. */
final class PackageDependenciesTest {

    /** What is written by hand: the help goal is generated. */
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/HelpMojo.class"))
            .importPath(Path.of("target", "classes"));

    private static final PackageTable TABLE = PackageTable.read();

    static List<Row> packages() {
        return TABLE.rows();
    }

    @Test
    void thePageNamesEveryPackageOnceAndOnlyKnownOnes() {
        List<String> names = packages().stream().map(Row::name).toList();

        assertThat(names).doesNotHaveDuplicates().contains("mojo", "render", "values", "manifest", "yaml", "error");
        assertThat(packages()).allSatisfy(row -> {
            assertThat(names).containsAll(row.mayUse());
            assertThat(TABLE.libraries().keySet()).containsAll(row.libraries());
        });
    }

    @Test
    void dependenciesOnlyPointDown() {
        List<String> names = packages().stream().map(Row::name).toList();

        assertThat(packages())
                .allSatisfy(row -> assertThat(row.mayUse())
                        .isSubsetOf(names.subList(names.indexOf(row.name()) + 1, names.size())));
    }

    @Test
    void everyClassIsInAPackageOfThePage() {
        classes()
                .should()
                .resideInAnyPackage(packages().stream().map(Row::packageName).toArray(String[]::new))
                .because("docs/architecture.md says what each package is for; a new one needs its row there")
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyWhatItsRowNames(Row row) {
        classes()
                .that()
                .resideInAPackage(row.packageName())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(TABLE.allowed(row)))
                .because("its row in docs/architecture.md says so; it is for " + row.purpose())
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Manager|Impl|Common)(\\$.*)?")
                .because("such a name says where code was put, not what it does")
                .check(MAIN);
    }
}
