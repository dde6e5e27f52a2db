package dev.calima.batch.train;

import dev.calima.batch.BatchConfiguration;
import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.profile.ProfileChoice;
import dev.calima.batch.profile.ProfileState;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.registry.ChampionReader;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Starts a training and waits for its end. The same data and profile are learnt once. What is learnt with other settings than the
 * champion's is a challenger, and tested.
 */
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
    private final ChampionReader champions;
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
            @Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer,
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
        this.champions = new ChampionReader(trainer);
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Learns every series that has observations.
     *
     * @param profile its name; null for the profile that each series has
     * @throws IllegalArgumentException when there is no such profile
     * @throws HeldElsewhereException when somebody else trains just now
     * @throws TrainingFailedException when it broke off; started again it goes on
     */
    public TrainOutcome train(@Nullable String profile) throws HeldElsewhereException {
        return train(profile, own);
    }

    /** As {@link #train(String)}, steered by somebody. */
    public TrainOutcome train(@Nullable String profile, Control control) throws HeldElsewhereException {
        Function<TrainingSeries, ProfileState> choice = choice(profile);
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            List<TrainingSeries> series = histories.listSeries();
            List<TrainingPlan> plans = new TrainingPlans(config, choice, champions.all()).of(series);
            List<Long> ids = new ArrayList<>();
            boolean noop = true;
            boolean stopped = false;
            @Nullable TrainingFailedException failed = null;
            for (TrainingPlan plan : plans) {
                TrainingRunQueries.Row run = runs.open(plan, plan.profileFingerprint(), plan.dataFingerprint());
                ids.add(run.id());
                if (run.done()) {
                    LOG.info("nothing to learn: same data and profile as run {}", run.id());
                } else if (!stopped) {
                    noop = false;
                    try {
                        stopped = learn(plan, run, lease.epoch(), control) == BatchStatus.STOPPED;
                    } catch (TrainingFailedException e) {
                        failed = failed == null ? e : suppressing(failed, e);
                    }
                }
            }
            if (failed != null) {
                throw failed;
            }
            return outcome(ids, noop, series.size(), stopped, start);
        } catch (SQLException e) {
            throw new TrainingFailedException(
                    "training" + (profile == null ? "" : " " + profile) + ": cannot reach the database as " + access
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private Function<TrainingSeries, ProfileState> choice(@Nullable String profile) {
        if (profile == null) {
            ProfileChoice choice = profiles.choice();
            return one -> choice.of(one.network(), one.station(), one.parameter());
        }
        ProfileState named = profiles.state(profile);
        return _ -> named;
    }

    private static TrainingFailedException suppressing(TrainingFailedException first, TrainingFailedException later) {
        first.addSuppressed(later);
        return first;
    }

    private BatchStatus learn(TrainingPlan plan, TrainingRunQueries.Row run, long epoch, Control control) {
        String profile = plan.definition().name();
        deadRuns.bury(NAME, PROFILE, profile);
        JobParameters parameters = new JobParametersBuilder()
                .addString(PROFILE, profile)
                .addString(PROFILE_SHA256, plan.profileFingerprint().hex())
                .addString(DATA_SHA256, plan.dataFingerprint().hex())
                .addLong(RUN, run.id(), false)
                .addLong(EPOCH, epoch, false)
                .toJobParameters();
        return run(parameters, plan, control);
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

    private TrainOutcome outcome(List<Long> ids, boolean noop, int series, boolean stopped, Instant start) {
        TrainingRunQueries.Harvest harvest = runs.harvest(ids);
        return new TrainOutcome(
                ids,
                noop,
                series,
                harvest.trained(),
                harvest.refused(),
                harvest.challengers(),
                harvest.promoted(),
                stopped,
                harvest.byAlgorithm(),
                Duration.between(start, clock.instant()));
    }
}
