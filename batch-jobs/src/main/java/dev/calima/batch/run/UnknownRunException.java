package dev.calima.batch.run;

/** There is no such run. */
public final class UnknownRunException extends Exception {

    private static final long serialVersionUID = 1;

    public UnknownRunException(long runId) {
        super("there is no run " + runId + ": calima jobs executions, or GET /ops/v1/executions, lists them");
    }
}
