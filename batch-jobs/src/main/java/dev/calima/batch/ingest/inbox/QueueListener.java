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

    private final Inbox inbox;
    private final InboxWorker worker;

    QueueListener(Inbox inbox, InboxWorker worker) {
        this.inbox = inbox;
        this.worker = worker;
    }

    @SqsListener(queueNames = "${" + QueueConfiguration.QUEUE + "}", id = "inbox", factory = QueueConfiguration.FACTORY)
    void hear(String message) {
        inbox.take(message);
        worker.wake();
    }
}
