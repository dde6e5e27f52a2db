package dev.calima.batch.aggregate;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.JobStart.JobFailedException;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
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
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Computes everything that loads have made stale, {@value #NAME}: days, months, years, indices and exceedances. */
@Component
public class AggregateJob {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "aggregates-rebuild";

    static final String LEASE = "aggregates";

    private static final String LEASE_PARAMETER = "lease";

    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final PlatformTransactionManager transactions;
    private final StaleDayQueries stale;
    private final StationRebuild stations;
    private final StandardsReader standards;
    private final Control own;
    private final Clock clock;

    AggregateJob(
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            JobStart jobs,
            PlatformTransactionManager transactions,
            StaleDayQueries stale,
            StationRebuild stations,
            StandardsReader standards,
            Progress progress,
            StopSignal stop,
            Clock clock) {
        this.access = passwords.access(database, DatabaseRole.LOADER);
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.transactions = transactions;
        this.stale = stale;
        this.stations = stations;
        this.standards = standards;
        this.own = new Control(progress, stop);
        this.clock = clock;
    }

    /**
     * Computes what is stale. What was cut off goes on with the next call.
     *
     * @param everything whether to mark every day as stale first
     * @param listed whether to list what changed
     * @throws HeldElsewhereException when somebody else computes just now
     * @throws AggregateFailedException when it failed; what was committed stays
     */
    public AggregateOutcome rebuild(boolean everything, boolean listed) throws HeldElsewhereException {
        return rebuild(everything, listed, own);
    }

    /** As {@link #rebuild(boolean, boolean)}, steered by somebody. */
    public AggregateOutcome rebuild(boolean everything, boolean listed, Control control) throws HeldElsewhereException {
        Instant start = clock.instant();
        try (Lease lease = Lease.take(access, LEASE)) {
            deadRuns.bury(NAME, LEASE_PARAMETER, LEASE);
            if (everything) {
                new TransactionTemplate(transactions).executeWithoutResult(_ -> stale.markAll());
            }
            RebuildTasklet tasklet = new RebuildTasklet(
                    stale, stations, standards.read(), lease, listed, control.progress(), control.stop());
            boolean stopped = run(tasklet, lease, control) == BatchStatus.STOPPED;
            Changes changes = tasklet.changes();
            return new AggregateOutcome(
                    changes.staleDays,
                    changes.lookedAt,
                    changes.days,
                    changes.months,
                    changes.years,
                    changes.indexDays,
                    changes.exceedances,
                    stopped,
                    changes.list(),
                    Duration.between(start, clock.instant()));
        } catch (SQLException e) {
            throw new AggregateFailedException(
                    "aggregates: cannot reach the database as " + access + ": " + e.getMessage(), e);
        }
    }

    /** Each holder of the lease has a run of its own; what is to be done is known from the marks. */
    private BatchStatus run(RebuildTasklet tasklet, Lease lease, Control control) {
        JobParameters parameters = new JobParametersBuilder()
                .addString(LEASE_PARAMETER, LEASE)
                .addLong("lease-epoch", lease.epoch())
                .toJobParameters();
        try {
            return jobs.run(NAME, parameters, control, List.of(new JobStart.Part("aggregate.rebuild", tasklet, true)));
        } catch (JobFailedException e) {
            throw new AggregateFailedException(
                    e.getMessage() + ". What was computed so far is kept; calima aggregate goes on from there.",
                    e.getCause());
        }
    }
}
