package dev.calima.bench.kill;

import java.io.IOException;

/** Signals to processes that the harness has started. */
final class Signals {

    private Signals() {}

    /** Sends a signal, such as {@code STOP}, {@code CONT} or {@code KILL}. */
    static void send(String name, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("cannot send " + name + " to process " + pid);
        }
    }
}
