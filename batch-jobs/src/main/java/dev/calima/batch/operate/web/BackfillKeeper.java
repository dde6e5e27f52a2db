package dev.calima.batch.operate.web;

import dev.calima.batch.backfill.BackfillSteps;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Moves backfills on, each second, in every process that serves: whichever lives does the next step. */
@Component
@ConditionalOnWebApplication
class BackfillKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillKeeper.class);
    private static final int LONGEST_STEP_SECONDS = 30;

    private final BackfillSteps steps;
    private final Semaphore end = new Semaphore(0);
    private @Nullable Thread thread;

    BackfillKeeper(BackfillSteps steps) {
        this.steps = steps;
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("backfills").start(this::run);
    }

    @Override
    public synchronized void stop() {
        end.release();
        Thread busy = thread;
        thread = null;
        if (busy != null) {
            try {
                busy.join(TimeUnit.SECONDS.toMillis(LONGEST_STEP_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        end.drainPermits();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (!end.tryAcquire(1, TimeUnit.SECONDS)) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        try {
            steps.all();
        } catch (RuntimeException e) {
            LOG.warn("backfills wait: {}", e.getMessage(), e); // the database is away; the next second looks again
        }
    }
}
