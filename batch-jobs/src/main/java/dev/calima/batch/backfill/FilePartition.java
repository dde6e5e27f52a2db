package dev.calima.batch.backfill;

import dev.calima.batch.Control;
import dev.calima.batch.backfill.plan.PlannedFile;
import dev.calima.batch.backfill.plan.Reprocess;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.Scope;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.S3Object;
import dev.calima.batch.ingest.fetch.S3Objects;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads a partition from its frozen list of files. */
@Component
class FilePartition {

    private static final long PAUSE_NANOS = 500_000_000;

    private final LandingArea landing;
    private final S3Objects objects;
    private final IngestJob ingest;
    private final BackfillReader reader;
    private final BackfillWriter writer;
    private final LoadReader loads;

    FilePartition(
            LandingArea landing,
            S3Objects objects,
            IngestJob ingest,
            BackfillReader reader,
            BackfillWriter writer,
            LoadReader loads) {
        this.landing = landing;
        this.objects = objects;
        this.ingest = ingest;
        this.reader = reader;
        this.writer = writer;
        this.loads = loads;
    }

    /** Loads it, or goes on; empty when it was told to stop. */
    Optional<PartitionOutcome> load(BackfillRow backfill, PartitionRow partition, FeedDefinition feed, Control control)
            throws IOException, UnknownFeedException, LoadFailedException {
        List<PlannedFile> planned = reader.files(backfill.id(), partition.number());
        List<LandedFile> files = receive(partition, feed, planned, control);
        if (files.isEmpty() || control.stop().isGiven()) {
            return Optional.empty();
        }
        boolean whole = planned.stream().allMatch(PlannedFile::isWhole);
        Scope scope = whole ? Scope.ALL : new Scope(new HashSet<>(backfill.stations()), backfill.from(), backfill.to());
        Optional<LoadOutcome> load = load(backfill, partition, feed, files, scope, control);
        return load.map(one -> outcome(one, files));
    }

    /** The bytes as they were listed, from the landing area; what lies in S3 still is received now. */
    private List<LandedFile> receive(
            PartitionRow partition, FeedDefinition feed, List<PlannedFile> planned, Control control)
            throws IOException {
        control.progress().begin("receive " + feed.name(), "files", 0, planned.size());
        Map<String, LandedFile> files = new LinkedHashMap<>();
        for (int i = 0; i < planned.size() && !control.stop().isGiven(); i++) {
            PlannedFile file = planned.get(i);
            List<LandedFile> found = file.landedPath() == null
                    ? fetch(partition, feed, i, file)
                    : List.of(landing.find(feed.name(), file.landedPath())
                            .orElseThrow(() -> new IOException(file.address() + " (" + file.landedPath()
                                    + ") is not in the landing area any more: bring it back from a backup")));
            found.forEach(one -> files.putIfAbsent(one.sha256(), one));
            control.progress().advance(1);
        }
        return new ArrayList<>(files.values());
    }

    private List<LandedFile> fetch(PartitionRow partition, FeedDefinition feed, int number, PlannedFile file)
            throws IOException {
        S3Address address = S3Address.parse(file.address())
                .orElseThrow(() -> new IOException(file.address() + " is no address in S3"));
        if (!objects.mayRead(address.bucket())) {
            throw new IOException(file.address() + " may not be read; add its bucket to CALIMA_S3_BUCKETS");
        }
        List<LandedFile> landed = landing.land(
                feed.name(),
                objects.incoming(new S3Object(
                        address.bucket(), address.key(), file.sizeBytes(), String.valueOf(file.etag()), null)));
        if (landed.size() == 1) { // of an archive all is taken, and looked for again by its address
            writer.landed(
                    partition,
                    number,
                    landed.getFirst().sha256(),
                    landed.getFirst().landedPath());
        }
        return landed;
    }

    private Optional<LoadOutcome> load(
            BackfillRow backfill,
            PartitionRow partition,
            FeedDefinition feed,
            List<LandedFile> files,
            Scope scope,
            Control control)
            throws UnknownFeedException, LoadFailedException {
        boolean again = backfill.reprocess() == Reprocess.ALL;
        @Nullable Long before = partition.loadAfter();
        if (again && before != null) { // killed between the end of the load and that of the run?
            Optional<Long> ended =
                    reader.loadedAfter(feed.name(), IngestJob.manifest(files), ingest.definition(feed, scope), before);
            if (ended.isPresent()) {
                return Optional.of(new LoadOutcome(
                        ended.get(),
                        false,
                        false,
                        loads.files(ended.get()),
                        loads.rejectedByCode(ended.get()),
                        Duration.ZERO));
            }
        }
        while (!control.stop().isGiven()) {
            try {
                LoadOutcome outcome = ingest.loadYielding(feed.name(), files, scope, again, control);
                if (!outcome.stopped()) {
                    return Optional.of(outcome);
                }
            } catch (HeldElsewhereException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // somebody who goes first
            }
        }
        return Optional.empty();
    }

    private static PartitionOutcome outcome(LoadOutcome load, List<LandedFile> files) {
        LoadSums sums = LoadSums.of(List.of(load));
        List<FileOutcome> refused = load.refused();
        @Nullable String failure = refused.isEmpty()
                ? null
                : refused.size() + " of " + load.files().size() + " files refused: "
                        + refused.getFirst().name() + ": " + refused.getFirst().problem();
        long lines = files.stream().mapToLong(LandedFile::lines).sum();
        return new PartitionOutcome(
                lines,
                failure == null ? lines : sums.linesRead(),
                sums.linesRead(),
                files.stream().mapToLong(LandedFile::sizeBytes).sum(),
                sums.valuesRead(),
                sums.valuesNew(),
                sums.valuesRevised(),
                sums.refused(),
                load.loadId(),
                failure,
                load.alreadyLoaded() ? "it was loaded before (load " + load.loadId() + "); nothing was changed" : null);
    }
}
