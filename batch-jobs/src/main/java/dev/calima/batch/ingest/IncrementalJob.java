package dev.calima.batch.ingest;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.config.StationSource;
import dev.calima.batch.ingest.ask.AskRequests;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.ask.FetchRunWriter;
import dev.calima.batch.ingest.ask.PlannedRequest;
import dev.calima.batch.ingest.ask.RequestAsker;
import dev.calima.batch.ingest.ask.RequestPlan;
import dev.calima.batch.ingest.ask.Secrets;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/**
 * The hourly load, {@value #NAME}: asks a feed's source again for its windows and loads what comes. A feed and a full hour are
 * a run; a run that is done is not done again, and one that died, or in which some request failed, asks what is left. What
 * was answered is remembered only once it is loaded.
 */
@Component
public class IncrementalJob {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "observations-load-incremental";

    private static final String FEED = "feed";

    private final JobsConfig config;
    private final IngestJob ingest;
    private final RequestAsker asker;
    private final FetchRunWriter runs;
    private final Secrets secrets;
    private final DatabaseAccess database;
    private final RolePasswords passwords;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final Control own;
    private final Clock clock;

    IncrementalJob(
            JobsConfig config,
            IngestJob ingest,
            RequestAsker asker,
            FetchRunWriter runs,
            Secrets secrets,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            JobStart jobs,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.config = config;
        this.ingest = ingest;
        this.asker = asker;
        this.runs = runs;
        this.secrets = secrets;
        this.database = database;
        this.passwords = passwords;
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Asks a feed's source and loads what comes.
     *
     * @throws NoSourceException when the feed has no source, or the wanted moment is in the future
     * @throws HeldElsewhereException when another process asks or loads this feed just now
     * @throws LoadFailedException when what came could not be loaded; the next run asks for it again
     */
    public FetchOutcome fetch(String feedName, FetchWish wish)
            throws UnknownFeedException, NoSourceException, HeldElsewhereException, LoadFailedException {
        return fetch(feedName, wish, own);
    }

    /** As {@link #fetch(String, FetchWish)}, steered by somebody. */
    public FetchOutcome fetch(String feedName, FetchWish wish, Control control)
            throws UnknownFeedException, NoSourceException, HeldElsewhereException, LoadFailedException {
        @Nullable FeedDefinition feed = config.feeds().get(feedName);
        if (feed == null) {
            throw new UnknownFeedException(feedName, config.feeds().keySet());
        }
        @Nullable SourceDefinition source = feed.source();
        if (source == null) {
            throw new NoSourceException("feed " + feedName + " has no 'source' in feeds/" + feedName
                    + ".yaml, so nobody can be asked for it; load its files with 'calima load'");
        }
        Instant now = clock.instant();
        Instant scheduled = (wish.at() == null ? now : wish.at()).truncatedTo(ChronoUnit.HOURS);
        if (scheduled.isAfter(now)) {
            throw new NoSourceException(scheduled + " is in the future; nobody can be asked for it yet");
        }
        Map<String, String> headers = secrets.headers(feed, source);
        try (Lease lease = Lease.take(passwords.access(database, DatabaseRole.LOADER), "fetch/" + feedName)) {
            return run(feed, source, scheduled, wish.monthToDate(), headers, lease, control);
        } catch (SQLException e) {
            throw new LoadFailedException("feed " + feedName + ": " + e.getMessage(), e);
        }
    }

    /** The feeds that can be asked for, by name. */
    public List<String> feeds() {
        return config.feeds().values().stream()
                .filter(feed -> feed.source() != null)
                .map(FeedDefinition::name)
                .sorted()
                .toList();
    }

    /** The environment variables that a feed's requests need and that are not set; empty when it can be asked for. */
    public List<String> missingKeys(String feedName) {
        @Nullable FeedDefinition feed = config.feeds().get(feedName);
        @Nullable SourceDefinition source = feed == null ? null : feed.source();
        return source == null ? List.of() : secrets.missing(source);
    }

    private FetchOutcome run(
            FeedDefinition feed,
            SourceDefinition source,
            Instant scheduled,
            boolean monthWanted,
            Map<String, String> headers,
            Lease lease,
            Control control)
            throws HeldElsewhereException, LoadFailedException {
        boolean monthToDate = monthWanted
                || (source.monthToDate()
                        && RequestPlan.isNight(feed, scheduled, runs.lastMonthToDate(feed.name(), scheduled)));
        FetchRunWriter.Run run = runs.open(feed.name(), scheduled, monthToDate, clock.instant());
        if (run.isDone()) {
            return new FetchOutcome(scheduled, true, false, List.of(), null);
        }
        try {
            return run(feed, source, scheduled, run, headers, lease, control);
        } catch (LoadFailedException | HeldElsewhereException e) {
            fail(run, e);
            throw e;
        }
    }

    /** A run that failed says why, and is no running one any more. */
    private void fail(FetchRunWriter.Run run, Exception reason) {
        try {
            runs.fail(run, String.valueOf(reason.getMessage()), clock.instant());
        } catch (RuntimeException e) {
            reason.addSuppressed(e); // the database is away, which is perhaps the reason
        }
    }

    private FetchOutcome run(
            FeedDefinition feed,
            SourceDefinition source,
            Instant scheduled,
            FetchRunWriter.Run run,
            Map<String, String> headers,
            Lease lease,
            Control control)
            throws HeldElsewhereException, LoadFailedException {
        deadRuns.bury(NAME, FEED, feed.name());
        Set<String> answered = runs.answered(run.id());
        List<PlannedRequest> requests = RequestPlan.of(
                        feed,
                        source,
                        config.networkOf(feed),
                        feed.stations() == StationSource.DISCOVERED ? runs.stations(feed.network()) : List.of(),
                        RequestPlan.range(feed, source, scheduled, run.isMonthToDate(), runs.lastAnswered(feed.name())))
                .stream()
                .filter(request -> !answered.contains(request.address()))
                .toList();
        String definition = ingest.definition(feed);
        AskRequests step = new AskRequests(
                requests,
                request -> asker.ask(
                        feed.name(),
                        request,
                        headers,
                        source.pageSize(),
                        runs.validator(feed.name(), request.address(), definition)),
                lease,
                control.progress(),
                control.stop());
        control.progress().begin("ask " + feed.name(), "requests", 0, requests.size());
        if (ask(feed, scheduled, run, step, control) == BatchStatus.STOPPED) {
            return new FetchOutcome(scheduled, false, true, step.asked(), null);
        }
        return load(feed, source, scheduled, run, step.asked(), definition, lease, control);
    }

    private BatchStatus ask(
            FeedDefinition feed, Instant scheduled, FetchRunWriter.Run run, AskRequests step, Control control)
            throws LoadFailedException {
        try {
            return jobs.run(
                    NAME,
                    new JobParametersBuilder()
                            .addString(FEED, feed.name())
                            .addString("scheduled", scheduled.toString())
                            .addLong("attempt", (long) run.attempt())
                            .addLong("fetchRunId", run.id(), false)
                            .toJobParameters(),
                    control,
                    List.of(new JobStart.Part("ingest.ask", step)));
        } catch (JobFailedException e) {
            throw new LoadFailedException(
                    "asking for feed " + feed.name() + " failed: " + e.getMessage() + ". The same command asks again",
                    e.getCause());
        }
    }

    private FetchOutcome load(
            FeedDefinition feed,
            SourceDefinition source,
            Instant scheduled,
            FetchRunWriter.Run run,
            List<Asked> requests,
            String definition,
            Lease lease,
            Control control)
            throws HeldElsewhereException, LoadFailedException {
        Map<String, LandedFile> files = new LinkedHashMap<>();
        requests.forEach(asked -> asked.files().forEach(file -> files.putIfAbsent(file.sha256(), file)));
        @Nullable LoadOutcome load = null;
        List<Asked> ended = requests;
        if (!files.isEmpty()) {
            try {
                // again: a source that goes back to what it said before has to be believed once more
                load = ingest.loadLanded(feed.name(), List.copyOf(files.values()), true, null, control);
            } catch (UnknownFeedException e) {
                throw new IllegalStateException("the feed was there a moment ago", e);
            }
            if (load.stopped()) {
                return new FetchOutcome(scheduled, false, true, requests, load);
            }
            ended = withRefusedFiles(requests, List.copyOf(files.keySet()), load.files());
        }
        runs.end(
                feed.name(),
                source,
                run,
                ended,
                definition,
                load == null ? null : load.loadId(),
                lease,
                clock.instant());
        return new FetchOutcome(scheduled, false, false, ended, load);
    }

    /** An answer that is no file of the feed's, such as a page that says sorry, is no answer. */
    static List<Asked> withRefusedFiles(List<Asked> requests, List<String> hashes, List<FileOutcome> outcomes) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.size() && i < hashes.size(); i++) {
            @Nullable String problem = outcomes.get(i).problem();
            if (problem != null) {
                problems.put(hashes.get(i), problem);
            }
        }
        List<Asked> ended = new ArrayList<>();
        for (Asked asked : requests) {
            @Nullable String problem = asked.files().stream()
                    .map(file -> problems.get(file.sha256()))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElse(null);
            ended.add(problem == null ? asked : asked.refused(asked.request().address() + ": " + problem));
        }
        return ended;
    }
}
