package dev.calima.batch.run;

/** The same is being done, or waits to be, by another run; the message says which and what to do. */
public final class AlreadyAliveException extends Exception {

    private static final long serialVersionUID = 1;

    private final long runId;

    AlreadyAliveException(String job, long runId, String state) {
        super("run " + runId + " of " + job + " is " + state + " and does the same: wait for it, or stop it first");
        this.runId = runId;
    }

    /** The run that lives. */
    public long runId() {
        return runId;
    }
}
