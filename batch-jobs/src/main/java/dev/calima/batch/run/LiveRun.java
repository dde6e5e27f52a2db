package dev.calima.batch.run;

import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import java.util.function.LongConsumer;

/** A run that this process does just now. Thread-safe. */
final class LiveRun {

    private final RunRow row;
    private final Control control;
    private volatile boolean lost;

    LiveRun(RunRow row, StopSignal stop, LongConsumer onLoad) {
        this.row = row;
        this.control = new Control(new Progress(), stop, onLoad);
    }

    /** As it was taken. */
    RunRow row() {
        return row;
    }

    Control control() {
        return control;
    }

    /** Whether it was taken away: nothing of it may be noted any more. */
    boolean isLost() {
        return lost;
    }

    void lose() {
        lost = true;
        control.stop().give();
    }
}
