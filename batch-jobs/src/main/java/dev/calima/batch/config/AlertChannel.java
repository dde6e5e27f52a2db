package dev.calima.batch.config;

import org.jspecify.annotations.Nullable;

/** Somebody who is told of incidents. */
public sealed interface AlertChannel {

    /** Its name, in the file and in the rows. */
    String name();

    /**
     * A web address that a message is posted to.
     *
     * @param address where; null when {@code addressFrom} tells it
     * @param addressFrom environment variable that holds the address; null when it stands in the file
     * @param secretFrom environment variable that holds the secret with which each message is signed; null for no signature
     */
    record Webhook(
            String name,
            @Nullable String address,
            @Nullable String addressFrom,
            @Nullable String secretFrom) implements AlertChannel {}

    /**
     * A topic of Amazon SNS.
     *
     * @param topic its ARN
     */
    record Topic(String name, String topic) implements AlertChannel {}
}
