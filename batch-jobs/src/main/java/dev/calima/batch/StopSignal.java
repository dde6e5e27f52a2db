package dev.calima.batch;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells work to stop after the chunk in hand. Once given it stays. The bean is the whole process's; each run has one of its own
 * that is given with the process's too. Thread-safe.
 */
@Component
public final class StopSignal {

    private final @Nullable StopSignal all;
    private volatile boolean given;

    /** The whole process's. */
    public StopSignal() {
        this(null);
    }

    private StopSignal(@Nullable StopSignal all) {
        this.all = all;
    }

    /** One for a single run; it is given, too, when this one is. */
    public StopSignal ofOne() {
        return new StopSignal(this);
    }

    /** Asks for the stop. */
    public void give() {
        given = true;
    }

    /** Whether to stop. Asked between chunks. */
    public boolean isGiven() {
        return given || (all != null && all.isGiven());
    }
}
