package dev.calima.batch.predict;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.forecasting.Horizon;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Issues the forecasts of every network and waits for the end. All series of a network share one origin, the first hour
 * after its newest value that may be used (a series whose hours start at another minute, its last hour until then); from the same origin and data each model is asked once.
 */
@Component
public class IssueLauncher {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "forecast-issue";

    static final String LEASE = "issue";
    static final String PROFILE = "profile";
    static final String NETWORK = "network";
    static final String ORIGIN = "origin";
    static final String STATE_SHA256 = "state-sha256";
    static final String EPOCH = "lease-epoch";

    private static final Logger LOG = LoggerFactory.getLogger(IssueLauncher.class);

    private final JobStart jobs;
    private final TrainingProfiles profiles;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final ModelReader models;
    private final RecentReader observations;
    private final HourlyReader hours;
    private final ForecastWriter forecasts;
    private final Control own;
    private final Clock clock;

    IssueLauncher(
            JobStart jobs,
            TrainingProfiles profiles,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            ModelReader models,
            RecentReader observations,
            HourlyReader hours,
            ForecastWriter forecasts,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.jobs = jobs;
        this.profiles = profiles;
        this.access = passwords.access(database, DatabaseRole.TRAINER);
        this.deadRuns = deadRuns;
        this.models = models;
        this.observations = observations;
        this.hours = hours;
        this.forecasts = forecasts;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Issues a forecast for every series that has a model in use.
     *
     * @param profile name of the profile that says how far ahead; null for as far as each model reaches
     * @throws IllegalArgumentException when there is no such profile
     * @throws HeldElsewhereException when somebody else issues just now
     * @throws IssueFailedException when some could not be issued; started again it goes on
     */
    public IssueOutcome issue(@Nullable String profile) throws HeldElsewhereException {
        return issue(profile, own);
    }

    /** As {@link #issue(String)}, steered by somebody. */
    public IssueOutcome issue(@Nullable String profile, Control control) throws HeldElsewhereException {
        Reach reach = profile == null ? Reach.OWN : Reach.of(profiles.known(profile));
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            deadRuns.bury(NAME, PROFILE, reach.profile());
            Map<String, Instant> origins = new TreeMap<>();
            Counts all = new Counts(0, 0, false, false);
            for (String network : models.listNetworks()) {
                observations.endOfData(network).ifPresent(origin -> origins.put(network, origin));
            }
            int series = origins.entrySet().stream()
                    .mapToInt(one ->
                            models.listWaiting(one.getKey(), one.getValue()).size())
                    .sum();
            control.progress().begin("issue forecasts", "series", 0, series);
            for (Map.Entry<String, Instant> one : origins.entrySet()) {
                if (!all.stopped()) {
                    all = all.plus(issue(reach, one.getKey(), one.getValue(), lease.epoch(), control));
                }
            }
            Duration duration = Duration.between(start, clock.instant());
            return new IssueOutcome(!all.ran(), all.issued(), all.refused(), all.stopped(), origins, duration);
        } catch (SQLException e) {
            throw new IssueFailedException(
                    "forecasts: cannot reach the database as " + access + ": " + e.getMessage(), e);
        }
    }

    /**
     * How far ahead is forecast.
     *
     * @param profile the profile that says so
     * @param horizon null for as far as each model reaches
     */
    private record Reach(String profile, @Nullable Horizon horizon) {

        static final Reach OWN = new Reach("(none)", null);

        static Reach of(TrainingDefinition profile) {
            return new Reach(profile.name(), Horizon.ofHours(profile.horizonHours()));
        }
    }

    private record Counts(int issued, int refused, boolean stopped, boolean ran) {

        Counts plus(Counts more) {
            return new Counts(issued + more.issued, refused + more.refused, stopped || more.stopped, ran || more.ran);
        }
    }

    private Counts issue(Reach reach, String network, Instant origin, long epoch, Control control) {
        List<ActiveModel> waiting = models.listWaiting(network, origin);
        if (waiting.isEmpty()) {
            LOG.info("{}: nothing to issue, every forecast from {} stands", network, origin);
            return new Counts(0, 0, false, false);
        }
        JobParameters parameters = new JobParametersBuilder()
                .addString(PROFILE, reach.profile())
                .addString(NETWORK, network)
                .addString(ORIGIN, origin.toString())
                .addString(STATE_SHA256, state(reach, network))
                .addLong(EPOCH, epoch, false)
                .toJobParameters();
        // the step's own transaction writes nothing but the step's status: forecasts are stored in the trainer's
        IssueTasklet issue =
                new IssueTasklet(reach.horizon(), models, hours, forecasts, control.progress(), control.stop());
        try {
            return counts(jobs.execute(NAME, parameters, control, List.of(new JobStart.Part("predict.issue", issue))));
        } catch (JobFailedException e) {
            if (e.getCause() instanceof JobInstanceAlreadyCompleteException) {
                LOG.info(
                        "{}: nothing to issue from {}, {} series were refused before", network, origin, waiting.size());
                control.progress().advance(waiting.size());
                return new Counts(0, waiting.size(), false, false);
            }
            if (e.getCause() instanceof IssueFailedException failed) {
                throw failed;
            }
            throw new IssueFailedException("issuing forecasts failed: " + e.getMessage(), e.getCause());
        }
    }

    private static Counts counts(JobExecution execution) throws JobFailedException {
        BatchStatus status = JobStart.ended(execution);
        int issued = 0;
        int refused = 0;
        for (StepExecution step : execution.getStepExecutions()) {
            issued += Math.toIntExact(step.getWriteCount());
            refused += Math.toIntExact(step.getFilterCount());
        }
        return new Counts(issued, refused, status == BatchStatus.STOPPED, true);
    }

    /** The identity of what is asked: the network's models in use, how far ahead, and its observations. */
    private String state(Reach reach, String network) {
        List<String> lines = new ArrayList<>(observations.listChanges(network));
        models.listActive(network).forEach(model -> lines.add("model " + model.modelId()));
        lines.add(
                "horizon " + (reach.horizon() == null ? "own" : reach.horizon().steps()));
        try {
            byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
