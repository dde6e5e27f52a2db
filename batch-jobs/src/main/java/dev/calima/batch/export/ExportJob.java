package dev.calima.batch.export;

import dev.calima.batch.Control;
import dev.calima.batch.JobStart;
import dev.calima.batch.config.JobsConfig;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.stereotype.Component;

/** Publishes files of all hourly values, {@value #NAME}: those years of which something has changed. */
@Component
public class ExportJob {

    /** Name of the job, in the job tables, logs and metrics, and of its lease. */
    public static final String NAME = "exports-publish";

    private static final String LEASE_PARAMETER = "lease";

    private final JobsConfig config;
    private final DatabaseAccess access;
    private final DeadRuns deadRuns;
    private final JobStart jobs;
    private final ExportReader reader;
    private final ExportFileWriter manifest;
    private final YearPublisher publisher;
    private final ExportStore store;
    private final Clock clock;

    ExportJob(
            JobsConfig config,
            DatabaseAccess database,
            RolePasswords passwords,
            DeadRuns deadRuns,
            JobStart jobs,
            ExportReader reader,
            ExportFileWriter manifest,
            YearPublisher publisher,
            ExportStore store,
            Clock clock) {
        this.config = config;
        this.access = passwords.access(database, DatabaseRole.LOADER);
        this.deadRuns = deadRuns;
        this.jobs = jobs;
        this.reader = reader;
        this.manifest = manifest;
        this.publisher = publisher;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Publishes what has changed. What was cut off goes on with the next call.
     *
     * @throws HeldElsewhereException when somebody else publishes just now
     * @throws ExportFailedException when it failed; what is published stays
     */
    public ExportOutcome publish(Control control) throws HeldElsewhereException {
        try (Lease lease = Lease.take(access, NAME)) {
            deadRuns.bury(NAME, LEASE_PARAMETER, NAME);
            List<ExportYear> due = due();
            control.progress().begin("export", "years", 0, due.size());
            ExportTasklet years =
                    new ExportTasklet(publisher, manifest, lease, control.progress(), control.stop(), due);
            List<JobStart.Part> parts = new ArrayList<>(List.of(new JobStart.Part("exports.publish", years, true)));
            @Nullable Integer days = config.retention().replacedExports();
            Instant before = days == null ? Instant.EPOCH : clock.instant().minus(Duration.ofDays(days));
            ReplacedTasklet replaced = new ReplacedTasklet(manifest, store, before, control.stop());
            parts.add(new JobStart.Part("exports.replaced", replaced, true));
            BatchStatus status = jobs.run(
                    NAME,
                    new JobParametersBuilder()
                            .addString(LEASE_PARAMETER, NAME)
                            .addLong("lease-epoch", lease.epoch())
                            .toJobParameters(),
                    control,
                    parts);
            return new ExportOutcome(
                    years.years(), years.rows(), years.bytes(), replaced.removed(), status == BatchStatus.STOPPED);
        } catch (SQLException e) {
            throw new ExportFailedException(
                    "exports: cannot reach the database as " + access + ": " + e.getMessage(), e);
        } catch (JobStart.JobFailedException e) {
            throw new ExportFailedException(
                    "exports: " + e.getMessage() + ". What is published stays; calima export goes on from there.",
                    e.getCause() == null ? e : e.getCause());
        }
    }

    /** The years of which a file is missing or older than an observation. */
    private List<ExportYear> due() {
        List<ExportYear> due = new ArrayList<>();
        reader.years().forEach((year, changedAt) -> {
            for (ExportFormat format : ExportFormat.values()) {
                if (!manifest.inForce(year, format, store).equals(Optional.of(changedAt))) {
                    due.add(year);
                    return;
                }
            }
        });
        return due;
    }
}
