package dev.calima.batch.verify;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Scores issued forecasts against what was observed since, and waits for the end. */
@Component
public class ScoreLauncher {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "forecast-score";

    static final String LEASE = "score";
    static final String EPOCH = "lease-epoch";

    private static final String SCOPE = "scope";
    private static final String ALL = "all";

    private final JobStart jobs;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final ScoreReader forecasts;
    private final HourlyReader observations;
    private final ScoreWriter scores;
    private final Control own;
    private final Clock clock;

    ScoreLauncher(
            JobStart jobs,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            ScoreReader forecasts,
            HourlyReader observations,
            ScoreWriter scores,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.jobs = jobs;
        this.access = passwords.access(database, DatabaseRole.TRAINER);
        this.deadRuns = deadRuns;
        this.forecasts = forecasts;
        this.observations = observations;
        this.scores = scores;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /** As {@link #score(Control)}, steered by this process alone. */
    public ScoreOutcome score() throws HeldElsewhereException {
        return score(own);
    }

    /**
     * Scores every forecast whose hours have observations that its scores were not made with.
     *
     * @throws HeldElsewhereException when somebody else scores just now
     * @throws ScoreFailedException when it broke off; started again it goes on
     */
    public ScoreOutcome score(Control control) throws HeldElsewhereException {
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            deadRuns.bury(NAME, SCOPE, ALL);
            List<DueForecast> due = forecasts.listDue();
            if (due.isEmpty()) {
                return new ScoreOutcome(true, 0, 0, false, Duration.between(start, clock.instant()));
            }
            // each lease has its own number, so each run is an instance of its own: what is due tells where it goes on
            JobParameters parameters = new JobParametersBuilder()
                    .addString(SCOPE, ALL)
                    .addLong(EPOCH, lease.epoch())
                    .toJobParameters();
            ScoreTasklet tasklet = new ScoreTasklet(due, forecasts, observations, scores, control);
            JobExecution execution =
                    jobs.execute(NAME, parameters, control, List.of(new JobStart.Part("verify.score", tasklet)));
            return outcome(execution, start);
        } catch (JobFailedException e) {
            throw new ScoreFailedException("scoring forecasts failed: " + e.getMessage(), e.getCause());
        } catch (SQLException e) {
            throw new ScoreFailedException(
                    "scoring forecasts: cannot reach the database as " + access + ": " + e.getMessage(), e);
        }
    }

    private ScoreOutcome outcome(JobExecution execution, Instant start) throws JobFailedException {
        BatchStatus status = JobStart.ended(execution);
        long scored = 0;
        long rescored = 0;
        for (StepExecution step : execution.getStepExecutions()) {
            scored += step.getWriteCount();
            rescored += step.getFilterCount();
        }
        return new ScoreOutcome(
                false,
                Math.toIntExact(scored),
                Math.toIntExact(rescored),
                status == BatchStatus.STOPPED,
                Duration.between(start, clock.instant()));
    }
}
