package dev.calima.batch.ingest.inbox;

/** A message is no event of S3; the queue's own policy puts it aside after some attempts. */
final class NotAnEventException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotAnEventException(String message) {
        super(message);
    }
}
