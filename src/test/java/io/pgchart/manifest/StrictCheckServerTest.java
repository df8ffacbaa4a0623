package io.pgchart.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.error.Problem;
import io.pgchart.error.Problems;
import io.pgchart.realserver.NeedsRealServer;
import io.pgchart.realserver.RealServer;
import io.pgchart.yaml.MapNode;
import io.pgchart.yaml.YamlReader;
import io.pgchart.yaml.YamlWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the verdicts of the strict check with those of a real API server. */
@NeedsRealServer
class StrictCheckServerTest {

    /** How the server refuses what is not in its description: by server-side apply, and by strict decoding. */
    private static final List<String> NOT_DESCRIBED =
            List.of("failed to create typed patch object", "strict decoding error", "cannot unmarshal");

    private static RealServer server;

    @BeforeAll
    static void connect() throws IOException {
        server = RealServer.connect();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void theServerTakesEverySample() {
        for (Manifest manifest : SampleManifests.all()) {
            assertThat(theirs(manifest.id(), manifest.tree()).message())
                    .as(manifest.id().toString())
                    .isEmpty();
        }
    }

    /** What the server takes passes here too, and what it refuses by its description is refused here too. */
    @Test
    void bothSayTheSameOfThousandsOfChangedSamples() {
        int refused = 0;
        List<String> differences = new ArrayList<>();
        for (Mutation mutation : Mutation.all(SampleManifests.all())) {
            ObjectId id = mutation.manifest().id();
            RealServer.Verdict theirs = theirs(id, mutation.tree());
            List<Problem> ours = ours(id, mutation.tree());
            refused += theirs.isAccepted() ? 0 : 1;
            if (theirs.isAccepted() && !ours.stream().allMatch(StrictCheckServerTest::isStricterOnPurpose)) {
                differences.add("too strict: " + mutation.change() + ": " + ours);
            }
            if (ours.isEmpty() && NOT_DESCRIBED.stream().anyMatch(theirs.message()::contains)) {
                differences.add("missed: " + mutation.change() + ": " + theirs.message());
            }
        }
        assertThat(differences).isEmpty();
        assertThat(refused).as("mutations that the server refuses").isGreaterThan(1000);
    }

    /** A number of too many bits, and null in a list: the server makes another number, and zero or empty text, of it. */
    private static boolean isStricterOnPurpose(Problem problem) {
        return problem.fault().equals("is null") || problem.fault().endsWith("a whole number up to 2147483647");
    }

    @Test
    void bothSayTheSameOfNames() {
        assertThat(differences(SyntaxCases.names())).isEmpty();
    }

    @Test
    void bothSayTheSameOfSmallLanguages() {
        assertThat(differences(SyntaxCases.languages())).isEmpty();
    }

    private static List<String> differences(List<SyntaxCases.Case> cases) {
        List<String> differences = new ArrayList<>();
        for (SyntaxCases.Case one : cases) {
            Problems syntax = new Problems();
            MapNode tree = (MapNode)
                    YamlReader.documents(one.yaml(), "case.yaml", syntax).get(0);
            assertThat(syntax.list()).isEmpty();
            RealServer.Verdict theirs = theirs(one.id(), tree);
            List<Problem> ours = ours(one.id(), tree);
            if (theirs.isAccepted() != one.isGood()) {
                differences.add(one + ": the server says: " + theirs.message());
            }
            if (ours.isEmpty() != one.isGood()) {
                differences.add(one + ": the check says: " + ours);
            }
        }
        return differences;
    }

    private static RealServer.Verdict theirs(ObjectId id, MapNode tree) {
        return server.judge(id.apiVersion(), id.kind(), id.name(), YamlWriter.text(tree));
    }

    private static List<Problem> ours(ObjectId id, MapNode tree) {
        Problems problems = new Problems();
        new ManifestCheck(FieldTable.builtIn(), problems).check(id, tree, id.toString());
        return problems.list();
    }
}
