package dev.calima.batch.watch.alert;

import dev.calima.batch.config.AlertChannel;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Publishes each message to a topic of Amazon SNS. Subscribers can filter by the attributes {@code rule} and {@code state}. */
final class TopicChannel implements Channel {

    private static final int MOST_SUBJECT = 100;

    private final AlertChannel.Topic definition;
    private final Supplier<SnsClient> client;

    TopicChannel(AlertChannel.Topic definition, Supplier<SnsClient> client) {
        this.definition = definition;
        this.client = client;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public void tell(Message message) throws NotToldException {
        String subject = message.title().replaceAll("[^\\x20-\\x7e]", "?"); // SNS takes nothing else
        try {
            client.get()
                    .publish(publish -> publish.topicArn(definition.topic())
                            .subject(subject.length() <= MOST_SUBJECT ? subject : subject.substring(0, MOST_SUBJECT))
                            .message(message.json())
                            .messageAttributes(Map.of(
                                    "rule", text(message.rule()),
                                    "state", text(message.state()),
                                    "notification", text(Long.toString(message.notificationId()))))
                            .overrideConfiguration(limit -> limit.apiCallTimeout(Channels.LONGEST)));
        } catch (SdkException e) {
            throw new NotToldException(
                    "SNS did not take it: " + e.getMessage()
                            + "; look at the topic, AWS_REGION and the right sns:Publish",
                    e);
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
