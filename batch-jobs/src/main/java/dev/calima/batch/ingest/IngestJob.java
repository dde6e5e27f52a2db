package dev.calima.batch.ingest;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.fetch.FileFinder;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.load.KnownFileReader;
import dev.calima.batch.ingest.load.LedgerWriter;
import dev.calima.batch.ingest.load.LoadChunk;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadSession;
import dev.calima.batch.ingest.load.QualityContext;
import dev.calima.batch.ingest.load.ReferenceWriter;
import dev.calima.batch.ingest.load.RefusedLoadException;
import dev.calima.batch.ingest.load.RejectedShare;
import dev.calima.batch.ingest.load.ScopedFormat;
import dev.calima.batch.ingest.validate.ReadingValidator;
import dev.calima.batch.ingest.validate.ReferenceData;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.log.LogContext;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/**
 * The massive load, {@value #NAME}: finds the files, keeps their bytes, and loads them in chunks. The files' hashes and
 * the feed's definition are the load's identity: the same again does nothing, and what was cut off goes on where it
 * stopped.
 */
@Component
public class IngestJob {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "observations-load-massive";

    /** Readings of a chunk, mostly lines; a chunk must be written well within the time that a stop allows. */
    private static final int CHUNK_LINES = 50_000;

    private static final String CHUNK_LINES_PROPERTY = "calima.chunk-lines";

    private final JobsConfig config;
    private final FileFinder finder;
    private final LandingArea landing;
    private final List<FeedFormat> formats;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final LedgerWriter ledger;
    private final LoadReader reader;
    private final ReferenceWriter reference;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final DataSource dataSource;
    private final DSLContext dsl;
    private final KnownFileReader known;
    private final Control own;
    private final Clock clock;

    IngestJob(
            JobsConfig config,
            FileFinder finder,
            LandingArea landing,
            List<FeedFormat> formats,
            DatabaseAccess database,
            RolePasswords passwords,
            LedgerWriter ledger,
            LoadReader reader,
            ReferenceWriter reference,
            DeadRuns deadRuns,
            JobStart jobs,
            DataSource dataSource,
            DSLContext dsl,
            KnownFileReader known,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.config = config;
        this.finder = finder;
        this.landing = landing;
        this.formats = formats;
        this.database = database;
        this.passwords = passwords;
        this.ledger = ledger;
        this.reader = reader;
        this.reference = reference;
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.dataSource = dataSource;
        this.dsl = dsl;
        this.known = known;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Loads files of a feed, or goes on with a load that was cut off.
     *
     * @param paths files, folders, globs or addresses in S3
     * @param again load once more what was loaded before
     * @param mostRejected share of refused lines, 0 to 1, that is still loaded; null for the feed's own
     * @throws HeldElsewhereException when another process loads this feed just now
     * @throws LoadFailedException when the load failed; what was committed stays, and the same call goes on
     */
    public LoadOutcome load(String feedName, List<String> paths, boolean again, @Nullable Double mostRejected)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        return load(feedName, paths, again, mostRejected, own);
    }

    /** As {@link #load(String, List, boolean, Double)}, steered by somebody. */
    public LoadOutcome load(
            String feedName, List<String> paths, boolean again, @Nullable Double mostRejected, Control control)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        Instant start = clock.instant();
        FeedDefinition feed = feed(feedName);
        try {
            List<LandedFile> files = fetch(feed, finder.find(paths), control);
            return control.stop().isGiven()
                    ? new LoadOutcome(0, false, true, List.of(), Map.of(), Duration.between(start, clock.instant()))
                    : load(feed, files, usual(again, mostRejected, control), start);
        } catch (IOException e) {
            throw new LoadFailedException("feed " + feed.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Loads files that have landed, in this order, or goes on with a load of the same files that was cut off.
     *
     * @param again load once more what was loaded before
     * @param mostRejected share of refused lines, 0 to 1, that is still loaded; null for the feed's own
     * @throws HeldElsewhereException when another process loads this feed just now
     * @throws LoadFailedException when the load failed; what was committed stays, and the same call goes on
     */
    public LoadOutcome loadLanded(String feedName, List<LandedFile> files, boolean again, @Nullable Double mostRejected)
            throws UnknownFeedException, HeldElsewhereException, LoadFailedException {
        return loadLanded(feedName, files, again, mostRejected, own);
    }

    /** As {@link #loadLanded(String, List, boolean, Double)}, steered by somebody. */
    public LoadOutcome loadLanded(
            String feedName, List<LandedFile> files, boolean again, @Nullable Double mostRejected, Control control)
            throws UnknownFeedException, HeldElsewhereException, LoadFailedException {
        return load(feed(feedName), files, usual(again, mostRejected, control), clock.instant());
    }

    /**
     * Goes on with a load that was begun, from the bytes in the landing area; its sources are not looked at again.
     *
     * @throws LoadFailedException when there is no such load of the feed, its files are not in the landing area, or it failed
     */
    public LoadOutcome resume(String feedName, long loadId, @Nullable Double mostRejected, Control control)
            throws UnknownFeedException, HeldElsewhereException, LoadFailedException {
        FeedDefinition feed = feed(feedName);
        try {
            List<LandedFile> files = known.open(feed.name(), loadId, landing);
            if (files.isEmpty()) {
                throw new LoadFailedException("there is no load " + loadId + " of feed " + feed.name(), null);
            }
            return load(feed, files, usual(false, mostRejected, control), clock.instant());
        } catch (IOException e) {
            throw new LoadFailedException("feed " + feed.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Loads what is wanted of files that have landed, or goes on with such a load, and gives way to whoever else wants to load the
     * feed: it then ends stopped after its chunk, and the same call goes on.
     *
     * @param again load once more what was loaded before
     * @param control how far it is, and whether to stop
     * @throws HeldElsewhereException when another process loads this feed just now, or waits to
     * @throws LoadFailedException when the load failed; what was committed stays, and the same call goes on
     */
    public LoadOutcome loadYielding(
            String feedName, List<LandedFile> files, Scope scope, boolean again, Control control)
            throws UnknownFeedException, HeldElsewhereException, LoadFailedException {
        return load(feed(feedName), files, new Wish(scope, again, null, true, control), clock.instant());
    }

    /**
     * How a load is done.
     *
     * @param scope which of the readings
     * @param again load once more what was loaded before
     * @param mostRejected share of refused lines, 0 to 1, that is still loaded; null for the feed's own
     * @param yields whether it gives way
     * @param control how far it is, and whether to stop
     */
    private record Wish(
            Scope scope, boolean again, @Nullable Double mostRejected, boolean yields, Control control) {}

    private static Wish usual(boolean again, @Nullable Double mostRejected, Control control) {
        return new Wish(Scope.ALL, again, mostRejected, false, control);
    }

    /** As {@link #load(String, List, boolean, Double)} with the feed's own share. */
    public LoadOutcome load(String feedName, List<String> paths, boolean again)
            throws UnknownFeedException, NothingFoundException, HeldElsewhereException, LoadFailedException {
        return load(feedName, paths, again, null);
    }

    /** As {@link #loadLanded(String, List, boolean, Double)} with the feed's own share. */
    public LoadOutcome loadLanded(String feedName, List<LandedFile> files, boolean again)
            throws UnknownFeedException, HeldElsewhereException, LoadFailedException {
        return loadLanded(feedName, files, again, null);
    }

    /** The identity of how a feed's files are read: SHA-256 in hexadecimal. */
    public String definition(FeedDefinition feed) {
        return definition(feed, Scope.ALL);
    }

    /** The same of a part of them. */
    public String definition(FeedDefinition feed, Scope scope) {
        return sha256(feed.reading() + config.networkOf(feed) + scope.identity());
    }

    /** The identity of what is loaded: SHA-256 in hexadecimal. */
    public static String manifest(List<LandedFile> files) {
        return sha256(files.stream().map(LandedFile::sha256).toList().toString());
    }

    /** @throws UnknownFeedException when there is no such feed */
    void requireFeed(String name) throws UnknownFeedException {
        feed(name);
    }

    private FeedDefinition feed(String name) throws UnknownFeedException {
        @Nullable FeedDefinition feed = config.feeds().get(name);
        if (feed == null) {
            throw new UnknownFeedException(name, config.feeds().keySet());
        }
        return feed;
    }

    private LoadOutcome load(FeedDefinition feed, List<LandedFile> files, Wish wish, Instant start)
            throws HeldElsewhereException, LoadFailedException {
        FeedFormat format = ScopedFormat.of(format(feed), feed, wish.scope());
        try (Lease lease = lease(feed, wish)) {
            return load(feed, format, files, wish, lease, start);
        } catch (SQLException e) {
            throw new LoadFailedException("feed " + feed.name() + ": " + e.getMessage(), e);
        } finally {
            landing.release(files);
        }
    }

    private Lease lease(FeedDefinition feed, Wish wish) throws SQLException, HeldElsewhereException {
        DatabaseAccess access = passwords.access(database, DatabaseRole.LOADER);
        String name = "load/" + feed.name();
        return wish.yields() ? Lease.takeYielding(access, name) : Lease.take(access, name);
    }

    private FeedFormat format(FeedDefinition feed) {
        return FeedFormats.find(formats, feed)
                .orElseThrow(() -> new ConfigException(List.of(FeedFormats.unknownFormat(formats, feed))));
    }

    /** Keeps the bytes of every file, some at a time; a content that comes twice is taken once. */
    private List<LandedFile> fetch(FeedDefinition feed, List<Incoming> found, Control control) throws IOException {
        control.progress().begin("fetch " + feed.name(), "files", 0, found.size());
        List<Future<List<LandedFile>>> received = new ArrayList<>();
        Map<String, LandedFile> files = new LinkedHashMap<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Incoming incoming : found) {
                received.add(threads.submit(LogContext.carry(() -> land(feed, incoming, control))));
            }
            for (Future<List<LandedFile>> one : received) {
                one.get().forEach(file -> files.putIfAbsent(file.sha256(), file));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the files were received", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
        return List.copyOf(files.values());
    }

    private List<LandedFile> land(FeedDefinition feed, Incoming incoming, Control control) throws IOException {
        List<LandedFile> files = control.stop().isGiven() ? List.of() : landing.land(feed.name(), incoming);
        control.progress().advance(1);
        return files;
    }

    private LoadOutcome load(
            FeedDefinition feed, FeedFormat format, List<LandedFile> files, Wish wish, Lease lease, Instant start)
            throws LoadFailedException {
        NetworkDefinition network = config.networkOf(feed);
        String manifest = manifest(files);
        String definition = definition(feed, wish.scope());
        LedgerWriter.Position position =
                ledger.open(feed.name(), manifest, definition, files, wish.again(), lease.epoch());
        wish.control().loading(position.loadId());
        if (position.loaded()) {
            return outcome(position.loadId(), true, false, start);
        }
        deadRuns.bury(NAME, "feed", feed.name());
        ReferenceData stations = reference.synchronise(feed, network);
        LoadSession session = new LoadSession(
                position.loadId(),
                feed,
                format,
                FeedFormats.options(feed),
                new ReadingValidator(feed, stations, clock),
                files,
                reader.countedFields(feed.name()),
                ledger.received(position.loadId()),
                lease);
        StopSignal halt = wish.control().stop().orWhen(lease::isWanted);
        RejectedShare share = new RejectedShare(
                session,
                new ReadingValidator(feed, stations, clock),
                ledger,
                dsl,
                wish.mostRejected() == null ? feed.maxRejectedShare() : wish.mostRejected(),
                halt);
        wish.control().progress().begin("load " + feed.name(), "lines", linesDone(session, position), session.lines());
        BatchStatus status = run(
                session,
                share,
                wish.control(),
                halt,
                new JobParametersBuilder()
                        .addString("feed", feed.name())
                        .addString("manifest", manifest)
                        .addString("definition", definition)
                        .addLong("attempt", (long) position.attempt())
                        .addLong("loadId", position.loadId(), false)
                        .toJobParameters());
        return outcome(position.loadId(), false, status == BatchStatus.STOPPED, start);
    }

    private BatchStatus run(
            LoadSession session, RejectedShare share, Control control, StopSignal halt, JobParameters parameters)
            throws LoadFailedException {
        DSLContext outside = DSL.using(dataSource, SQLDialect.POSTGRES);
        try (LoadChunk chunk = new LoadChunk(
                session,
                ledger,
                outside,
                dataSource,
                dsl,
                passwords.access(database, DatabaseRole.LOADER),
                control.progress(),
                halt,
                Integer.getInteger(CHUNK_LINES_PROPERTY, CHUNK_LINES))) {
            QualityContext context =
                    new QualityContext(session.loadId(), session.lease().epoch(), ledger, dataSource, halt);
            return jobs.run(
                    NAME,
                    parameters,
                    control,
                    List.of(
                            new JobStart.Part("ingest.check", share),
                            new JobStart.Part("ingest.load", chunk, true),
                            new JobStart.Part("quality.context", context, true)));
        } catch (JobFailedException e) {
            if (e.getCause() instanceof RefusedLoadException refused) {
                throw new LoadFailedException(String.valueOf(refused.getMessage()), refused);
            }
            throw new LoadFailedException(
                    e.getMessage() + ". What was loaded so far is kept; the same command goes on from there.",
                    e.getCause());
        } catch (IOException e) {
            throw new LoadFailedException("the load could not be started: " + e.getMessage(), e);
        }
    }

    private static long linesDone(LoadSession session, LedgerWriter.Position position) {
        return position.lineNo()
                + session.files().stream()
                        .limit(position.fileNo())
                        .mapToLong(LandedFile::lines)
                        .sum();
    }

    private LoadOutcome outcome(long loadId, boolean alreadyLoaded, boolean stopped, Instant start) {
        return new LoadOutcome(
                loadId,
                alreadyLoaded,
                stopped,
                reader.files(loadId),
                reader.rejectedByCode(loadId),
                Duration.between(start, clock.instant()));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
