package io.pgchart.mojo;

import io.pgchart.syntax.Flaw;
import io.pgchart.values.Interpolation;
import java.io.File;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.jspecify.annotations.Nullable;

/**
 * What <code>${…}</code> in values files stands for: everything that it could in the plugin's own configuration, and the
 * credentials of {@code settings.xml}.
 */
final class PropertyLookup implements Interpolation.Lookup {

    private static final String SERVER = "server:";
    private static final String USERNAME = ".username";
    private static final String PASSWORD = ".password";

    private final MavenSession session;
    private final PluginParameterExpressionEvaluator evaluator;
    private final SettingsDecrypter decrypter;

    /** Names that were asked for and lead back to themselves. */
    private final Set<String> circular = new HashSet<>();

    PropertyLookup(MavenSession session, MojoExecution execution, SettingsDecrypter decrypter) {
        this.session = session;
        this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
        this.decrypter = decrypter;
    }

    @Override
    public Interpolation.@Nullable Property find(String name) {
        if (name.startsWith(SERVER)) {
            return credential(name.substring(SERVER.length()));
        }
        Object value = isPasswordOfSettings(name) ? null : evaluated(name);
        if (value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof File) {
            return new Interpolation.Property(value.toString(), false);
        }
        return null;
    }

    private @Nullable Object evaluated(String name) {
        try {
            return evaluator.evaluate("${" + name + "}");
        } catch (ExpressionEvaluationException e) {
            return null;
        } catch (StackOverflowError e) {
            // Maven's evaluator follows a property that holds its own name for ever.
            circular.add(name);
            return null;
        }
    }

    @Override
    public @Nullable Flaw flaw(String name) {
        if (circular.contains(name)) {
            return new Flaw(
                    "names a property that refers to itself, directly or by way of others",
                    "Give the property " + name + " a value of its own.");
        }
        return isPasswordOfSettings(name)
                ? new Flaw(
                        "reads a password of settings.xml past what decrypts and masks it",
                        "Write ${server:<id>.password} with the id of that server.")
                : null;
    }

    /** What Maven hands out as it is written, and what nobody would know for a secret any more. */
    private static boolean isPasswordOfSettings(String name) {
        return (name.startsWith("settings.") || name.startsWith("session."))
                && name.contains(".servers")
                && (name.endsWith(PASSWORD) || name.endsWith(".passphrase"));
    }

    private Interpolation.@Nullable Property credential(String name) {
        boolean isPassword = name.endsWith(PASSWORD);
        if (!isPassword && !name.endsWith(USERNAME)) {
            return null;
        }
        String id = name.substring(0, name.lastIndexOf('.'));
        Server server = session.getSettings().getServer(id);
        if (server == null) {
            return null;
        }
        SettingsDecryptionRequest request = new DefaultSettingsDecryptionRequest(server);
        Server clear = decrypter.decrypt(request).getServer();
        String text = isPassword ? clear.getPassword() : clear.getUsername();
        return text == null ? null : new Interpolation.Property(text, isPassword);
    }

    @Override
    public Collection<String> names() {
        Collection<String> names = new TreeSet<>();
        names.addAll(session.getCurrentProject().getProperties().stringPropertyNames());
        names.addAll(session.getUserProperties().stringPropertyNames());
        for (String name : new String[] {"groupId", "artifactId", "version", "name", "basedir", "build.directory"}) {
            names.add("project." + name);
        }
        for (Server server : session.getSettings().getServers()) {
            names.add(SERVER + server.getId() + USERNAME);
            names.add(SERVER + server.getId() + PASSWORD);
        }
        return names;
    }

    /** The properties as a map of texts, without the one that looks like a value and skips a goal. */
    static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (!name.equals(ValuesMojo.SKIP)) {
                texts.put(name, properties.getProperty(name));
            }
        }
        return texts;
    }
}
