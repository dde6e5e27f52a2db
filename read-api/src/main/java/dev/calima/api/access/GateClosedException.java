package dev.calima.api.access;

/** The database could not say who asks or how much is left: nobody is let in unseen. */
final class GateClosedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    GateClosedException(RuntimeException cause) {
        super("the database did not answer the door: " + cause.getMessage(), cause);
    }
}
