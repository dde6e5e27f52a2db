package dev.calima.batch.predict;

/** Somebody else issues now: this run must not write any more. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeaseLostException() {
        super("another process has taken over the issuing of forecasts; what is issued so far is kept");
    }
}
