package dev.calima.batch.train;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Starts a training and waits for its end. The same data and profile are learnt once. */
@Component
public class TrainLauncher {

    static final String LEASE = "train";
    static final String PROFILE = "profile";
    static final String PROFILE_SHA256 = "profile-sha256";
    static final String DATA_SHA256 = "data-sha256";
    static final String RUN = "training-run";
    static final String EPOCH = "lease-epoch";

    private static final Logger LOG = LoggerFactory.getLogger(TrainLauncher.class);

    private final JobOperator operator;
    private final Job job;
    private final JobsConfig config;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final HistoryReader histories;
    private final TrainingRunQueries runs;
    private final Clock clock;

    TrainLauncher(
            JobOperator operator,
            @Qualifier(TrainJob.NAME) Job job,
            JobsConfig config,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            HistoryReader histories,
            TrainingRunQueries runs,
            Clock clock) {
        this.operator = operator;
        this.job = job;
        this.config = config;
        this.access = passwords.access(database, DatabaseRole.TRAINER);
        this.deadRuns = deadRuns;
        this.histories = histories;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Learns every series that has observations.
     *
     * @param profile name of a file in {@code jobs-config/training}
     * @throws IllegalArgumentException when there is no such profile
     * @throws HeldElsewhereException when somebody else trains just now
     * @throws TrainingFailedException when it broke off; started again it goes on
     */
    public TrainOutcome train(String profile) throws HeldElsewhereException {
        @Nullable TrainingDefinition definition = config.trainings().get(profile);
        if (definition == null) {
            throw new IllegalArgumentException("there is no training profile '" + profile + "'; known are "
                    + new TreeSet<>(config.trainings().keySet()));
        }
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            TrainingPlan plan = new TrainingPlan(definition, config, histories.listSeries());
            Fingerprint how = plan.profileFingerprint();
            Fingerprint what = plan.dataFingerprint();
            TrainingRunQueries.Row run = runs.open(profile, plan, how, what);
            if (run.done()) {
                LOG.info("nothing to learn: same data and profile as run {}", run.id());
                return outcome(run, true, false, start);
            }
            deadRuns.bury(TrainJob.NAME, PROFILE, profile);
            JobParameters parameters = new JobParametersBuilder()
                    .addString(PROFILE, profile)
                    .addString(PROFILE_SHA256, how.hex())
                    .addString(DATA_SHA256, what.hex())
                    .addLong(RUN, run.id(), false)
                    .addLong(EPOCH, lease.epoch(), false)
                    .toJobParameters();
            deadRuns.forgetUnbegun(TrainJob.NAME, parameters);
            BatchStatus end = statusOf(operator.start(job, parameters));
            return outcome(run, false, end == BatchStatus.STOPPED, start);
        } catch (SQLException e) {
            throw new TrainingFailedException(
                    "training " + profile + ": cannot reach the database as " + access + ": " + e.getMessage(), e);
        } catch (JobExecutionException e) {
            throw new TrainingFailedException("training " + profile + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static BatchStatus statusOf(JobExecution execution) {
        BatchStatus status = execution.getStatus();
        if (status == BatchStatus.COMPLETED || status == BatchStatus.STOPPED) {
            return status;
        }
        for (Throwable failure : execution.getAllFailureExceptions()) {
            if (failure instanceof TrainingFailedException failed) {
                throw failed;
            }
        }
        @Nullable Throwable first =
                execution.getAllFailureExceptions().stream().findFirst().orElse(null);
        throw new TrainingFailedException("training ended " + status + ": " + first, first);
    }

    private TrainOutcome outcome(TrainingRunQueries.Row run, boolean noop, boolean stopped, Instant start) {
        Map<String, Integer> byAlgorithm = runs.byAlgorithm(run.id());
        int trained = byAlgorithm.values().stream().mapToInt(Integer::intValue).sum();
        int refused = runs.seriesDone(run.id()).size() - trained;
        Duration duration = Duration.between(start, clock.instant());
        return new TrainOutcome(run.id(), noop, run.series(), trained, refused, stopped, byAlgorithm, duration);
    }
}
