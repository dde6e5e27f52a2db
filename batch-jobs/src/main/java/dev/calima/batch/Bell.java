package dev.calima.batch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings when there may be something to do, for one that waits for it. Thread-safe. */
public class Bell {

    private final Semaphore rings = new Semaphore(0);

    /** There may be something to do. */
    public final void ring() {
        rings.release();
    }

    /** Waits for it, but not for ever. Rings that came meanwhile count as one. */
    public final void await(Duration most) throws InterruptedException {
        if (rings.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
