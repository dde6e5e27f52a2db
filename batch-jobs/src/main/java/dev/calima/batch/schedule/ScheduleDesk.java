package dev.calima.batch.schedule;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.AuditWriter;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.Submitted;
import dev.calima.batch.run.UnknownJobException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What an operator may say about schedules. Whatever is said, and what came of it, is kept in the audit. */
@Component
public class ScheduleDesk {

    private final JobsConfig config;
    private final ScheduleWriter rows;
    private final ScheduleReader reader;
    private final RunRequests requests;
    private final AuditWriter audit;
    private final Clock clock;

    @Autowired
    public ScheduleDesk(JobsConfig config, DSLContext dsl, RunRequests requests, Clock clock) {
        this.config = config;
        this.rows = new ScheduleWriter(dsl);
        this.reader = new ScheduleReader(dsl);
        this.requests = requests;
        this.audit = new AuditWriter(dsl);
        this.clock = clock;
    }

    /**
     * Its moments get no runs any more, nor go its chains on, until it is resumed. Said twice it is said once.
     *
     * @throws UnknownScheduleException when there is none of this name
     * @throws NotTakenUpException when no serving process has taken it up yet
     */
    public void pause(Actor actor, String name) throws UnknownScheduleException, NotTakenUpException {
        find(actor, "pause", name);
        boolean changed = rows.pause(name, actor.name(), clock.instant());
        taken(actor, "pause", name, changed, "was paused before");
    }

    /**
     * Its moments get runs again.
     *
     * @param catchUp whether those that passed meanwhile are made as after a downtime
     * @throws UnknownScheduleException when there is none of this name
     * @throws NotTakenUpException when no serving process has taken it up yet
     */
    public void resume(Actor actor, String name, boolean catchUp) throws UnknownScheduleException, NotTakenUpException {
        find(actor, "resume", name);
        boolean changed = rows.resume(name, clock.instant(), catchUp);
        taken(actor, "resume", name, changed, "was not paused");
    }

    /** Makes its row, where no serving process has done so yet. */
    public void takeUp(String name) throws UnknownScheduleException {
        @Nullable ScheduleDefinition schedule = config.schedules().get(name);
        if (schedule == null) {
            throw new UnknownScheduleException(name, config.schedules().keySet());
        }
        rows.makeKnown(schedule, clock.instant());
    }

    /**
     * Makes a run of it for this moment, paused or not; its chain follows.
     *
     * @param reason why; null when nothing is said
     * @param idempotencyKey what the sender calls the request; null for none
     */
    public Submitted runNow(Actor actor, String name, @Nullable String reason, @Nullable String idempotencyKey)
            throws UnknownScheduleException, AlreadyAliveException, KeyTakenException {
        ScheduleDefinition schedule = find(actor, "run-now", name);
        Optional<Long> before = idempotencyKey == null ? Optional.empty() : reader.findRun(name, idempotencyKey);
        if (before.isPresent()) {
            return new Submitted(before.get(), false);
        }
        RunRequest request = ScheduledRequests.of(
                        schedule, 0, clock.instant().truncatedTo(ChronoUnit.MILLIS), actor.name())
                .because(reason)
                .called(idempotencyKey);
        try {
            Submitted submitted = requests.submit(request);
            said(actor, "run-now", name, submitted.runId(), "done", null);
            return submitted;
        } catch (AlreadyAliveException e) {
            said(actor, "run-now", name, e.runId(), "conflict", e.getMessage());
            throw e;
        } catch (KeyTakenException e) {
            said(actor, "run-now", name, null, "refused", e.getMessage());
            throw e;
        } catch (UnknownJobException | BadParametersException e) {
            throw new IllegalStateException("schedule " + name + ": " + e.getMessage(), e);
        }
    }

    private ScheduleDefinition find(Actor actor, String verb, String name) throws UnknownScheduleException {
        @Nullable ScheduleDefinition schedule = config.schedules().get(name);
        if (schedule == null) {
            said(actor, verb, name, null, "not-found", null);
            throw new UnknownScheduleException(name, config.schedules().keySet());
        }
        return schedule;
    }

    private void taken(Actor actor, String verb, String name, boolean changed, String otherwise)
            throws NotTakenUpException {
        if (!changed && reader.find(name).isEmpty()) {
            said(actor, verb, name, null, "conflict", "not taken up yet");
            throw new NotTakenUpException(name);
        }
        said(actor, verb, name, null, "done", changed ? null : otherwise);
    }

    private void said(
            Actor actor, String verb, String name, @Nullable Long runId, String result, @Nullable String detail) {
        audit.write(actor, verb, "schedule " + name, runId, result, detail);
    }

    /** A schedule has no row yet. */
    public static final class NotTakenUpException extends Exception {

        private static final long serialVersionUID = 1;

        NotTakenUpException(String name) {
            super("schedule " + name
                    + " is new: no serving process (calima up) has taken it up yet; ask again when one has");
        }
    }
}
