package dev.calima.bench.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time that processes have used, user and system, as Linux counts it in {@code /proc/PID/stat}. */
final class CpuTime {

    private static final Path PROC = Path.of("/proc");
    /** A tick, which Linux shows as a hundredth of a second on every machine, in microseconds. */
    private static final long TICK_MICROS = 10_000;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;

    private CpuTime() {}

    /** Of one process, in microseconds since its start. */
    static long ofProcess(long pid) {
        String[] stat = stat(pid);
        return (number(stat, USER) + number(stat, SYSTEM)) * TICK_MICROS;
    }

    /** Of a process, its children now, and its children that have ended, in microseconds. */
    static long ofFamily(long pid) {
        String[] stat = stat(pid);
        long ticks = number(stat, USER)
                + number(stat, SYSTEM)
                + number(stat, USER_OF_CHILDREN)
                + number(stat, SYSTEM_OF_CHILDREN);
        for (String[] other : all()) {
            if (number(other, PARENT) == pid) {
                ticks += number(other, USER) + number(other, SYSTEM);
            }
        }
        return ticks * TICK_MICROS;
    }

    private static List<String[]> all() {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .map(path -> stat(Long.parseLong(path.getFileName().toString())))
                    .filter(stat -> stat.length > 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + PROC + "; this bench needs Linux", e);
        }
    }

    /** The fields after the name, which may hold anything and ends at the last bracket; none when there is no such process. */
    private static String[] stat(long pid) {
        Path file = PROC.resolve(Long.toString(pid)).resolve("stat");
        try {
            String line = Files.readString(file);
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (NoSuchFileException e) {
            return new String[0];
        } catch (IOException e) {
            if (!Files.exists(file)) {
                return new String[0]; // it ended while it was read
            }
            throw new UncheckedIOException("cannot read " + file + "; this bench needs Linux", e);
        }
    }

    private static long number(String[] stat, int field) {
        return stat.length == 0 ? 0 : Long.parseLong(stat[field]);
    }
}
