package dev.calima.batch.run;

import org.jspecify.annotations.Nullable;

/** A run's state does not allow what was asked for; the message says what does. */
public final class RunStateException extends Exception {

    private static final long serialVersionUID = 1;

    private final RunState state;
    private final @Nullable Long livingRunId;

    RunStateException(RunState state, String message) {
        this(state, message, null);
    }

    RunStateException(RunState state, String message, @Nullable Long livingRunId) {
        super(message);
        this.state = state;
        this.livingRunId = livingRunId;
    }

    /** The state that it is in. */
    public RunState state() {
        return state;
    }

    /** The run that does the same and is alive; null when that is not the reason. */
    public @Nullable Long livingRunId() {
        return livingRunId;
    }
}
