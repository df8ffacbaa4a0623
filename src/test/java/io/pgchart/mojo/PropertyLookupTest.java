package io.pgchart.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgchart.syntax.Flaw;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Maven's own evaluator is not left alone with. */
final class PropertyLookupTest {

    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();

    @Test
    void findsAProperty() {
        request.getUserProperties().setProperty("a", "${b}");
        request.getUserProperties().setProperty("b", "orders");
        PropertyLookup lookup = lookup();

        assertThat(lookup.find("a"))
                .satisfies(property -> assertThat(property.text()).isEqualTo("orders"));
        assertThat(lookup.flaw("a")).isNull();
        assertThat(lookup.find("c")).isNull();
        assertThat(lookup.flaw("c")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${a}", "x${a}", "${b}"})
    void tellsOfAPropertyThatRefersToItself(String text) {
        request.getUserProperties().setProperty("a", text);
        request.getUserProperties().setProperty("b", "${a}");
        PropertyLookup lookup = lookup();

        assertThat(lookup.find("a")).isNull();
        assertThat(lookup.flaw("a"))
                .isEqualTo(new Flaw(
                        "names a property that refers to itself, directly or by way of others",
                        "Give the property a a value of its own."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "settings.servers[0].password",
                "settings.servers[0].passphrase",
                "session.settings.servers[0].password"
            })
    void handsOutNoPasswordThatNobodyWouldMask(String name) {
        Server server = new Server();
        server.setId("db");
        server.setPassword("hunter2");
        server.setPassphrase("hunter2");
        request.addServer(server);
        PropertyLookup lookup = lookup();

        assertThat(lookup.find(name)).isNull();
        assertThat(lookup.flaw(name))
                .satisfies(flaw -> assertThat(flaw.nextStep())
                        .isEqualTo("Write ${server:<id>.password} with the id of that server."));
    }

    /** In a session like that of a build without a POM; Maven has no other constructor that does without a lookup. */
    @SuppressWarnings("deprecation")
    private PropertyLookup lookup() {
        MavenSession session =
                new MavenSession(null, (RepositorySystemSession) null, request, new DefaultMavenExecutionResult());
        session.setCurrentProject(new MavenProject());
        MojoDescriptor mojo = new MojoDescriptor();
        mojo.setPluginDescriptor(new PluginDescriptor());
        SettingsDecrypter none = encrypted -> {
            throw new IllegalStateException("nothing is to be decrypted");
        };
        return new PropertyLookup(session, new MojoExecution(mojo), none);
    }
}
