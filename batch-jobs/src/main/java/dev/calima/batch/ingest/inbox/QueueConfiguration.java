package dev.calima.batch.ingest.inbox;

import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.QueueNotFoundStrategy;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * How the queue is listened to: each message is acknowledged at once, since acknowledgements that wait may be lost. It
 * does not begin by itself: a queue that does not answer must not keep the rest from starting.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(QueueConfiguration.QUEUE)
class QueueConfiguration {

    /** Name of the queue; not set when there is none. */
    static final String QUEUE = "calima.queue";

    static final String FACTORY = "queueListeners";

    @Bean(FACTORY)
    SqsMessageListenerContainerFactory<Object> queueListeners(SqsAsyncClient client) {
        return SqsMessageListenerContainerFactory.builder()
                .sqsAsyncClient(client)
                .configure(options -> options.autoStartup(false)
                        .acknowledgementInterval(Duration.ZERO)
                        .acknowledgementThreshold(0)
                        .queueNotFoundStrategy(QueueNotFoundStrategy.FAIL))
                .build();
    }
}
