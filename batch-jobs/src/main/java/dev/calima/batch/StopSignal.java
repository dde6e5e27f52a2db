package dev.calima.batch;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells work to stop after the chunk in hand. Once given it stays. The bean is the whole process's; each run has one of its own
 * that is given with the process's too. Thread-safe.
 */
@Component
public final class StopSignal {

    private final @Nullable StopSignal all;
    private final BooleanSupplier also;
    private volatile boolean given;

    /** The whole process's. */
    public StopSignal() {
        this(null, () -> false);
    }

    private StopSignal(@Nullable StopSignal all, BooleanSupplier also) {
        this.all = all;
        this.also = also;
    }

    /** One for a single run; it is given, too, when this one is. */
    public StopSignal ofOne() {
        return new StopSignal(this, () -> false);
    }

    /** One that is given, too, when something else comes true. It is asked between chunks. */
    public StopSignal orWhen(BooleanSupplier also) {
        return new StopSignal(this, also);
    }

    /** Asks for the stop. */
    public void give() {
        given = true;
    }

    /** Whether to stop. Asked between chunks. */
    public boolean isGiven() {
        return given || (all != null && all.isGiven()) || also.getAsBoolean();
    }
}
