package dev.calima.batch.ingest;

import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.fetch.KeptFile;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.load.KnownFileReader;
import dev.calima.batch.ingest.load.KnownFileReader.KnownFile;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Loads once more what had been received, from the landing area and never from the source, as a new load. What is stored
 * already stays as it is, so on a whole database nothing changes; on an empty one everything is there again.
 */
@Component
public class Replay {

    /** Name of the job, as it is asked for. */
    public static final String NAME = "observations-replay";

    private final LandingArea landing;
    private final KnownFileReader known;
    private final IngestJob job;
    private final Control own;

    Replay(LandingArea landing, KnownFileReader known, IngestJob job, Progress progress, StopSignal stop) {
        this.landing = landing;
        this.known = known;
        this.job = job;
        this.own = new Control(progress, stop);
    }

    /** As {@link #ofLoads(String, Instant, Instant, Control)}, steered by the process alone. */
    public LoadOutcome ofLoads(String feed, @Nullable Instant from, @Nullable Instant to)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        return ofLoads(feed, from, to, own);
    }

    /** As {@link #ofLandingArea(String, Instant, Instant, Control)}, steered by the process alone. */
    public LoadOutcome ofLandingArea(String feed, @Nullable Instant from, @Nullable Instant to)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        return ofLandingArea(feed, from, to, own);
    }

    /**
     * Loads the files that the database knows as loaded, in the order in which they were loaded last.
     *
     * @param from received then or later; null for any time
     * @param to received before; null for any time
     */
    public LoadOutcome ofLoads(String feed, @Nullable Instant from, @Nullable Instant to, Control control)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        Map<String, KeptFile> bytes = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>();
        List<KnownFile> loaded = known.loaded(feed, from, to);
        requireBytes(feed, loaded);
        for (KnownFile file : loaded) {
            bytes.put(file.kept().path(), file.kept());
            wanted.add(file.landedPath());
        }
        return load(
                feed,
                List.copyOf(bytes.values()),
                file -> wanted.contains(file.landedPath()),
                "no file of " + feed + " has been loaded"
                        + (from == null && to == null ? "" : " that was received then")
                        + ": load some first, or take what lies in the landing area with --landing",
                control);
    }

    /** A part of what was loaded, in another order, would not end where it ended: all or nothing. */
    private static void requireBytes(String feed, List<KnownFile> files) throws LoadFailedException {
        List<KnownFile> gone =
                files.stream().filter(file -> file.deletedAt() != null).toList();
        if (!gone.isEmpty()) {
            throw new LoadFailedException(
                    "the bytes of " + gone.size() + " of these " + files.size() + " files of " + feed
                            + " were taken away by retention ("
                            + gone.getFirst().kept().path() + " at "
                            + gone.getFirst().deletedAt()
                            + "): take a later --from, or load what is left with --landing, or bring them from the source",
                    null);
        }
    }

    /** Loads everything that lies in the landing area, in the order received; needs nothing of the database. */
    public LoadOutcome ofLandingArea(String feed, @Nullable Instant from, @Nullable Instant to, Control control)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        List<KeptFile> kept;
        try {
            kept = landing.kept(feed).stream()
                    .filter(file -> from == null || !file.receivedAt().isBefore(from))
                    .filter(file -> to == null || file.receivedAt().isBefore(to))
                    .toList();
        } catch (IOException e) {
            throw new LoadFailedException("feed " + feed + ": " + e.getMessage(), e);
        }
        return load(feed, kept, file -> true, "the landing area holds nothing of " + feed + " received then", control);
    }

    private LoadOutcome load(
            String feed, List<KeptFile> kept, Predicate<LandedFile> wanted, String ifNone, Control control)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        job.requireFeed(feed);
        Map<String, LandedFile> files = new LinkedHashMap<>();
        try {
            for (KeptFile file : kept) {
                landing.open(file).stream().filter(wanted).forEach(one -> files.putIfAbsent(one.sha256(), one));
            }
        } catch (IOException e) {
            throw new LoadFailedException("feed " + feed + ": " + e.getMessage(), e);
        }
        if (files.isEmpty()) {
            throw new NothingFoundException(ifNone);
        }
        return job.loadLanded(feed, new ArrayList<>(files.values()), true, null, control);
    }
}
