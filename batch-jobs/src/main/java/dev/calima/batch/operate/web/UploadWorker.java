package dev.calima.batch.operate.web;

import dev.calima.batch.StopSignal;
import dev.calima.batch.aggregate.AggregateFailedException;
import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.KeptFile;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.operate.web.UploadWriter.Upload;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Loads uploads, one after the other, the oldest first. What a dead process left in the middle goes on, as the load itself
 * does; a lease leaves one worker to a database.
 */
@Component
@ConditionalOnWebApplication
class UploadWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UploadWorker.class);
    private static final int LOOK_SECONDS = 5;
    private static final int LONGEST_CHUNK_SECONDS = 60;

    private final UploadWriter uploads;
    private final LandingArea landing;
    private final IngestJob job;
    private final AggregateJob aggregates;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final StopSignal stop;
    private final Semaphore work = new Semaphore(0);

    private volatile boolean running;
    private @Nullable Thread thread;

    UploadWorker(
            UploadWriter uploads,
            LandingArea landing,
            IngestJob job,
            AggregateJob aggregates,
            DatabaseAccess database,
            RolePasswords passwords,
            StopSignal stop) {
        this.uploads = uploads;
        this.landing = landing;
        this.job = job;
        this.aggregates = aggregates;
        this.database = database;
        this.passwords = passwords;
        this.stop = stop;
    }

    /** There may be something to do. */
    void wake() {
        work.release();
    }

    @Override
    public void start() {
        running = true; // before the thread looks
        thread = Thread.ofPlatform().daemon().name("uploads").start(this::run);
    }

    @Override
    public void stop() {
        stop.give();
        running = false;
        Thread busy = thread;
        if (busy != null) {
            work.release();
            try {
                busy.join(TimeUnit.SECONDS.toMillis(LONGEST_CHUNK_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (isRunning() && !stop.isGiven()) {
            try {
                loadAll();
                if (work.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("uploads wait: {}", e.getMessage(), e); // the database is away; they are looked at again
            }
        }
    }

    private void loadAll() {
        if (uploads.next().isEmpty()) {
            return;
        }
        try (Lease lease = Lease.take(passwords.access(database, DatabaseRole.LOADER), "uploads")) {
            Optional<Upload> next = uploads.next();
            while (next.isPresent() && !stop.isGiven() && !lease.isLost() && load(next.get())) {
                next = uploads.next();
            }
            computeWhatIsStale();
        } catch (HeldElsewhereException e) {
            LOG.info("uploads are loaded by another process: {}", e.getMessage());
        } catch (SQLException e) {
            LOG.warn("uploads wait: {}", e.getMessage());
        }
    }

    /** Who computes just now does it for us; what fails stays marked for the next time. */
    private void computeWhatIsStale() {
        try {
            aggregates.rebuild(false, false);
        } catch (HeldElsewhereException e) {
            LOG.info("aggregates are computed by another process: {}", e.getMessage());
        } catch (AggregateFailedException e) {
            LOG.warn("aggregates wait", e);
        }
    }

    /** Loads one; false when it has to wait. */
    private boolean load(Upload upload) {
        uploads.begin(upload.id());
        try {
            LoadOutcome outcome = job.loadLanded(upload.feed(), files(upload), false, upload.mostRejected());
            if (outcome.stopped()) {
                return false;
            }
            boolean nothing = !outcome.files().isEmpty()
                    && outcome.refused().size() == outcome.files().size();
            uploads.end(
                    upload.id(),
                    outcome.loadId(),
                    nothing ? outcome.refused().getFirst().problem() : null);
        } catch (HeldElsewhereException e) {
            LOG.info("upload {} waits: {}", upload.id(), e.getMessage());
            return false;
        } catch (LoadFailedException | UnknownFeedException | IOException e) {
            LOG.warn("upload {} failed", upload.id(), e);
            uploads.end(upload.id(), null, e.getMessage());
        }
        return true;
    }

    private List<LandedFile> files(Upload upload) throws IOException {
        List<KeptFile> kept = landing.kept(upload.feed());
        List<LandedFile> files = new ArrayList<>();
        for (UploadWriter.File file : upload.files()) {
            files.add(open(kept, file));
        }
        return files;
    }

    private LandedFile open(List<KeptFile> kept, UploadWriter.File file) throws IOException {
        String path = file.landedPath().split("!", 2)[0];
        for (KeptFile candidate : kept) {
            if (candidate.path().equals(path)) {
                for (LandedFile landed : landing.open(candidate)) {
                    if (landed.landedPath().equals(file.landedPath())) {
                        return landed;
                    }
                }
            }
        }
        throw new IOException(file.name() + " is not in the landing area any more: send it again");
    }
}
