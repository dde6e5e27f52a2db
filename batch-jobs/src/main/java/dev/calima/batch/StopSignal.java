package dev.calima.batch;

import org.springframework.stereotype.Component;

/** Tells running jobs to stop after the chunk in hand. Once given it stays. Thread-safe. */
@Component
public final class StopSignal {

    private volatile boolean given;

    /** Asks every job to stop. */
    public void give() {
        given = true;
    }

    /** Whether to stop. Asked between chunks. */
    public boolean isGiven() {
        return given;
    }
}
