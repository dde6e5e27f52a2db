package dev.calima.batch.backfill;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was wanted does not fit the state of the backfill; the message says the state and what to do. */
public final class WrongStateException extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable BackfillState state;

    /** @param state of the backfill; null when it is not about one that there is */
    WrongStateException(@Nullable BackfillState state, String message) {
        super(message);
        this.state = state;
    }

    /** The state that does not fit; empty when it is about something else. */
    public Optional<BackfillState> state() {
        return Optional.ofNullable(state);
    }
}
