package dev.calima.batch.ingest.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Rings when news have come, for whoever loads them in this process. */
@Component
public class InboxBell {

    private final Semaphore rings = new Semaphore(0);

    InboxBell() {}

    /** There may be something to do. */
    public void ring() {
        rings.release();
    }

    /** Waits for it, but not for ever. Rings that came meanwhile count as one. */
    public void await(Duration most) throws InterruptedException {
        if (rings.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
