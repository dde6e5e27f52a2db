package dev.calima.batch.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The log file of this process. Each process writes a file of its own, {@code batch.jsonl} or, when another process has that,
 * {@code batch-2.jsonl} and so on: two that turned over one file would take lines from each other. It is free again when its
 * process ends, however it ends.
 */
public final class LogFile {

    /** What the names of all of them begin with. */
    static final String NAME = "batch";

    static final String ENDING = ".jsonl";
    private static final int MOST = 64;

    /** Held as long as the process lives. */
    private static @Nullable FileLock held;

    private LogFile() {}

    /**
     * Takes the first file that no process has.
     *
     * @param folder where they lie; made when it is not there
     * @throws IOException when none can be had
     */
    public static synchronized Path claim(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 1; i <= MOST; i++) {
            String name = i == 1 ? NAME : NAME + "-" + i;
            FileChannel channel = FileChannel.open(
                    folder.resolve("." + name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = lock(channel);
            if (lock != null) {
                held = lock;
                return folder.resolve(name + ENDING);
            }
            channel.close();
        }
        throw new IOException(folder + ": " + MOST + " processes write logs there already");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    /** Lets it go, so that another may take it. */
    public static synchronized void release() throws IOException {
        if (held != null) {
            held.acquiredBy().close();
            held = null;
        }
    }
}
