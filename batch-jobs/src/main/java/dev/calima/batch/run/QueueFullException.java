package dev.calima.batch.run;

/** Somebody has so many runs waiting that no more are taken; the message says what to do. */
public final class QueueFullException extends Exception {

    private static final long serialVersionUID = 1;

    QueueFullException(String requestedBy, int most) {
        super(requestedBy + " has " + most
                + " runs waiting, and no more are taken: wait until some are done, or stop some"
                + " (calima jobs executions --state queued lists them)");
    }
}
