package dev.calima.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What the system says of processes. A process that ended but was not yet collected by its parent counts as gone. */
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int INTERRUPT = 2;

    private Processes() {}

    /** Those of the processes that still run when the limit is over; empty as soon as none does. */
    static List<String> stillRunning(Collection<ProcessHandle> processes, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> running;
        do {
            running = processes.stream()
                    .filter(ProcessHandle::isAlive)
                    .map(process -> process.pid() + " " + commandLine(process.pid()))
                    .filter(line -> !line.endsWith(" "))
                    .toList();
            if (running.isEmpty()) {
                return running;
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() < deadline);
        return running;
    }

    /** Command lines of all running processes that name a path. */
    static List<String> naming(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .map(pid -> pid + " " + commandLine(Long.parseLong(pid)))
                    .filter(line -> line.contains(path.toString()))
                    .toList();
        }
    }

    /** Whether SIGINT does nothing to a process, as when a shell without job control started its parent in the background. */
    static boolean ignoresInterrupts(long pid) throws IOException {
        return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(mask -> (mask & 1L << (INTERRUPT - 1)) != 0);
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }
}
