package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.Target;
import io.pgchart.cluster.kubeconfig.Login;
import io.pgchart.cluster.kubeconfig.ResolvedContext;
import io.pgchart.error.ClusterException;
import io.pgchart.error.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why there was no answer, or why the user was not let in. Shows no secret. */
record ConnectionProblems(ResolvedContext context) {

    private static final String CHECK_ADDRESS =
            "Start the cluster or mend the address; 'kubectl get --raw /version' shows whether it answers.";

    /** The user and the context, as the subject of a problem. */
    static String user(ResolvedContext context) {
        Target target = context.target();
        String user = target.user() == null ? "service account" : "user '" + target.user() + "'";
        return target.context() == null ? user : user + " of context '" + target.context() + "'";
    }

    /** Why a request got no answer. */
    ClusterException unanswered(Throwable failure) {
        Target target = context.target();
        String subject = target.context() == null ? target.server() : "context '" + target.context() + "'";
        String server = target.context() == null ? "it" : target.server();
        Problem tls = tls(failure, subject, server);
        return new ClusterException(
                tls != null
                        ? tls
                        : new Problem(subject, server + " " + fault(failure), context.origin(), CHECK_ADDRESS));
    }

    private static String fault(Throwable failure) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return "can't be reached: the host name is unknown";
        }
        if (has(failure, HttpConnectTimeoutException.class)) {
            return "can't be reached: nothing answers at this address";
        }
        if (has(failure, HttpTimeoutException.class) || has(failure, TimeoutException.class)) {
            return "does not answer: the connection stands, but the server is silent";
        }
        if (has(failure, NoRouteToHostException.class)) {
            return "can't be reached: no route to the host";
        }
        if (has(failure, ConnectException.class)) {
            return "can't be reached: connection refused";
        }
        return "broke the connection off";
    }

    private @Nullable Problem tls(Throwable failure, String subject, String server) {
        if (!has(failure, SSLException.class)) {
            return null;
        }
        String certificate = "the certificate of " + server;
        String text = texts(failure);
        if (has(failure, CertificateExpiredException.class)) {
            return tls(subject, certificate + " has expired", "Renew the server's certificate.");
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return tls(subject, certificate + " is not valid yet", "Mend the clock of either side.");
        }
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return tls(
                    subject,
                    certificate + " is made out to another name",
                    "Use an address that it names; 'openssl s_client -connect host:port' shows them.");
        }
        if (text.contains("path building failed")
                || text.contains("signature check failed")
                || text.contains("trust anchor")) {
            return tls(
                    subject,
                    certificate + " is signed by an authority that the kubeconfig does not know",
                    "Put the cluster's authority into certificate-authority-data, as the cluster's own kubeconfig has it.");
        }
        return tls(subject, "no TLS connection with " + server + " came about", "Check that the address speaks HTTPS.");
    }

    private Problem tls(String subject, String fault, String nextStep) {
        return new Problem(subject, fault, context.origin(), nextStep);
    }

    /** Why the credentials were not accepted: 401. */
    ClusterException notAccepted() {
        return new ClusterException(new Problem(
                user(context),
                context.target().server() + " does not accept its credentials (401), " + proof(),
                context.origin(),
                "Log in again; 'kubectl get --raw /version' shows whether it helped."));
    }

    /** Why someone without credentials was sent away. */
    ClusterException anonymous() {
        return new ClusterException(new Problem(
                user(context),
                context.target().server() + " takes it for nobody (system:anonymous): " + proof(),
                context.origin(),
                "Give the user a token, a client certificate or an exec plugin."));
    }

    private String proof() {
        Login login = context.login();
        if (login.proof() instanceof Login.ExecPlugin plugin) {
            return "which the program '" + plugin.command() + "' has just given";
        }
        if (login.proof() instanceof Login.TokenFile file) {
            return "the token in " + file.file() + " has expired or is not of this cluster";
        }
        if (login.proof() instanceof Login.Token) {
            return "its token has expired or is not of this cluster";
        }
        if (login.proof() instanceof Login.Password) {
            return "its user name or password is wrong";
        }
        return login.certificate() == null ? "it has none" : certificate(login.certificate());
    }

    private static String certificate(String pem) {
        try {
            for (Certificate certificate : Pems.certificates(pem)) {
                Instant end = ((X509Certificate) certificate).getNotAfter().toInstant();
                if (end.isBefore(Instant.now())) {
                    return "its client certificate has expired on " + end;
                }
            }
        } catch (GeneralSecurityException e) {
            // Then it is simply not accepted.
        }
        return "its client certificate is not of this cluster";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String texts(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }
}
