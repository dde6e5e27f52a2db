package dev.calima.batch.schedule;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the schedules going in a process that serves: brings rows and triggers up to date at its start, then catches up, watches
 * Quartz's triggers, and lets chains go on. Several processes may do the same at once.
 */
@Component
@ConditionalOnBooleanProperty(QuartzConfiguration.PROPERTY)
class ScheduleKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleKeeper.class);

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration CHAIN_LOOK = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(20);
    /** Quartz gets so long to wake us in time before we make what is due without it. */
    private static final Duration LENIENCE = Duration.ofSeconds(60);

    private final JobsConfig config;
    private final ScheduleWriter rows;
    private final DueRuns runs;
    private final ChainLinks chains;
    private final StuckTriggers stuck;
    private final Scheduler quartz;
    private final TransactionTemplate transaction;
    private final Clock clock;

    private @Nullable ScheduledExecutorService thread;

    ScheduleKeeper(
            JobsConfig config,
            ScheduleWriter rows,
            DueRuns runs,
            ChainLinks chains,
            StuckTriggers stuck,
            Scheduler quartz,
            @Qualifier("schedulerTransaction") TransactionTemplate transaction,
            Clock clock) {
        this.config = config;
        this.rows = rows;
        this.runs = runs;
        this.chains = chains;
        this.stuck = stuck;
        this.quartz = quartz;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        Instant now = clock.instant();
        List<ScheduleDefinition> schedules = List.copyOf(config.schedules().values());
        rows.bringUpToDate(schedules, now).forEach(change -> LOG.info("schedule {}", change));
        catchUp();
        transaction.executeWithoutResult(status -> {
            try {
                QuartzTriggers.bringUpToDate(quartz, schedules, now);
            } catch (SchedulerException e) {
                throw new IllegalStateException("Quartz does not take the schedules: " + e.getMessage(), e);
            }
        });
        try {
            quartz.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start: " + e.getMessage(), e);
        }
        ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("schedules").factory());
        every(keeper, LOOK, this::catchUp);
        every(keeper, LOOK, () -> stuck.reset(clock.instant()));
        every(keeper, CHAIN_LOOK, this::goOnWithChains);
        thread = keeper;
    }

    private static void every(ScheduledExecutorService keeper, Duration span, Runnable work) {
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("the schedules wait, it is tried again: {}", e.getMessage(), e); // the database is away
            }
        };
        var _ = keeper.scheduleWithFixedDelay(guarded, span.toMillis(), span.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes every moment that was missed, of each schedule the oldest first. One schedule's trouble is not another's. */
    void catchUp() {
        Instant until = clock.instant().minus(LENIENCE);
        for (ScheduleDefinition schedule : config.schedules().values()) {
            try {
                int made = runs.catchUp(schedule, until);
                if (made > 0) {
                    LOG.info("{}: {} moments that had passed are caught up", schedule.name(), made);
                }
            } catch (RuntimeException e) {
                LOG.error("{} cannot be caught up: {}", schedule.name(), e.getMessage(), e);
            }
        }
    }

    void goOnWithChains() {
        Instant now = clock.instant();
        for (ScheduleDefinition schedule : config.schedules().values()) {
            chains.goOn(schedule, now);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService keeper = thread;
        if (keeper == null) {
            return;
        }
        keeper.shutdown();
        try {
            quartz.standby();
            if (!keeper.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the schedules are still busy after {} s; what they wanted is caught up", END.toSeconds());
            }
        } catch (SchedulerException e) {
            LOG.warn("Quartz does not end in order; other nodes go on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
