package dev.calima.batch.ingest;

import dev.calima.batch.Control;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.ask.FetchRunWriter;
import dev.calima.batch.ingest.ask.PlannedRequest;
import dev.calima.batch.ingest.ask.RequestAsker;
import dev.calima.batch.ingest.ask.Secrets;
import dev.calima.batch.ingest.ask.Validator;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks a feed's source for a piece of the past and loads what comes, some requests at a time: those that are loaded are
 * remembered, and are not asked again when it goes on after a stop or a crash. It gives way to the hourly load.
 */
@Component
public class PastJob {

    /** What dies with a process is asked again; so many at most. */
    private static final int REQUESTS_AT_A_TIME = 25;

    private static final long PAUSE_NANOS = 500_000_000;

    private final IngestJob ingest;
    private final RequestAsker asker;
    private final FetchRunWriter runs;
    private final Secrets secrets;
    private final Clock clock;

    PastJob(IngestJob ingest, RequestAsker asker, FetchRunWriter runs, Secrets secrets, Clock clock) {
        this.ingest = ingest;
        this.asker = asker;
        this.runs = runs;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Which piece.
     *
     * @param backfillId the backfill that it is of
     * @param number its partition
     * @param end end of its range
     * @param requests what is asked, in this order
     */
    public record Piece(long backfillId, int number, Instant end, List<PlannedRequest> requests) {}

    /**
     * What came of it.
     *
     * @param isStopped whether it was told to stop; the same call goes on
     * @param requests how many there are
     * @param answered how many are answered and loaded, by earlier calls too
     * @param failures why requests failed, each with its address
     * @param loads what was loaded by this call
     */
    public record PastOutcome(
            boolean isStopped, int requests, int answered, List<String> failures, List<LoadOutcome> loads) {

        public PastOutcome {
            failures = List.copyOf(failures);
            loads = List.copyOf(loads);
        }
    }

    /**
     * Asks and loads.
     *
     * @throws LoadFailedException when what came could not be loaded; the same call asks for it again
     */
    public PastOutcome ask(FeedDefinition feed, Piece piece, Control control)
            throws UnknownFeedException, LoadFailedException {
        SourceDefinition source = Objects.requireNonNull(feed.source());
        Map<String, String> headers = secrets.headers(feed, source);
        FetchRunWriter.Run run =
                runs.openPartition(feed.name(), piece.backfillId(), piece.number(), piece.end(), clock.instant());
        Set<String> answered = runs.answered(run.id());
        List<PlannedRequest> left = piece.requests().stream()
                .filter(request -> !answered.contains(request.address()))
                .toList();
        int total = piece.requests().size();
        int done = total - left.size();
        List<String> failures = new ArrayList<>();
        List<LoadOutcome> loads = new ArrayList<>();
        control.progress().begin("ask " + feed.name(), "requests", done, total);
        for (int from = 0; from < left.size(); from += REQUESTS_AT_A_TIME) {
            List<PlannedRequest> some = left.subList(from, Math.min(left.size(), from + REQUESTS_AT_A_TIME));
            List<Asked> asked = new ArrayList<>();
            for (PlannedRequest request : some) {
                if (control.stop().isGiven()) {
                    return new PastOutcome(true, total, done, failures, loads);
                }
                asked.add(asker.ask(feed.name(), request, headers, source.pageSize(), Validator.NONE));
            }
            Map<String, LandedFile> files = new LinkedHashMap<>();
            asked.forEach(one -> one.files().forEach(file -> files.putIfAbsent(file.sha256(), file)));
            List<Asked> ended = asked;
            @Nullable LoadOutcome load = null;
            if (!files.isEmpty()) {
                load = load(feed, List.copyOf(files.values()), control);
                if (load == null || load.stopped()) {
                    return new PastOutcome(true, total, done, failures, loads);
                }
                loads.add(load);
                ended = IncrementalJob.withRefusedFiles(asked, List.copyOf(files.keySet()), load.files());
            }
            runs.end(
                    feed.name(),
                    source,
                    run,
                    ended,
                    ingest.definition(feed),
                    load == null ? null : load.loadId(),
                    null,
                    clock.instant());
            for (Asked one : ended) {
                if (one.state() == Asked.State.FAILED) {
                    failures.add(String.valueOf(one.problem()));
                } else {
                    done++;
                }
            }
            control.progress().begin("ask " + feed.name(), "requests", done, total);
        }
        if (left.isEmpty()) { // it died when all was loaded
            runs.end(feed.name(), source, run, List.of(), ingest.definition(feed), null, null, clock.instant());
        }
        return new PastOutcome(false, total, done, failures, loads);
    }

    /**
     * Loads, and lets others go first; null when it was told to stop meanwhile. How far a load is is not shown: requests are
     * counted.
     */
    private @Nullable LoadOutcome load(FeedDefinition feed, List<LandedFile> files, Control control)
            throws UnknownFeedException, LoadFailedException {
        Control quiet = new Control(new dev.calima.batch.Progress(), control.stop());
        while (!control.stop().isGiven()) {
            try {
                // again: a source that goes back to what it said before has to be believed once more
                LoadOutcome load = ingest.loadYielding(feed.name(), files, Scope.ALL, true, quiet);
                if (!load.stopped()) {
                    return load;
                }
            } catch (HeldElsewhereException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // somebody who goes first
            }
        }
        return null;
    }
}
