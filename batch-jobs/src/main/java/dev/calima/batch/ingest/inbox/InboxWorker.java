package dev.calima.batch.ingest.inbox;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.context.WebApplicationContext;

/** Loads the inbox while Calima serves: when news come, once a minute, and once a day what no news told of. */
@Component
class InboxWorker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    private static final Duration LOOK = Duration.ofDays(1);
    private static final int PAUSE_SECONDS = 60;
    private static final int LONGEST_CHUNK_SECONDS = 60;

    private final Inbox inbox;
    private final InboxJob job;
    private final StopSignal stop;
    private final Clock clock;
    private final boolean serving;
    private final Semaphore work = new Semaphore(0);

    private volatile boolean running;
    private @Nullable Thread thread;
    private Instant nextLook = Instant.MIN;

    InboxWorker(Inbox inbox, InboxJob job, StopSignal stop, Clock clock, ApplicationContext context) {
        this.inbox = inbox;
        this.job = job;
        this.stop = stop;
        this.clock = clock;
        this.serving = context instanceof WebApplicationContext;
    }

    /** There may be something to do. */
    void wake() {
        work.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("inbox").start(this::run);
    }

    @Override
    public boolean isAutoStartup() {
        return serving && inbox.isUsed();
    }

    @Override
    public void stop() {
        stop.give();
        running = false;
        Thread busy = thread;
        if (busy != null) {
            work.release();
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
                lookOnceADay();
                job.loadAll();
                if (work.tryAcquire(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the inbox waits: {}", e.getMessage(), e); // the database is away; it is looked at again
                work.drainPermits();
            }
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
