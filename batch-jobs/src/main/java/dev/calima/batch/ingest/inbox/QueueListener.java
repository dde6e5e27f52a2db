package dev.calima.batch.ingest.inbox;

import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps what the queue tells, and loads nothing: a message is done with in moments, and may come as often as it likes. One
 * that is no event is left to the queue, whose policy puts it aside.
 */
@Component
@ConditionalOnProperty(QueueConfiguration.QUEUE)
class QueueListener {

    /** Name of what listens. */
    static final String ID = "inbox";

    private final Inbox inbox;
    private final InboxBell bell;

    QueueListener(Inbox inbox, InboxBell bell) {
        this.inbox = inbox;
        this.bell = bell;
    }

    @SqsListener(queueNames = "${" + QueueConfiguration.QUEUE + "}", id = ID, factory = QueueConfiguration.FACTORY)
    void hear(String message) {
        inbox.take(message);
        bell.ring();
    }
}
