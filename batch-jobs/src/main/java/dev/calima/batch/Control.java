package dev.calima.batch;

import java.util.function.LongConsumer;

/**
 * How one piece of work is steered: how far it is, whether it is to stop, and by which keys others find what it does.
 * Thread-safe.
 */
public final class Control {

    private final Progress progress;
    private final StopSignal stop;
    private final LongConsumer onLoad;
    private volatile long jobExecutionId;

    /** Without anybody who wants to know the keys. */
    public Control(Progress progress, StopSignal stop) {
        this(progress, stop, load -> {});
    }

    /** @param onLoad is told the key of the load that it is, before anything is written */
    public Control(Progress progress, StopSignal stop, LongConsumer onLoad) {
        this.progress = progress;
        this.stop = stop;
        this.onLoad = onLoad;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Whether it is to stop. */
    public StopSignal stop() {
        return stop;
    }

    /** Notes the load that it is. */
    public void loading(long loadId) {
        onLoad.accept(loadId);
    }

    /** Notes the execution that has begun. */
    public void executing(long id) {
        jobExecutionId = id;
    }

    /** The newest execution in Spring Batch's tables; 0 before the first. */
    public long jobExecutionId() {
        return jobExecutionId;
    }
}
