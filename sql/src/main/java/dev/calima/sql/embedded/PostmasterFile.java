package dev.calima.sql.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running server writes about itself in {@code postmaster.pid}.
 *
 * @param pid process of the server
 * @param port TCP port
 * @param status {@code ready} once it takes connections
 */
record PostmasterFile(long pid, int port, String status) {

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** The file of a data folder; null when there is none, or not a whole one yet. */
    static @Nullable PostmasterFile read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return null;
        }
        if (lines.size() <= PORT_LINE) {
            return null;
        }
        String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
        try {
            return new PostmasterFile(
                    Math.abs(Long.parseLong(lines.getFirst().strip())),
                    Integer.parseInt(lines.get(PORT_LINE).strip()),
                    status);
        } catch (NumberFormatException e) {
            return null; // it is being written
        }
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /** The server's process when it lives and really is the server of this data folder; null otherwise. */
    @Nullable ProcessHandle liveProcess(Path data) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            return null;
        }
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        if (!Files.exists(commandLine)) {
            return process; // no /proc on this system: believe the file
        }
        return Files.readString(commandLine).contains(data.toString()) ? process : null;
    }

    /**
     * Whether the number belongs to a process that ended and that nobody has collected yet. PostgreSQL takes it for a
     * running server.
     */
    boolean isUncollected() throws IOException {
        Path state = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(state);
            return text.startsWith("Z", text.lastIndexOf(')') + 2);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
