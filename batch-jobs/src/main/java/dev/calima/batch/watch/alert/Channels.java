package dev.calima.batch.watch.alert;

import dev.calima.batch.config.AlertChannel;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.ask.Secrets;
import dev.calima.batch.ingest.http.HttpHosts;
import dev.calima.batch.ingest.http.HttpLimits;
import dev.calima.batch.ingest.http.HttpPosts;
import dev.calima.batch.log.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.sns.SnsClient;

/** Everybody who is told, in the order of {@code jobs-config/alerts.yaml}. */
@Component
class Channels implements AutoCloseable {

    /** The longest that one message may take. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), LONGEST, 0, 1, Duration.ZERO, Duration.ZERO);

    private final List<Channel> channels = new ArrayList<>();
    private final HttpPosts posts;

    Channels(JobsConfig config, Secrets variables, ObjectProvider<SnsClient> sns) {
        List<AlertChannel> definitions = config.alerts().channels();
        posts = new HttpPosts(
                HttpHosts.of(
                        definitions.stream()
                                .map(Channels::address)
                                .flatMap(Optional::stream)
                                .toList(),
                        variables.value("CALIMA_HTTP_HOSTS")),
                LIMITS);
        for (AlertChannel definition : definitions) {
            channels.add(
                    switch (definition) {
                        case AlertChannel.Webhook webhook -> {
                            hide(webhook.secretFrom(), variables);
                            hide(webhook.addressFrom(), variables);
                            yield new WebhookChannel(webhook, variables::value, posts);
                        }
                        case AlertChannel.Topic topic -> new TopicChannel(topic, sns::getObject);
                    });
        }
    }

    private static Optional<String> address(AlertChannel channel) {
        return channel instanceof AlertChannel.Webhook webhook
                ? Optional.ofNullable(webhook.address())
                : Optional.empty();
    }

    private static void hide(@Nullable String variable, Secrets variables) {
        if (variable != null) {
            Redaction.hide(variables.value(variable));
        }
    }

    List<Channel> all() {
        return List.copyOf(channels);
    }

    List<String> names() {
        return channels.stream().map(Channel::name).toList();
    }

    Optional<Channel> find(String name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    @Override
    public void close() throws IOException {
        posts.close();
    }
}
