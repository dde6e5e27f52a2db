package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.CheckDefinition;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.feed.madrid.MadridDailyReader;
import dev.calima.batch.ingest.fetch.FileFinder;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.load.KnownFileReader;
import dev.calima.batch.ingest.load.LedgerWriter;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.ReferenceWriter;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/**
 * The check, {@value #NAME}: keeps the bytes of files with published daily means, keeps the means, and compares them month
 * by month with the means of our usable hours. The same files again are compared anew, for the hours may have changed; a
 * comparison that was cut off goes on.
 */
@Component
public class ReconcileJob {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "observations-reconcile";

    /** Days that an outcome lists; all are in the table. */
    public static final int MOST_DIFFERENCES_TOLD = 50;

    private final JobsConfig config;
    private final FileFinder finder;
    private final LandingArea landing;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final LedgerWriter ledger;
    private final LoadReader loads;
    private final ReferenceWriter reference;
    private final ReconciliationReader reader;
    private final ReconciliationWriter writer;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final KnownFileReader knownFiles;
    private final Control own;
    private final Clock clock;

    ReconcileJob(
            JobsConfig config,
            FileFinder finder,
            LandingArea landing,
            DatabaseAccess database,
            RolePasswords passwords,
            LedgerWriter ledger,
            LoadReader loads,
            ReferenceWriter reference,
            ReconciliationReader reader,
            ReconciliationWriter writer,
            DeadRuns deadRuns,
            JobStart jobs,
            KnownFileReader knownFiles,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.config = config;
        this.finder = finder;
        this.landing = landing;
        this.database = database;
        this.passwords = passwords;
        this.ledger = ledger;
        this.loads = loads;
        this.reference = reference;
        this.reader = reader;
        this.writer = writer;
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.knownFiles = knownFiles;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Compares published files with our hours.
     *
     * @param name name of a file in {@code jobs-config/checks}
     * @param paths files, folders, globs or addresses
     * @throws HeldElsewhereException when another process runs this check just now
     * @throws ReconcileFailedException when it failed; the same call goes on
     */
    public ReconcileOutcome reconcile(String name, List<String> paths)
            throws UnknownCheckException, NothingFoundException, HeldElsewhereException, ReconcileFailedException {
        return reconcile(name, paths, null, own);
    }

    /**
     * As {@link #reconcile(String, List)}, steered by somebody.
     *
     * @param loadId goes on with the files of this load from the landing area, instead of the paths; null for the paths
     */
    public ReconcileOutcome reconcile(String name, List<String> paths, @Nullable Long loadId, Control control)
            throws UnknownCheckException, NothingFoundException, HeldElsewhereException, ReconcileFailedException {
        Instant start = clock.instant();
        @Nullable CheckDefinition check = config.checks().get(name);
        if (check == null) {
            throw new UnknownCheckException(name, config.checks().keySet());
        }
        if (!check.format().equals(MadridDailyReader.FORMAT)) {
            throw new ConfigException(List.of("checks/" + name + ".yaml: format '" + check.format() + "' is not "
                    + MadridDailyReader.FORMAT + ", the only one there is"));
        }
        try {
            List<LandedFile> files =
                    loadId == null ? fetch(check, finder.find(paths), control) : knownFiles.open(name, loadId, landing);
            try (Lease lease = Lease.take(passwords.access(database, DatabaseRole.LOADER), "reconcile/" + name)) {
                return reconcile(check, files, lease, control, start);
            }
        } catch (IOException | SQLException e) {
            throw new ReconcileFailedException("check " + name + ": " + e.getMessage(), e);
        }
    }

    private List<LandedFile> fetch(CheckDefinition check, List<Incoming> found, Control control) throws IOException {
        control.progress().begin("fetch " + check.name(), "files", 0, found.size());
        Map<String, LandedFile> files = new LinkedHashMap<>();
        for (Incoming incoming : found) {
            landing.land(check.name(), incoming).forEach(file -> files.putIfAbsent(file.sha256(), file));
            control.progress().advance(1);
        }
        return List.copyOf(files.values());
    }

    private ReconcileOutcome reconcile(
            CheckDefinition check, List<LandedFile> files, Lease lease, Control control, Instant start)
            throws ReconcileFailedException {
        List<FeedDefinition> feeds = check.feeds().stream()
                .map(feed -> Objects.requireNonNull(config.feeds().get(feed)))
                .toList();
        NetworkDefinition network = config.networkOf(feeds.getFirst());
        feeds.forEach(feed -> reference.synchronise(feed, network));
        CheckedParameters known =
                new CheckedParameters(check, feeds, reader.stations(network.code()), reader.parameters());
        long loadId = ledger.open(
                        check.name(),
                        sha256(files.stream().map(LandedFile::sha256).toList().toString()),
                        sha256(check.toString()
                                + feeds.stream().map(FeedDefinition::reading).toList()
                                + network),
                        files,
                        false,
                        lease.epoch())
                .loadId();
        control.loading(loadId);
        writer.take(loadId, lease.epoch());
        long reconciliationId = writer.open(check.name(), loadId, check.leastHours());
        deadRuns.bury(NAME, "check", check.name());
        ReconcileSession session = new ReconcileSession(check, network, known, files, loadId, reconciliationId, lease);
        BatchStatus status = run(session, control);
        return new ReconcileOutcome(
                reconciliationId,
                loadId,
                status == BatchStatus.STOPPED,
                loads.files(loadId),
                reader.months(reconciliationId),
                reader.differences(reconciliationId, MOST_DIFFERENCES_TOLD),
                Duration.between(start, clock.instant()));
    }

    private BatchStatus run(ReconcileSession session, Control control) throws ReconcileFailedException {
        Progress progress = control.progress();
        StopSignal stop = control.stop();
        progress.begin(
                "read " + session.check().name(), "files", 0, session.files().size());
        try {
            return jobs.run(
                    NAME,
                    new JobParametersBuilder()
                            .addString("check", session.check().name())
                            .addLong("reconciliation", session.reconciliationId())
                            .toJobParameters(),
                    control,
                    List.of(
                            new JobStart.Part("reconcile.read", new ReadPublished(session, writer, progress, stop)),
                            new JobStart.Part(
                                    "reconcile.compare", new CompareMonths(session, reader, writer, progress, stop))));
        } catch (JobFailedException e) {
            throw new ReconcileFailedException(
                    "check " + session.check().name() + ": " + e.getMessage()
                            + ". The same command goes on from there.",
                    e.getCause());
        }
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
