package dev.calima.batch.ingest.inbox;

import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.ObjectChangedException;
import dev.calima.batch.ingest.fetch.S3Object;
import dev.calima.batch.ingest.fetch.S3Objects;
import dev.calima.batch.ingest.inbox.InboxWriter.Due;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Loads what lies in the inbox, the oldest news first. Several may do so at once, and one that dies is followed by another:
 * a load that is begun twice is done once.
 */
@Component
public class InboxJob {

    /** Name of the job, as it is asked for. */
    public static final String NAME = "observations-load-inbox";

    private static final Logger LOG = LoggerFactory.getLogger(InboxJob.class);

    /** After this a worker is believed dead; when it is not, the feed's lease still leaves one writer. */
    private static final Duration CLAIM = Duration.ofMinutes(15);
    /** When somebody else loads the feed just now. */
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(20);
    /** After the first failure; doubled by each. */
    private static final Duration FAILURE_PAUSE = Duration.ofMinutes(1);

    private static final int MOST_ATTEMPTS = 5;

    private final InboxWriter rows;
    private final S3Objects objects;
    private final LandingArea landing;
    private final IngestJob job;
    private final Control own;

    InboxJob(
            InboxWriter rows,
            S3Objects objects,
            LandingArea landing,
            IngestJob job,
            Progress progress,
            StopSignal stop) {
        this.rows = rows;
        this.objects = objects;
        this.landing = landing;
        this.job = job;
        this.own = new Control(progress, stop);
    }

    /**
     * What was done.
     *
     * @param loaded objects loaded, with refused lines or not
     * @param failed objects that will not be tried again by themselves
     * @param waiting objects put back for a later attempt
     * @param superseded objects that had newer news
     */
    public record Done(int loaded, int failed, int waiting, int superseded) {

        Done plus(Done other) {
            return new Done(
                    loaded + other.loaded,
                    failed + other.failed,
                    waiting + other.waiting,
                    superseded + other.superseded);
        }
    }

    private static final Done LOADED = new Done(1, 0, 0, 0);
    private static final Done FAILED = new Done(0, 1, 0, 0);
    private static final Done WAITING = new Done(0, 0, 1, 0);
    private static final Done SUPERSEDED = new Done(0, 0, 0, 1);

    /** Whether anything is due. */
    public boolean isAnythingDue() {
        return rows.isAnythingDue();
    }

    /** Loads everything that is due, until nothing is or the process is told to stop. */
    public Done loadAll() {
        return loadAll(own);
    }

    /** As {@link #loadAll()}, steered by somebody. */
    public Done loadAll(Control control) {
        Done done = new Done(0, 0, 0, 0);
        while (!control.stop().isGiven()) {
            Optional<Due> due = rows.claim(CLAIM);
            if (due.isEmpty()) {
                return done;
            }
            done = done.plus(load(due.get(), control));
        }
        return done;
    }

    private Done load(Due due, Control control) {
        if (rows.isSuperseded(due)) {
            rows.end(due, "superseded", null, null);
            return SUPERSEDED;
        }
        S3Object object = object(due.news());
        try {
            List<LandedFile> files = landing.land(due.feed(), objects.incoming(object));
            return ended(due, job.loadLanded(due.feed(), files, false, null, control));
        } catch (ObjectChangedException e) {
            boolean newer = rows.hasOthers(due);
            rows.end(due, newer ? "superseded" : "failed", null, newer ? null : e.getMessage());
            return newer ? SUPERSEDED : FAILED;
        } catch (HeldElsewhereException e) {
            rows.putBack(due, BUSY_PAUSE, false, String.valueOf(e.getMessage()));
            return WAITING;
        } catch (UnknownFeedException e) {
            rows.end(due, "failed", null, e.getMessage());
            return FAILED;
        } catch (IOException | LoadFailedException e) {
            return failed(due, object, String.valueOf(e.getMessage()));
        }
    }

    private Done ended(Due due, LoadOutcome outcome) {
        if (outcome.stopped()) {
            rows.putBack(due, Duration.ZERO, false, "it was told to stop");
            return WAITING;
        }
        if (outcome.refused().size() == outcome.files().size()) {
            rows.end(
                    due,
                    "failed",
                    outcome.loadId(),
                    outcome.refused().getFirst().problem());
            return FAILED;
        }
        rows.end(due, "loaded", outcome.loadId(), null);
        return LOADED;
    }

    private Done failed(Due due, S3Object object, String reason) {
        LOG.warn("{} of feed {} is not loaded: {}", object.address(), due.feed(), reason);
        if (due.attempts() >= MOST_ATTEMPTS) {
            rows.end(due, "failed", null, reason);
            return FAILED;
        }
        rows.putBack(due, FAILURE_PAUSE.multipliedBy(1L << (due.attempts() - 1)), true, reason);
        return WAITING;
    }

    private static S3Object object(ObjectNews news) {
        return new S3Object(
                news.bucket(),
                news.key(),
                news.sizeBytes(),
                news.etag(),
                news.versionId().isEmpty() ? null : news.versionId());
    }
}
