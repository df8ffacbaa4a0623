package io.pgchart.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineTest {

    private final Machine machine = Machine.local("com.acme:orders");

    private Holder with(String host, long process, long started) {
        Holder self = machine.self();
        return new Holder(self.user(), self.host(), host, process, started, self.build());
    }

    @Test
    void knowsThatItIsAliveItself() {
        Holder self = machine.self();
        assertThat(self.process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.build()).isEqualTo("com.acme:orders");
        assertThat(machine.isDead(self)).isFalse();
        assertThat(machine.isDead(Holder.parse(self.annotation()))).isFalse();
    }

    @Test
    void knowsTheDeadOfThisMachineAlone() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        Holder self = machine.self();
        assertThat(machine.isDead(with(self.machine(), process.pid(), 0))).isTrue();
        assertThat(machine.isDead(with("another", process.pid(), 0))).isFalse();
    }

    /** Ids of processes are used again. */
    @Test
    void knowsThatAnotherProcessHasTheIdNow() {
        Holder self = machine.self();
        long anHourBefore = self.started() - 3_600_000;
        assertThat(self.started()).isPositive();
        assertThat(machine.isDead(with(self.machine(), self.process(), anHourBefore)))
                .isTrue();
        assertThat(machine.isDead(with(self.machine(), self.process(), self.started() + 500)))
                .isFalse();
    }

    @Test
    void takesAnAnnotationThatCantBeReadForSomebodyElsewhere() {
        for (String annotation : new String[] {"", "{", "[]", "{\"process\":\"x\"}", "\u0000"}) {
            assertThat(machine.isDead(Holder.parse(annotation))).as(annotation).isFalse();
        }
        assertThat(Holder.parse("{").inWords()).isEqualTo("somebody on an unknown host (process 0)");
        String hostile = Holder.parse("{\"user\":\"a\\nb\",\"host\":\"" + "h".repeat(500) + "\"}")
                .inWords();
        assertThat(hostile).startsWith("a b on hhh").hasSizeLessThan(210);
    }
}
