package dev.calima.batch.ingest.inbox;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.fetch.S3Object;
import dev.calima.batch.ingest.fetch.S3Objects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes news in: finds whose they are, and keeps them. Loads nothing. */
@Component
public class Inbox {

    private final JobsConfig config;
    private final S3Objects objects;
    private final InboxWriter rows;

    Inbox(JobsConfig config, S3Objects objects, InboxWriter rows) {
        this.config = config;
        this.objects = objects;
        this.rows = rows;
    }

    /** Keeps what a message tells; the same message again changes nothing. */
    void take(String message) {
        ObjectEvents.read(message).forEach(news -> take(news, "event"));
    }

    private boolean take(ObjectNews news, String toldBy) {
        Optional<FeedDefinition> feed = feedOf(news.bucket(), news.key());
        @Nullable String refusal = null;
        if (!objects.mayRead(news.bucket())) {
            refusal = "bucket " + news.bucket() + " may not be read: add it to CALIMA_S3_BUCKETS if it is yours";
        } else if (feed.isEmpty()) {
            refusal = "no feed has an inbox there: add the key 'inbox' to a file in jobs-config/feeds";
        }
        return rows.add(news, toldBy, feed.map(FeedDefinition::name).orElse(null), refusal);
    }

    /** The feed with the longest inbox address that holds a key. */
    private Optional<FeedDefinition> feedOf(String bucket, String key) {
        return config.feeds().values().stream()
                .filter(feed ->
                        address(feed).map(inbox -> inbox.holds(bucket, key)).orElse(false))
                .max(java.util.Comparator.comparingInt((FeedDefinition feed) ->
                                address(feed).map(inbox -> inbox.key().length()).orElse(0))
                        .thenComparing(FeedDefinition::name));
    }

    private static Optional<S3Address> address(FeedDefinition feed) {
        return Optional.ofNullable(feed.inbox()).flatMap(S3Address::parse);
    }

    /** Whether any feed has one. */
    public boolean isUsed() {
        return config.feeds().values().stream().anyMatch(feed -> feed.inbox() != null);
    }

    /**
     * Looks into the inbox of every feed, and keeps what no news told of.
     *
     * @return how many objects that were
     */
    public int lookForForgotten() throws IOException, NothingFoundException {
        int found = 0;
        for (FeedDefinition feed : config.feeds().values()) {
            Optional<S3Address> inbox = address(feed);
            if (inbox.isPresent()) {
                found += keepForgotten(objects.list(inbox.get()));
            }
        }
        return found;
    }

    private int keepForgotten(List<S3Object> listed) {
        int found = 0;
        for (S3Object object : listed) {
            boolean isNew = !rows.knows(object.bucket(), object.key(), object.etag());
            if (isNew
                    && take(
                            new ObjectNews(
                                    object.bucket(), object.key(), "", object.etag(), "", object.sizeBytes(), false),
                            "listing")) {
                found++;
            }
        }
        return found;
    }
}
