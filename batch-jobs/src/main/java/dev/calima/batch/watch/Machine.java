package dev.calima.batch.watch;

import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.StorageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What only this machine can tell: its disk, and whether it reaches the landing area. */
@Component
class Machine {

    /**
     * How it stands.
     *
     * @param host its name
     * @param freeBytes free on the disk of the data folder; -1 when nobody can tell
     * @param landingProblem why the landing area cannot be used; null when it can
     */
    record State(String host, long freeBytes, @Nullable String landingProblem) {}

    private final Path folder;
    private final LandingArea landing;

    Machine(StorageSettings storage, LandingArea landing) {
        this.folder = storage.folder().toAbsolutePath();
        this.landing = landing;
    }

    State look() {
        @Nullable String problem = null;
        try {
            landing.check();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        }
        return new State(host(), freeBytes(), problem);
    }

    /** Its name, as far as it has one. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    private long freeBytes() {
        @Nullable Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null ? -1 : Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
