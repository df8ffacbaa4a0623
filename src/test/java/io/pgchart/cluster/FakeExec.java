package io.pgchart.cluster;

import java.util.List;

/**
 * A command that someone ran in a container of a fake server.
 *
 * @param input what it was given to read
 */
public record FakeExec(ContainerRef container, List<String> command, String input) {

    public FakeExec {
        command = List.copyOf(command);
    }

    String subject() {
        return "Pod/" + container.pod() + " container " + container.container();
    }
}
