package dev.calima.batch.train;

/** Somebody else trains now: this run must not write any more. */
final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeaseLostException() {
        super("another process has taken over the training; what is learnt so far is kept");
    }
}
