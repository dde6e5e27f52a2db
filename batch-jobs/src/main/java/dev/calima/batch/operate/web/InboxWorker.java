package dev.calima.batch.operate.web;

import dev.calima.batch.StopSignal;
import dev.calima.batch.aggregate.AggregateFailedException;
import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.inbox.Inbox;
import dev.calima.batch.ingest.inbox.InboxBell;
import dev.calima.batch.ingest.inbox.InboxJob;
import dev.calima.batch.ingest.inbox.NewsQueue;
import dev.calima.batch.ledger.HeldElsewhereException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Loads the inbox while Calima serves: when news come, once a minute, and once a day what no news told of. */
@Component
@ConditionalOnWebApplication
class InboxWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    private static final Duration LOOK = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_CHUNK_SECONDS = 60;

    private final Inbox inbox;
    private final InboxJob job;
    private final InboxBell bell;
    private final NewsQueue queue;
    private final AggregateJob aggregates;
    private final StopSignal stop;
    private final Clock clock;

    private volatile boolean running;
    private @Nullable Thread thread;
    private Instant nextLook = Instant.MIN;

    InboxWorker(
            Inbox inbox,
            InboxJob job,
            InboxBell bell,
            NewsQueue queue,
            AggregateJob aggregates,
            StopSignal stop,
            Clock clock) {
        this.inbox = inbox;
        this.job = job;
        this.bell = bell;
        this.queue = queue;
        this.aggregates = aggregates;
        this.stop = stop;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("inbox").start(this::run);
    }

    @Override
    public boolean isAutoStartup() {
        return inbox.isUsed();
    }

    @Override
    public void stop() {
        stop.give();
        running = false;
        Thread busy = thread;
        if (busy != null) {
            bell.ring();
            try {
                busy.join(TimeUnit.SECONDS.toMillis(LONGEST_CHUNK_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running && !stop.isGiven()) {
            try {
                listen();
                lookOnceADay();
                loadAll();
                bell.await(PAUSE);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the inbox waits: {}", e.getMessage(), e); // the database is away; it is looked at again
                LockSupport.parkNanos(FAILURE_PAUSE.toNanos());
            }
        }
    }

    /** A queue that does not answer is tried again each time round; what lies in the table is loaded meanwhile. */
    private void listen() {
        try {
            queue.listen();
        } catch (RuntimeException e) {
            LOG.warn("the queue of CALIMA_SQS_QUEUE cannot be listened to, it is tried again in a minute", e);
        }
    }

    /** Who computes aggregates just now does it for us; what fails stays marked for the next time. */
    private void loadAll() {
        if (job.loadAll().loaded() == 0) {
            return;
        }
        try {
            aggregates.rebuild(false, false);
        } catch (HeldElsewhereException e) {
            LOG.info("aggregates are computed by another process: {}", e.getMessage());
        } catch (AggregateFailedException e) {
            LOG.warn("aggregates wait", e);
        }
    }

    private void lookOnceADay() {
        if (clock.instant().isBefore(nextLook)) {
            return;
        }
        nextLook = clock.instant().plus(LOOK);
        try {
            int found = inbox.lookForForgotten();
            if (found > 0) {
                LOG.info("{} objects that no news told of", found);
            }
        } catch (IOException | NothingFoundException e) {
            LOG.warn("the inboxes could not be listed: {}", e.getMessage());
        }
    }
}
