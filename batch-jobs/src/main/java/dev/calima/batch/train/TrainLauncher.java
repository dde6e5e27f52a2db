package dev.calima.batch.train;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/** Starts a training and waits for its end. The same data and profile are learnt once; asked for again after another profile was
 * in use, what was learnt then is put in use again. */
@Component
public class TrainLauncher {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "forecast-train";

    static final String LEASE = "train";
    static final String PROFILE = "profile";
    static final String PROFILE_SHA256 = "profile-sha256";
    static final String DATA_SHA256 = "data-sha256";
    static final String RUN = "training-run";
    static final String EPOCH = "lease-epoch";

    private static final Logger LOG = LoggerFactory.getLogger(TrainLauncher.class);

    private final JobStart jobs;
    private final JobsConfig config;
    private final TrainingProfiles profiles;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final HistoryReader histories;
    private final TrainingRunQueries runs;
    private final ModelWriter models;
    private final Control own;
    private final Clock clock;

    TrainLauncher(
            JobStart jobs,
            JobsConfig config,
            TrainingProfiles profiles,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            HistoryReader histories,
            TrainingRunQueries runs,
            ModelWriter models,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.jobs = jobs;
        this.config = config;
        this.profiles = profiles;
        this.access = passwords.access(database, DatabaseRole.TRAINER);
        this.deadRuns = deadRuns;
        this.histories = histories;
        this.runs = runs;
        this.models = models;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Learns every series that has observations.
     *
     * @param profile its name
     * @throws IllegalArgumentException when there is no such profile
     * @throws HeldElsewhereException when somebody else trains just now
     * @throws TrainingFailedException when it broke off; started again it goes on
     */
    public TrainOutcome train(String profile) throws HeldElsewhereException {
        return train(profile, own);
    }

    /** As {@link #train(String)}, steered by somebody. */
    public TrainOutcome train(String profile, Control control) throws HeldElsewhereException {
        TrainingDefinition definition = profiles.known(profile);
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            TrainingPlan plan = new TrainingPlan(definition, config, histories.listSeries());
            Fingerprint how = plan.profileFingerprint();
            Fingerprint what = plan.dataFingerprint();
            TrainingRunQueries.Row run = runs.open(profile, plan, how, what);
            if (run.done()) {
                int back = models.reinstate(new TrainingRun(run.id(), lease.epoch()));
                LOG.info("nothing to learn: same data and profile as run {}; {} models in use again", run.id(), back);
                return outcome(run, back == 0, false, start);
            }
            deadRuns.bury(NAME, PROFILE, profile);
            JobParameters parameters = new JobParametersBuilder()
                    .addString(PROFILE, profile)
                    .addString(PROFILE_SHA256, how.hex())
                    .addString(DATA_SHA256, what.hex())
                    .addLong(RUN, run.id(), false)
                    .addLong(EPOCH, lease.epoch(), false)
                    .toJobParameters();
            BatchStatus end = run(parameters, plan, control);
            return outcome(run, false, end == BatchStatus.STOPPED, start);
        } catch (SQLException e) {
            throw new TrainingFailedException(
                    "training " + profile + ": cannot reach the database as " + access + ": " + e.getMessage(), e);
        }
    }

    /**
     * The step's own transaction writes nothing but the step's status: each series is a transaction of the trainer's on the
     * thread that learnt it, so that hours of arithmetic hold no transaction open.
     */
    private BatchStatus run(JobParameters parameters, TrainingPlan plan, Control control) {
        FitTasklet fit = new FitTasklet(plan, histories, runs, models, control.progress(), control.stop());
        try {
            return jobs.run(NAME, parameters, control, List.of(new JobStart.Part("train.fit", fit)));
        } catch (JobFailedException e) {
            if (e.getCause() instanceof TrainingFailedException failed) {
                throw failed;
            }
            throw new TrainingFailedException("the training failed: " + e.getMessage(), e.getCause());
        }
    }

    private TrainOutcome outcome(TrainingRunQueries.Row run, boolean noop, boolean stopped, Instant start) {
        Map<String, Integer> byAlgorithm = runs.byAlgorithm(run.id());
        int trained = byAlgorithm.values().stream().mapToInt(Integer::intValue).sum();
        int refused = runs.seriesDone(run.id()).size() - trained;
        Duration duration = Duration.between(start, clock.instant());
        return new TrainOutcome(run.id(), noop, run.series(), trained, refused, stopped, byAlgorithm, duration);
    }
}
