package dev.calima.batch.ingest.inbox;

import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The queue that tells of new objects, where there is one. It is not listened to before somebody says so. */
@Component
public class NewsQueue {

    private static final Logger LOG = LoggerFactory.getLogger(NewsQueue.class);

    private final ObjectProvider<MessageListenerContainerRegistry> registry;

    NewsQueue(ObjectProvider<MessageListenerContainerRegistry> registry) {
        this.registry = registry;
    }

    /**
     * Begins to listen, unless it does so already or there is no queue. It ends with the application.
     *
     * @throws RuntimeException when the queue is not there or does not answer; the same call may be made again
     */
    public void listen() {
        @Nullable MessageListenerContainerRegistry containers = registry.getIfAvailable();
        if (containers == null) {
            return;
        }
        @Nullable MessageListenerContainer<?> container = containers.getContainerById(QueueListener.ID);
        if (container == null || container.isRunning()) {
            return;
        }
        try {
            container.start();
            LOG.info("listening to the queue");
        } catch (RuntimeException e) {
            container.stop(); // it takes itself for running even when it could not start
            throw e;
        }
    }
}
