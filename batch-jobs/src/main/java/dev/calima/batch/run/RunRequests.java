package dev.calima.batch.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * The one door by which anything is asked for. May be called within the caller's transaction: what is asked for is then there
 * with its commit.
 */
@Component
@Primary // the operator API has one of its own
public class RunRequests {

    private static final Logger LOG = LoggerFactory.getLogger(RunRequests.class);

    /** So often another may take a name and let it go while we look. */
    private static final int MOST_TRIES = 20;

    private final RunWriter rows;
    private final RunnableJobs jobs;
    private final RunBell bell;

    @Autowired
    public RunRequests(DSLContext dsl, RunnableJobs jobs, RunBell bell) {
        this.rows = new RunWriter(dsl);
        this.jobs = jobs;
        this.bell = bell;
    }

    /**
     * Queues what is asked for. The same request, by its idempotency key or by its schedule and moment, is queued once.
     *
     * @throws AlreadyAliveException when another run of the same job and identifying parameters is alive
     * @throws KeyTakenException when the idempotency key was given to another request
     */
    public Submitted submit(RunRequest request)
            throws UnknownJobException, BadParametersException, AlreadyAliveException, KeyTakenException {
        Made made = make(request, null);
        if (made.isNew()) {
            bell.ring();
        }
        return new Submitted(made.run().runId(), made.isNew());
    }

    /** So many runs may wait for one who asks; schedules, backfills and what follows a run are not asked for in this way. */
    static final int MOST_QUEUED = 1000;

    /** @throws QueueFullException when who asks has too many runs waiting; what was asked for before is not asked for again */
    void requireRoom(RunRequest request) throws QueueFullException {
        @Nullable String key = request.idempotencyKey();
        boolean known = key != null && rows.findByKey(key).isPresent();
        if (!known) {
            requireRoom(request.requestedBy());
        }
    }

    /** @throws QueueFullException when somebody has too many runs waiting */
    public void requireRoom(String requestedBy) throws QueueFullException {
        if (rows.countQueued(requestedBy, MOST_QUEUED) >= MOST_QUEUED) {
            throw new QueueFullException(requestedBy, MOST_QUEUED);
        }
    }

    /**
     * What would be asked for: parameters checked and completed.
     *
     * @throws AlreadyAliveException when another run of the same job and identifying parameters is alive
     */
    public Map<String, String> check(RunRequest request)
            throws UnknownJobException, BadParametersException, AlreadyAliveException {
        RunnableJob job = jobs.get(request.job());
        Map<String, String> parameters = jobs.complete(job, request.parameters());
        Optional<RunRow> alive = rows.findAlive(identity(job, parameters));
        if (alive.isPresent()) {
            throw new AlreadyAliveException(
                    job.name(), alive.get().runId(), alive.get().state().code());
        }
        return parameters;
    }

    /** Asks for something that nobody waits for; when the same is alive, it is done once more after that. */
    public void submitOrRepeat(RunRequest request) {
        follow(request, null);
        bell.ring();
    }

    /**
     * Asks for what is to be done after a run; when the same is alive, it is done once more after that.
     *
     * @param worker who takes it at once; null to queue it
     * @return the run when a worker took it
     */
    Optional<RunRow> follow(RunRequest request, @Nullable UUID worker) {
        try {
            RunnableJob job = jobs.get(request.job());
            String identity = identity(job, jobs.complete(job, request.parameters()));
            @Nullable String key = request.idempotencyKey();
            if ((key != null && rows.findByKey(key).isPresent()) || rows.onceMore(identity)) {
                return Optional.empty();
            }
            Made made = make(request, worker);
            return worker == null ? Optional.empty() : Optional.of(made.run());
        } catch (AlreadyAliveException e) {
            LOG.debug("it came up between the two looks, and begins after what it follows: {}", e.getMessage());
            return Optional.empty();
        } catch (UnknownJobException | BadParametersException | KeyTakenException e) {
            throw new IllegalStateException("what follows a run cannot be asked for: " + e.getMessage(), e);
        }
    }

    /**
     * A run that was asked for.
     *
     * @param isNew whether this request made it
     */
    record Made(RunRow run, boolean isNew) {}

    /** @param worker who takes it at once; null to queue it */
    Made make(RunRequest request, @Nullable UUID worker)
            throws UnknownJobException, BadParametersException, AlreadyAliveException, KeyTakenException {
        RunnableJob job = jobs.get(request.job());
        Map<String, String> parameters = jobs.complete(job, request.parameters());
        String identity = identity(job, parameters);
        Pool pool = request.pool() == null ? job.pool() : request.pool();
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<RunRow> known = known(request, parameters);
            if (known.isPresent()) {
                return new Made(known.get(), false);
            }
            Optional<RunRow> made = rows.insert(request, parameters, identity, pool, worker);
            if (made.isPresent()) {
                return new Made(made.get(), true);
            }
            Optional<RunRow> alive = rows.findAlive(identity);
            if (alive.isPresent() && known(request, parameters).isEmpty()) {
                throw new AlreadyAliveException(
                        job.name(), alive.get().runId(), alive.get().state().code());
            }
        }
        throw new IllegalStateException(job.name() + " is taken and let go again and again; ask once more");
    }

    private Optional<RunRow> known(RunRequest request, Map<String, String> parameters) throws KeyTakenException {
        if (request.idempotencyKey() != null) {
            Optional<RunRow> run = rows.findByKey(request.idempotencyKey());
            if (run.isPresent()) {
                if (!isSame(run.get(), request, parameters)) {
                    throw new KeyTakenException(run.get().runId());
                }
                return run;
            }
        }
        return request.scheduled() == null ? Optional.empty() : rows.findScheduled(request.scheduled());
    }

    /** What a job adds by itself, such as the hour, may differ. */
    private static boolean isSame(RunRow run, RunRequest request, Map<String, String> completed) {
        return run.job().equals(request.job())
                && run.parameters().keySet().equals(completed.keySet())
                && run.parameters().entrySet().containsAll(request.parameters().entrySet());
    }

    /** Hash over the job and what identifies its work. */
    static String identity(RunnableJob job, Map<String, String> parameters) {
        String text = job.name() + "\n"
                + job.parameters().stream()
                        .filter(RunParameter::identifying)
                        .filter(parameter -> parameters.containsKey(parameter.name()))
                        .collect(Collectors.toMap(
                                RunParameter::name,
                                parameter -> parameters.get(parameter.name()),
                                (one, other) -> one,
                                TreeMap::new));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
