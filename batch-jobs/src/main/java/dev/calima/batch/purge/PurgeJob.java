package dev.calima.batch.purge;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.fetch.LandingArea;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/** Retention, {@value #NAME}: one step for each kind of thing. What is to go is asked of the tables, so it can be cut off anywhere. */
@Component
public class PurgeJob {

    /** Name of the job, in the job tables, logs and metrics. */
    public static final String NAME = "metadata-purge";

    private static final String LEASE_PARAMETER = "lease";

    private final JobsConfig config;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final PurgeWriter rows;
    private final RawFileWriter files;
    private final LandingArea landing;
    private final Clock clock;

    PurgeJob(
            JobsConfig config,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            JobStart jobs,
            PurgeWriter rows,
            RawFileWriter files,
            LandingArea landing,
            Clock clock) {
        this.config = config;
        this.access = passwords.access(database, DatabaseRole.LOADER);
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.rows = rows;
        this.files = files;
        this.landing = landing;
        this.clock = clock;
    }

    /** What would go now; nothing does. */
    public PurgeOutcome plan() {
        Instant now = clock.instant();
        List<PurgeOutcome.Part> parts = new ArrayList<>();
        for (PurgeKind kind : PurgeKind.values()) {
            @Nullable Integer days = kind.days(config.retention());
            if (days == null) {
                parts.add(new PurgeOutcome.Part(kind.code(), -1, 0, 0));
            } else if (kind == PurgeKind.RAW_FILES) {
                RawFileWriter.Sum sum = files.sum(cut(now, days));
                parts.add(new PurgeOutcome.Part(kind.code(), days, sum.files(), sum.bytes()));
            } else {
                parts.add(new PurgeOutcome.Part(kind.code(), days, rows.count(kind, cut(now, days)), 0));
            }
        }
        return new PurgeOutcome(true, false, parts);
    }

    /**
     * Takes away what is no longer kept.
     *
     * @throws HeldElsewhereException when another process does just now
     * @throws PurgeFailedException when it failed; the same call goes on
     */
    public PurgeOutcome purge(Progress progress, StopSignal stop) throws HeldElsewhereException {
        return purge(new Control(progress, stop));
    }

    /** As {@link #purge(Progress, StopSignal)}. */
    PurgeOutcome purge(Control control) throws HeldElsewhereException {
        Progress progress = control.progress();
        StopSignal stop = control.stop();
        try (Lease lease = Lease.take(access, NAME)) {
            deadRuns.bury(NAME, LEASE_PARAMETER, NAME);
            progress.begin("purge", "rows", 0, plan().total());
            List<PurgeTasklet> tasklets = tasklets(lease, progress, stop);
            BatchStatus status = tasklets.isEmpty() ? BatchStatus.COMPLETED : run(tasklets, lease, control);
            return new PurgeOutcome(false, status == BatchStatus.STOPPED, parts(tasklets));
        } catch (SQLException e) {
            throw new PurgeFailedException("purge: cannot reach the database as " + access + ": " + e.getMessage(), e);
        } catch (JobStart.JobFailedException e) {
            throw new PurgeFailedException(
                    "purge: " + e.getMessage() + ". What is gone is gone; calima purge goes on from there", e);
        }
    }

    private BatchStatus run(List<PurgeTasklet> tasklets, Lease lease, Control control)
            throws JobStart.JobFailedException {
        return jobs.run(
                NAME,
                new JobParametersBuilder()
                        .addString(LEASE_PARAMETER, NAME)
                        .addLong("lease-epoch", lease.epoch())
                        .toJobParameters(),
                control,
                tasklets.stream()
                        .map(one -> new JobStart.Part("purge." + one.kind().code(), one))
                        .toList());
    }

    private List<PurgeTasklet> tasklets(Lease lease, Progress progress, StopSignal stop) {
        Instant now = clock.instant();
        List<PurgeTasklet> tasklets = new ArrayList<>();
        for (PurgeKind kind : PurgeKind.values()) {
            @Nullable Integer days = kind.days(config.retention());
            if (days != null) {
                tasklets.add(new PurgeTasklet(kind, cut(now, days), now, rows, files, landing, lease, progress, stop));
            }
        }
        return tasklets;
    }

    private List<PurgeOutcome.Part> parts(List<PurgeTasklet> tasklets) {
        List<PurgeOutcome.Part> parts = new ArrayList<>();
        for (PurgeTasklet one : tasklets) {
            @Nullable Integer days = one.kind().days(config.retention());
            parts.add(new PurgeOutcome.Part(one.kind().code(), days == null ? -1 : days, one.count(), one.bytes()));
        }
        return parts;
    }

    private static Instant cut(Instant now, int days) {
        return now.minus(Duration.ofDays(days));
    }
}
