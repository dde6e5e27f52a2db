package dev.calima.deploy;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.EventType;
import software.amazon.awscdk.services.s3.NotificationKeyFilter;
import software.amazon.awscdk.services.s3.notifications.SqsDestination;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** News of new objects: the bucket tells the queue, and what is no news goes to the dead letters after three tries. */
final class Inbox extends Construct {

    private static final int TRIES = 3;

    private final Queue queue;
    private final Queue deadLetters;

    Inbox(Construct scope, Bucket raw) {
        super(scope, "Inbox");
        deadLetters = Queue.Builder.create(this, "DeadLetters")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        queue = Queue.Builder.create(this, "News")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .visibilityTimeout(Duration.minutes(2)) // a message is only kept as a row; the load comes later
                .retentionPeriod(Duration.days(14))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(TRIES)
                        .build())
                .build();
        NotificationKeyFilter incoming =
                NotificationKeyFilter.builder().prefix(Buckets.INCOMING).build();
        raw.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(queue), incoming);
        raw.addEventNotification(EventType.OBJECT_REMOVED, new SqsDestination(queue), incoming);
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetters() {
        return deadLetters;
    }
}
