package dev.calima.batch;

import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.repeat.exception.ExceptionHandler;

/**
 * Makes a call of a tasklet again whose transaction the database gave up for a reason that passes: a deadlock, a conflict, a lock that
 * somebody else held for too long, a statement that was cancelled. The transaction is rolled back by then; the next call has one of its
 * own and begins where the ledger says. After {@value #MOST} failures one after the other the step fails, and the same command
 * goes on. Made anew for each step.
 */
final class PassingTrouble implements Tasklet, ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PassingTrouble.class);

    /** Deadlock, conflict of transactions, lock not to be had, statement cancelled. */
    private static final Set<String> PASSING = Set.of("40P01", "40001", "55P03", "57014");

    private static final int MOST = 6;
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final Tasklet tasklet;
    private final RandomGenerator random = new Random();
    private int failures;
    private boolean failed;

    PassingTrouble(Tasklet tasklet) {
        this.tasklet = tasklet;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (!failed) {
            failures = 0; // the call before was committed
        }
        failed = false;
        return tasklet.execute(contribution, context);
    }

    @Override
    public void handleException(RepeatContext context, Throwable problem) throws Throwable {
        @Nullable String state = stateOf(problem);
        failures++;
        failed = true;
        if (state == null || !PASSING.contains(state) || failures >= MOST) {
            throw problem;
        }
        long pause = pauseMillis();
        LOG.warn("the database gave up ({}): {}; tried again in {} ms", state, problem.getMessage(), pause);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem;
        }
    }

    /** Twice as long each time, and half as much more or less, so that two that met do not meet again. */
    private long pauseMillis() {
        long usual = FIRST_PAUSE_MILLIS << failures;
        return usual / 2 + random.nextLong(usual);
    }

    private static @Nullable String stateOf(Throwable problem) {
        @Nullable Throwable cause = problem;
        while (cause != null) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return null;
    }
}
