package dev.calima.batch.watch.alert;

/** Somebody who is told. Thread-safe. */
interface Channel {

    /** Its name. */
    String name();

    /**
     * Tells it, in one attempt of at most {@link Channels#LONGEST}.
     *
     * @throws NotToldException when it was not taken; the message says why, without a secret
     */
    void tell(Message message) throws NotToldException;
}
