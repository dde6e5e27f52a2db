package dev.calima.batch.operate.web;

import dev.calima.batch.Bell;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.UnknownFeedException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final UploadWriter uploads;
    private final LandingArea landing;
    private final IngestJob job;
    private final FollowingAggregates aggregates;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final StopSignal stop;
    private final Bell bell = new Bell();
    private final Rounds rounds;

    UploadWorker(
            UploadWriter uploads,
            LandingArea landing,
            IngestJob job,
            FollowingAggregates aggregates,
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
        this.rounds = new Rounds("uploads", bell, PAUSE, stop, this::loadAll);
    }

    /** There may be something to do. */
    void wake() {
        bell.ring();
    }

    @Override
    public void start() {
        rounds.start();
    }

    @Override
    public void stop() {
        rounds.stop();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
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
            aggregates.compute();
        } catch (HeldElsewhereException e) {
            LOG.info("uploads are loaded by another process: {}", e.getMessage());
        } catch (SQLException e) {
            LOG.warn("uploads wait: {}", e.getMessage());
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
        List<LandedFile> files = new ArrayList<>();
        for (UploadWriter.File file : upload.files()) {
            files.add(landing.find(upload.feed(), file.landedPath())
                    .orElseThrow(() ->
                            new IOException(file.name() + " is not in the landing area any more: send it again")));
        }
        return files;
    }
}
