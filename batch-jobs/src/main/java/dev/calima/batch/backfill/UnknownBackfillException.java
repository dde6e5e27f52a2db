package dev.calima.batch.backfill;

/** There is no such backfill. */
public final class UnknownBackfillException extends Exception {

    private static final long serialVersionUID = 1;

    UnknownBackfillException(long id) {
        super("there is no backfill " + id + "; see 'calima backfill list'");
    }
}
