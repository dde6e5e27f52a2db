package dev.calima.bench.kill;

import java.io.IOException;
import java.util.List;

/** What is done between two faults, when nothing of ours works: a command that lets others have the machine. */
final class Breath {

    /** No command. */
    static final Breath NONE = new Breath("");

    private final String command;

    /** @param command for a shell; empty for none */
    Breath(String command) {
        this.command = command;
    }

    /** Runs the command and waits for its end. */
    void take() throws IOException {
        if (command.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(List.of("sh", "-c", command)).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted between two faults", e);
        }
    }
}
