package dev.calima.batch.run;

import java.util.Optional;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** What an operator may say about runs. Whatever is said, and what came of it, is kept in the audit. */
@Component
@Primary // the operator API has one of its own
public class RunDesk {

    private final RunRequests requests;
    private final RunWriter rows;
    private final RunReader reader;
    private final AuditWriter audit;
    private final RunBell bell;

    @Autowired
    public RunDesk(DSLContext dsl, RunRequests requests, RunBell bell) {
        this.requests = requests;
        this.rows = new RunWriter(dsl);
        this.reader = new RunReader(dsl);
        this.audit = new AuditWriter(dsl);
        this.bell = bell;
    }

    /**
     * Asks for a run; see {@link RunRequests#submit}.
     *
     * @throws AlreadyAliveException when another run of the same job and identifying parameters is alive
     * @throws KeyTakenException when the idempotency key was given to another request
     * @throws QueueFullException when who asks has too many runs waiting
     */
    public Submitted start(Actor actor, RunRequest request)
            throws UnknownJobException, BadParametersException, AlreadyAliveException, KeyTakenException,
                    QueueFullException {
        try {
            requests.requireRoom(request);
            Submitted submitted = requests.submit(request);
            said(
                    actor,
                    "start",
                    request.job(),
                    submitted.runId(),
                    "done",
                    submitted.isNew() ? null : "asked for before");
            return submitted;
        } catch (UnknownJobException e) {
            said(actor, "start", request.job(), null, "not-found", e.getMessage());
            throw e;
        } catch (BadParametersException | KeyTakenException | QueueFullException e) {
            said(actor, "start", request.job(), null, "refused", e.getMessage());
            throw e;
        } catch (AlreadyAliveException e) {
            said(actor, "start", request.job(), e.runId(), "conflict", e.getMessage());
            throw e;
        }
    }

    /** Tells a run to stop: it is stopped when its worker has let go. Said twice it is said once. */
    public RunRow stop(Actor actor, long runId) throws UnknownRunException, RunStateException {
        RunRow run = move(actor, RunVerb.STOP, runId, rows::stop);
        bell.ring();
        return run;
    }

    /** Has a run that failed or was stopped go on. */
    public RunRow restart(Actor actor, long runId) throws UnknownRunException, RunStateException {
        try {
            RunRow run = move(actor, RunVerb.RESTART, runId, rows::restart);
            bell.ring();
            return run;
        } catch (DuplicateKeyException e) {
            RunRow run = find(runId);
            Optional<RunRow> alive = rows.identity(runId).flatMap(rows::findAlive);
            String message = "run " + runId + " is " + run.state().code() + ", and run "
                    + alive.map(other -> String.valueOf(other.runId())).orElse("?")
                    + " does the same: wait for it, or stop it first";
            said(actor, "restart", "run " + runId, runId, "conflict", message);
            throw new RunStateException(
                    run.state(), message, alive.map(RunRow::runId).orElse(null));
        }
    }

    /** Gives a run whose worker is silent to another, without waiting for the supervisor. */
    public RunRow recover(Actor actor, long runId) throws UnknownRunException, RunStateException {
        RunRow run = move(actor, RunVerb.RECOVER, runId, rows::recover);
        bell.ring();
        return run;
    }

    /** Gives a run up: it is never taken up again. */
    public RunRow abandon(Actor actor, long runId) throws UnknownRunException, RunStateException {
        return move(actor, RunVerb.ABANDON, runId, rows::abandon);
    }

    /**
     * Whether a run would take a verb as it is now; nothing is done.
     *
     * @throws RunStateException when it would not
     */
    public RunRow wouldTake(RunVerb verb, long runId) throws UnknownRunException, RunStateException {
        RunRow run = find(runId);
        if (!verb.isTakenIn(run.state())) {
            throw new RunStateException(run.state(), verb.refusal(run));
        }
        return run;
    }

    private RunRow move(Actor actor, RunVerb what, long runId, LongFunction<Optional<RunRow>> move)
            throws UnknownRunException, RunStateException {
        String verb = what.code();
        String subject = "run " + runId;
        Optional<RunRow> moved = move.apply(runId);
        if (moved.isPresent()) {
            said(
                    actor,
                    verb,
                    subject,
                    runId,
                    "done",
                    "now " + moved.get().state().code());
            return moved.get();
        }
        Optional<RunRow> found = reader.find(runId);
        if (found.isEmpty()) {
            said(actor, verb, subject, null, "not-found", null);
            throw new UnknownRunException(runId);
        }
        RunState state = found.get().state();
        String message = what.refusal(found.get());
        said(actor, verb, subject, runId, "conflict", message);
        throw new RunStateException(state, message);
    }

    private RunRow find(long runId) throws UnknownRunException {
        return reader.find(runId).orElseThrow(() -> new UnknownRunException(runId));
    }

    private void said(
            Actor actor, String verb, String subject, @Nullable Long runId, String result, @Nullable String detail) {
        audit.write(actor, verb, subject, runId, result, detail);
    }
}
