package io.pgchart.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.pgchart.architecture.PackageDependenciesTest.MAIN;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pgchart.architecture.PackageTable.Kind;
import io.pgchart.architecture.PackageTable.Row;
import io.pgchart.cluster.RefusedException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Purity, immutability and the other rules of {@code docs/architecture.md} that hold class by class. */
final class CodeRulesTest {

    private static final Set<String> FILE_LOADERS = Set.of("ChartLoader", "ValuesFile");

    private static final String[] EFFECTS = {
        "java.lang.Thread",
        "java.lang.Process",
        "java.lang.ProcessBuilder",
        "java.lang.Runtime",
        "java.time.Clock",
        "java.util.Timer",
        "java.util.Random",
        "java.security.SecureRandom",
        "java.net.Socket",
        "java.net.ServerSocket",
        "java.net.URL",
        "java.net.URLConnection",
        "java.net.InetAddress"
    };

    private static final Set<String> AMBIENT_CALLS = Set.of(
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.lineSeparator",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.time.ZoneId.systemDefault",
            "java.nio.charset.Charset.defaultCharset",
            "java.util.Collection.parallelStream");

    private static final String[] PURE = PackageTable.read().rows().stream()
            .filter(row -> row.kind() == Kind.PURE)
            .map(Row::packageName)
            .toArray(String[]::new);

    @Test
    void pureCodeKnowsNoThreadNetworkOrRandomness() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and(describe("are not a loader", CodeRulesTest::isNoLoader))
                .should()
                .dependOnClassesThat(named(EFFECTS).or(inPackages("java.net.http", "java.util.concurrent")))
                .because("same input, same bytes: what is pure needs no set-up to be tested and none to be trusted")
                .check(MAIN);
    }

    @Test
    void pureCodeAsksTheMachineForNothing() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(describe("ask the clock, the environment or a default", CodeRulesTest::isAmbient))
                .because("a manifest must not depend on when and where it was rendered")
                .check(MAIN);
    }

    @Test
    void pureCodeReadsFilesOnlyInTheLoaders() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and(describe(
                        "are not a loader",
                        type -> !FILE_LOADERS.contains(outermost(type).getSimpleName())))
                .should()
                .dependOnClassesThat(named(
                                "java.nio.file.Files", "java.nio.file.FileSystems", "java.io.RandomAccessFile")
                        .or(describe("are java.io.File…", type -> type.getName().startsWith("java.io.File"))))
                .because("what was read from where is decided in two places, so limits and errors are the same for all")
                .check(MAIN);
    }

    @Test
    void whatIsNotMeantToBeExtendedIsFinal() {
        classes()
                .that(describe("are concrete", CodeRulesTest::isConcrete))
                .should()
                .haveModifier(FINAL)
                .because("a class that may be extended is designed for it: abstract or sealed")
                .check(MAIN);
    }

    @Test
    void noStaticFieldChanges() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("Maven runs modules in parallel in one JVM, and this plugin's goals are threadSafe")
                .check(MAIN);
    }

    @Test
    void errorsAreOfTheThreeKinds() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and(describe("are public", type -> type.getModifiers().contains(PUBLIC)))
                .and()
                .doNotBelongToAnyOf(RefusedException.class)
                .should()
                .resideInAPackage("io.pgchart.error")
                .because("a user reacts in one of three ways, and one catch turns them into a failed build;"
                        + " a server's no is data of the port, which the actions put into words")
                .check(MAIN);
    }

    @Test
    void nothingIsMocked() {
        JavaClasses tests = new ClassFileImporter().importPath(Path.of("target", "test-classes"));
        noClasses()
                .should()
                .dependOnClassesThat(inPackages("org.mockito"))
                .because("a fake is checked against the same contract as the real thing; a mock agrees with its test")
                .check(tests);
    }

    private static boolean isNoLoader(JavaClass type) {
        return !FILE_LOADERS.contains(outermost(type).getSimpleName());
    }

    private static boolean isConcrete(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !outermost(type).isEnum()
                && !type.getModifiers().contains(ABSTRACT);
    }

    private static boolean isAmbient(JavaAccess<?> access) {
        String owner = access.getTarget().getOwner().getName();
        String name = access.getTarget().getName();
        return AMBIENT_CALLS.contains(owner + "." + name) || (owner.startsWith("java.time.") && name.equals("now"));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return describe("are " + String.join(", ", names), type -> Set.of(names).contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> inPackages(String... names) {
        return describe(
                "are in " + String.join(", ", names),
                type -> Set.of(names).stream().anyMatch(name -> (type.getPackageName() + ".").startsWith(name + ".")));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(CodeRulesTest::outermost).orElse(type);
    }
}
