package dev.calima.batch;

/**
 * How one piece of work is steered: how far it is, whether it is to stop, and which execution it is in Spring Batch's tables.
 * Thread-safe.
 */
public final class Control {

    private final Progress progress;
    private final StopSignal stop;
    private volatile long jobExecutionId;

    public Control(Progress progress, StopSignal stop) {
        this.progress = progress;
        this.stop = stop;
    }

    /** How far it is. */
    public Progress progress() {
        return progress;
    }

    /** Whether it is to stop. */
    public StopSignal stop() {
        return stop;
    }

    /** Notes the execution that has begun. */
    public void executing(long id) {
        jobExecutionId = id;
    }

    /** The newest execution; 0 before the first. */
    public long jobExecutionId() {
        return jobExecutionId;
    }
}
