package dev.calima.batch.run;

import dev.calima.batch.Control;
import dev.calima.batch.StopSignal;
import dev.calima.batch.log.LogContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does a run that was taken, in the thread that calls, and writes how it ended; while the database is away it keeps trying to.
 * What follows a run is asked for in the transaction of its end.
 */
@Component
class RunExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecutor.class);
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(2);
    private static final Duration CUT_PAUSE = Duration.ofSeconds(1);
    private static final Duration NO_SPACE_PAUSE = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 5000;
    /** So often a process that is to end tries to write how its run ended: then others find it. */
    private static final int MOST_TRIES_AT_END = 5;

    private final RunWriter rows;
    private final RunRequests requests;
    private final RunnableJobs jobs;
    private final RunNotes notes;
    private final RunBell bell;
    private final StopSignal process;
    private final TransactionTemplate transaction;

    RunExecutor(
            DSLContext dsl,
            RunRequests requests,
            RunnableJobs jobs,
            RunNotes notes,
            RunBell bell,
            StopSignal process,
            PlatformTransactionManager transactions) {
        this.rows = new RunWriter(dsl);
        this.requests = requests;
        this.jobs = jobs;
        this.notes = notes;
        this.bell = bell;
        this.process = process;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * How an attempt ended.
     *
     * @param state of the run then; null when it was not this worker's any more
     * @param result what the job said; null when it threw
     * @param thrown what it threw; null when it did not
     * @param follow runs that follow and were taken by the same command
     */
    record Ended(
            @Nullable RunState state,
            @Nullable RunResult result,
            @Nullable Throwable thrown,
            List<RunRow> follow) {}

    /**
     * Does a run.
     *
     * @param command the worker that also takes what follows, and puts nothing back; null in a process that takes queued runs
     * @param begun is told how it is steered, before it is done
     */
    Ended execute(RunRow taken, @Nullable Object payload, @Nullable UUID command, Consumer<Control> begun) {
        Map<String, @Nullable Object> about = new HashMap<>();
        about.put(LogContext.RUN, taken.runId());
        about.put(LogContext.JOB, taken.job());
        about.put(LogContext.PARTITION, taken.partition());
        about.put(LogContext.FEED, taken.parameters().get("feed"));
        return LogContext.about(about, () -> executeInContext(taken, payload, command, begun));
    }

    private Ended executeInContext(
            RunRow taken, @Nullable Object payload, @Nullable UUID command, Consumer<Control> begun) {
        StopSignal stop = process.ofOne();
        if (taken.state() == RunState.STOPPING) {
            stop.give();
        }
        LiveRun live = new LiveRun(taken, stop, load -> rows.isLoad(taken, load));
        notes.follow(live);
        begun.accept(live.control());
        @Nullable RunResult result = null;
        @Nullable Throwable thrown = null;
        try {
            LOG.info("run {} of {} begins, attempt {}", taken.runId(), taken.job(), taken.attempt());
            result = jobs.get(taken.job()).run(new Run(taken, live.control(), payload, command != null));
        } catch (Exception | Error e) {
            thrown = e;
        } finally {
            notes.leave(live);
        }
        if (live.isLost()) {
            LOG.warn("run {} ended after it was taken away from this worker", taken.runId(), thrown);
            return new Ended(null, result, thrown, List.of());
        }
        return result != null ? ended(taken, result, command) : broken(taken, thrown, command);
    }

    private Ended ended(RunRow run, RunResult result, @Nullable UUID command) {
        return switch (result.outcome()) {
            case STOPPED -> stopped(run, result, command);
            case FAILED, BUSY -> end(run, RunState.FAILED, result, null, command);
            default -> end(run, RunState.COMPLETED, result, null, command);
        };
    }

    /** It was told to stop itself, or its process is to end: then it goes on elsewhere. */
    private Ended stopped(RunRow run, RunResult result, @Nullable UUID command) {
        boolean asked = persistently(() -> rows.letGo(run, result));
        if (asked) {
            return new Ended(RunState.STOPPED, result, null, List.of());
        }
        if (command != null) {
            return end(run, RunState.STOPPED, result, null, command);
        }
        persistently(() -> rows.putBack(run, Duration.ZERO, "its process was told to end; it goes on by itself"));
        return new Ended(RunState.QUEUED, result, null, List.of());
    }

    private Ended broken(RunRow run, @Nullable Throwable thrown, @Nullable UUID command) {
        Throwable reason = thrown == null ? new IllegalStateException("no result") : thrown;
        String message = message(reason);
        Trouble trouble = Trouble.of(reason);
        LOG.warn("run {} of {} broke off: {}", run.runId(), run.job(), trouble, reason);
        return switch (trouble) {
            case BUSY -> busy(run, message, reason, command);
            case CUT -> {
                Optional<RunState> state = persistently(
                        () -> rows.giveBack(run, CUT_PAUSE, "the database was lost, it goes on by itself: " + message));
                yield new Ended(state.orElse(null), null, reason, List.of());
            }
            case NO_SPACE -> {
                persistently(() -> rows.putBack(
                        run, NO_SPACE_PAUSE, "no space: free some on the disk, it goes on by itself: " + message));
                yield new Ended(RunState.QUEUED, null, reason, List.of());
            }
            case FAILURE ->
                end(run, RunState.FAILED, RunResult.of(RunOutcome.FAILED).saying(message), reason, command);
        };
    }

    private Ended busy(RunRow run, String message, Throwable reason, @Nullable UUID command) {
        if (command != null) {
            return end(run, RunState.FAILED, RunResult.of(RunOutcome.BUSY).saying(message), reason, command);
        }
        persistently(() -> rows.putBackBusy(run, BUSY_PAUSE, message));
        return new Ended(RunState.QUEUED, null, reason, List.of());
    }

    private Ended end(
            RunRow run, RunState state, RunResult result, @Nullable Throwable thrown, @Nullable UUID command) {
        Optional<List<RunRow>> follow = persistently(
                () -> Objects.requireNonNull(transaction.execute(_ -> endAndFollow(run, state, result, command))));
        bell.ring();
        return follow.map(taken -> new Ended(state, result, thrown, taken))
                .orElseGet(() -> new Ended(null, result, thrown, List.of()));
    }

    /** Empty when the run is not this worker's any more. */
    private Optional<List<RunRow>> endAndFollow(RunRow run, RunState state, RunResult result, @Nullable UUID command) {
        Optional<Boolean> again = rows.end(run, state, result);
        if (again.isEmpty()) {
            return Optional.empty();
        }
        if (again.get() && state == RunState.COMPLETED) {
            requests.follow(RunRequest.of(run.job(), run.parameters(), run.requestedBy()), null);
        }
        List<RunRow> taken = new ArrayList<>();
        for (RunRequest request : result.follow()) {
            requests.follow(request, command).ifPresent(taken::add);
        }
        return Optional.of(taken);
    }

    /** Writes until it is written, or until the process is to end and others will find what is left. */
    private <T> T persistently(Supplier<T> write) {
        long pause = FIRST_PAUSE_MILLIS;
        int triesAtEnd = 0;
        while (true) {
            try {
                return write.get();
            } catch (RuntimeException e) {
                triesAtEnd += process.isGiven() ? 1 : 0;
                if (Trouble.of(e) == Trouble.FAILURE || triesAtEnd > MOST_TRIES_AT_END) {
                    throw e;
                }
                LOG.warn("how a run ended cannot be written yet, it is tried again: {}", e.getMessage());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted before the end of a run was written; others find it", e);
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        String plain = text.replace('\0', '?');
        return plain.length() <= 4000 ? plain : plain.substring(0, 4000) + " ...";
    }
}
