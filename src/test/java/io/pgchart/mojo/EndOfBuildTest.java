package io.pgchart.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;

class EndOfBuildTest {

    private final List<String> heard = new ArrayList<>();
    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();

    private final ExecutionListener maven = new AbstractExecutionListener() {
        @Override
        public void projectSucceeded(ExecutionEvent event) {
            heard.add("project");
        }

        @Override
        public void sessionEnded(ExecutionEvent event) {
            heard.add("session");
        }

        @Override
        public void mojoFailed(ExecutionEvent event) {
            throw new IllegalStateException("the listener's own");
        }
    };

    private ExecutionListener listener() {
        return Objects.requireNonNull(request.getExecutionListener());
    }

    // The event is nothing that anybody here looks at.
    @SuppressWarnings("NullAway")
    private static final ExecutionEvent EVENT = null;

    @Test
    void closesOnceAtTheEndAndPassesEverythingOn() {
        request.setExecutionListener(maven);
        EndOfBuild end = EndOfBuild.of(request);
        end.close(() -> heard.add("closed"));

        listener().projectStarted(EVENT);
        listener().projectSucceeded(EVENT);
        listener().sessionEnded(EVENT);
        listener().sessionEnded(EVENT);

        assertThat(heard).containsExactly("project", "closed", "session", "session");
        assertThat(listener())
                .isEqualTo(listener())
                .hasSameHashCodeAs(listener())
                .isNotEqualTo(maven);
    }

    @Test
    void whatCanNotBeClosedIsInNobodysWay() {
        request.setExecutionListener(maven);
        EndOfBuild end = EndOfBuild.of(request);
        end.close(() -> {
            throw new IOException("stuck");
        });
        end.close(() -> heard.add("closed"));

        listener().sessionEnded(EVENT);

        assertThat(heard).containsExactly("closed", "session");
    }

    @Test
    void aBuildThatNobodyListensToEndsToo() {
        EndOfBuild.of(request).close(() -> heard.add("closed"));

        listener().sessionStarted(EVENT);
        listener().sessionEnded(EVENT);

        assertThat(heard).containsExactly("closed");
    }

    @Test
    void theListenersOwnFailureIsItsOwn() {
        request.setExecutionListener(maven);
        EndOfBuild.of(request);

        assertThatThrownBy(() -> listener().mojoFailed(EVENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the listener's own");
    }
}
