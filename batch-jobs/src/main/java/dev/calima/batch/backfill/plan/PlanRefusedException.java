package dev.calima.batch.backfill.plan;

/** What was wanted cannot be planned; the message says why and what to do. */
public final class PlanRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    public PlanRefusedException(String message) {
        super(message);
    }
}
