package dev.calima.batch.run;

import dev.calima.batch.JobStart;
import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A job as ours are: it takes a lease, and writes rows of a table of its own, one a transaction, each fenced by the lease. What is
 * left to do is asked of the table.
 */
final class SteppedJob implements RunnableJob {

    static final String NAME = "test-steps";

    /** Names that fail as long as they are in here. */
    static final Set<String> FAILING = ConcurrentHashMap.newKeySet();

    /** How many are at work just now, by name, and the most there ever were of one. */
    static final Map<String, AtomicInteger> WORKING = new ConcurrentHashMap<>();

    static final Map<String, Integer> MOST_WORKING = new ConcurrentHashMap<>();

    private final JobStart jobs;
    private final DeadRuns deadRuns;
    private final DatabaseAccess access;
    private final DSLContext dsl;

    SteppedJob(JobStart jobs, DeadRuns deadRuns, DatabaseAccess database, RolePasswords passwords, DSLContext dsl) {
        this.jobs = jobs;
        this.deadRuns = deadRuns;
        this.access = passwords.access(database, DatabaseRole.LOADER);
        this.dsl = dsl;
    }

    static void table(TestDatabase database) {
        database.execute(
                "CREATE TABLE calima.test_step (name text, step int, run_id bigint, at timestamptz DEFAULT clock_timestamp(), PRIMARY KEY (name, step))",
                "GRANT SELECT, INSERT ON calima.test_step TO calima_loader");
    }

    static void register(GenericApplicationContext beans) {
        beans.registerBean(SteppedJob.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Writes rows.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.required("name", ParameterType.TEXT, "what is written"),
                RunParameter.optional("steps", ParameterType.WHOLE, "how many rows")
                        .orElse("3")
                        .notIdentifying());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        String name = run.get("name");
        int most = WORKING.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
        MOST_WORKING.merge(name, most, Math::max);
        try (Lease lease = Lease.take(access, "test/" + name)) {
            deadRuns.bury(NAME, "name", name);
            if (FAILING.contains(name) && name.startsWith("full")) {
                throw new IOException("No space left on device");
            }
            if (FAILING.contains(name)) {
                throw new IllegalArgumentException("told to fail");
            }
            long steps = Objects.requireNonNull(run.whole("steps"));
            Tasklet write = (contribution, context) -> write(run, lease, name, steps, contribution, context);
            run.control().progress().begin("write " + name, "rows", done(name), steps);
            var status = jobs.run(
                    NAME,
                    new JobParametersBuilder()
                            .addString("name", name)
                            .addLong("epoch", lease.epoch())
                            .toJobParameters(),
                    run.control(),
                    List.of(new JobStart.Part("test.write", write)));
            return RunResult.of(
                            status == org.springframework.batch.core.BatchStatus.STOPPED
                                    ? RunOutcome.STOPPED
                                    : RunOutcome.COMPLETED)
                    .counting(Map.of("rows", (long) done(name)));
        } finally {
            WORKING.get(name).decrementAndGet();
        }
    }

    private RepeatStatus write(
            Run run, Lease lease, String name, long steps, StepContribution contribution, ChunkContext context) {
        if (run.control().stop().isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        int done = done(name);
        if (done >= steps) {
            return RepeatStatus.FINISHED;
        }
        dsl.execute("INSERT INTO calima.test_step (name, step, run_id) VALUES (?, ?, ?)", name, done, run.id());
        lease.hold(dsl);
        run.control().progress().advance(1);
        return RepeatStatus.continueIf(!context.isComplete());
    }

    private int done(String name) {
        return (Integer) Objects.requireNonNull(
                dsl.fetchValue("SELECT count(*)::int FROM calima.test_step WHERE name = ?", name));
    }
}
