package io.pgchart.mojo;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Closes what goals leave open for others, when the build ends, whichever way it ends.
 *
 * <p>Maven tells that to extensions, which a POM has to switch on, and to the one listener of the request, whose place
 * this takes, passing everything on to it. A shutdown hook would come too late: where Maven is embedded, or stays up as a
 * daemon, builds end and the JVM does not.
 */
final class EndOfBuild implements InvocationHandler {

    private final @Nullable ExecutionListener listener;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    private EndOfBuild(@Nullable ExecutionListener listener) {
        this.listener = listener;
    }

    /** Begins to listen for the end of a build. */
    static EndOfBuild of(MavenExecutionRequest request) {
        EndOfBuild end = new EndOfBuild(request.getExecutionListener());
        // A proxy also passes on what the listeners of a later Maven hear.
        request.setExecutionListener((ExecutionListener) Proxy.newProxyInstance(
                ExecutionListener.class.getClassLoader(), new Class<?>[] {ExecutionListener.class}, end));
        return end;
    }

    /** Will close it then. */
    void close(AutoCloseable resource) {
        open.add(resource);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            // Equality alone has arguments; without any there is no array.
            return arguments == null ? method.invoke(this) : (Object) (proxy == arguments[0]);
        }
        if (method.getName().equals("sessionEnded")) {
            closeAll();
        }
        try {
            return listener == null ? null : method.invoke(listener, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void closeAll() {
        for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
            try {
                next.close();
            } catch (Exception e) {
                // The build is what it was; the process will let go of the rest.
            }
        }
    }
}
