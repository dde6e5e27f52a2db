package dev.calima.batch.ingest.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.fetch.ObjectStore;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** From an object in a bucket, by way of a queue that repeats and shuffles, to exactly one load. */
@Timeout(240)
class InboxTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String QUEUE = "new-objects";
    private static final String DEAD = "dead-letters";
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
    /** Of each object, one after the other. */
    private static final int VERSIONS = 5;
    /** Messages that one request can send. */
    private static final int BATCH = 10;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    private ObjectStore store;
    private SQSRestServer queues;
    private BatchTestContext platform;
    private SqsAsyncClient client;

    @BeforeEach
    void start() throws Exception {
        store = ObjectStore.start(folder.resolve("s3"), "air", "foreign");
        queues = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        URI queueAddress = URI.create(
                "http://127.0.0.1:" + queues.waitUntilStarted().localAddress().getPort());
        platform = BatchTestContext.start(
                database,
                config(),
                new StorageSettings(
                        folder.resolve("landing"),
                        null,
                        Set.of("air"),
                        QUEUE,
                        ObjectStore.REGION,
                        store.address(),
                        true,
                        queueAddress));
        client = platform.get(SqsAsyncClient.class);
        assertThatThrownBy(() -> platform.get(NewsQueue.class).listen())
                .as("there is no queue yet: no harm, it can be tried again")
                .isInstanceOf(RuntimeException.class);
        client.createQueue(make -> make.queueName(DEAD)).join();
        client.createQueue(make -> make.queueName(QUEUE)
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "1",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"arn:aws:sqs:elasticmq:000000000000:" + DEAD
                                        + "\",\"maxReceiveCount\":\"3\"}")))
                .join();
    }

    @AfterEach
    void stop() {
        platform.close();
        queues.stopAndWait();
        store.close();
    }

    @Test
    void whateverTheQueueDoesEachObjectIsLoadedOnceAndTheNewestWins() throws Exception {
        List<String> messages = new ArrayList<>();
        String strange = "in/2019/a+b 100%ü.csv";
        messages.add(event("Created:Put", strange, put(strange, 1), "0A"));
        String replaced = "in/replaced.csv";
        messages.add(event("Created:Put", replaced, put(replaced, 2), "FF"));
        messages.add(event("Created:Put", replaced, put(replaced, 3), "0100"));
        String removed = "in/removed.csv";
        messages.add(event("Created:Put", removed, put(removed, 4), "01"));
        messages.add(event("Removed:Delete", removed, "", "02"));
        store.client().deleteObject(gone -> gone.bucket("air").key(removed));
        String back = "in/back.csv";
        messages.add(event("Created:Put", back, put(back, 5), "01"));
        messages.add(event("Removed:Delete", back, "", "02"));
        messages.add(event("Created:Put", back, put(back, 6), "03"));
        messages.add(event("Created:Put", "elsewhere/x.csv", "00", "01"));
        messages.add(event("Created:Put", "in/x.csv", "00", "01").replace("\"air\"", "\"foreign\""));
        List<String> sent = new ArrayList<>();
        Collections.addAll(sent, "no json at all", "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}");
        for (int copy = 0; copy < 3; copy++) {
            sent.addAll(messages);
        }
        Collections.shuffle(sent, new Random(11));
        platform.get(Inbox.class).take(messages.getFirst()); // as if killed between the row and the acknowledgement
        for (String message : sent) {
            client.sendMessage(send -> send.queueUrl(url(QUEUE)).messageBody(message))
                    .join();
        }
        platform.get(NewsQueue.class).listen();
        await(() -> waiting(QUEUE) == 0 && waiting(DEAD) == 2);

        assertThat(database.value("SELECT count(*) FROM calima.inbox")).isEqualTo(String.valueOf(messages.size()));
        InboxJob.Done done = platform.get(InboxJob.class).loadAll();
        assertThat(done).isEqualTo(new InboxJob.Done(3, 0, 0, 3));
        assertThat(
                        database.value(
                                "SELECT string_agg(object_key || '=' || state, ' ' ORDER BY object_key COLLATE \"C\", sequencer COLLATE \"C\") FROM calima.inbox"))
                .isEqualTo(
                        "elsewhere/x.csv=refused in/2019/a+b 100%ü.csv=loaded in/back.csv=superseded in/back.csv=removed"
                                + " in/back.csv=loaded in/removed.csv=superseded in/removed.csv=removed in/replaced.csv=superseded"
                                + " in/replaced.csv=loaded in/x.csv=refused");
        assertThat(database.value("SELECT reason FROM calima.inbox WHERE bucket = 'foreign'"))
                .contains("CALIMA_S3_BUCKETS");
        assertThat(
                        database.value(
                                "SELECT string_agg(DISTINCT published_value::text, ' ' ORDER BY published_value::text) FROM calima.observation"))
                .as("of the newest objects only")
                .isEqualTo("1 3 6");
        assertThat(database.value("SELECT count(*) FROM calima.load_ledger")).isEqualTo("3");
    }

    /** {@code -Dcalima.inbox-events=10000} makes it that many. */
    @Test
    @Timeout(3600)
    void eventsByTheThousandThreeTimesEachInAnyOrder() throws Exception {
        int objects = Integer.getInteger("calima.inbox-events", 50) / VERSIONS;
        List<String> deliveries = new ArrayList<>();
        for (int object = 0; object < objects; object++) {
            for (int version = 1; version <= VERSIONS; version++) {
                String key = "in/%d/%05d.csv".formatted(object % 7, object);
                String etag = put(key, FIRST_DAY.plusDays(object), 10 * version + object % 10);
                String event = event("Created:Put", key, etag, "%X".formatted((long) version << (4 * version)));
                Collections.addAll(deliveries, event, event, event);
            }
        }
        Collections.shuffle(deliveries, new Random(10_000));
        String queue = url(QUEUE);
        for (int from = 0; from < deliveries.size(); from += BATCH) {
            List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
            for (String message : deliveries.subList(from, Math.min(deliveries.size(), from + BATCH))) {
                String id = String.valueOf(batch.size());
                batch.add(SendMessageBatchRequestEntry.builder()
                        .id(id)
                        .messageBody(message)
                        .build());
            }
            client.sendMessageBatch(send -> send.queueUrl(queue).entries(batch)).join();
        }
        platform.get(NewsQueue.class).listen();
        await(() -> waiting(QUEUE) == 0);
        InboxJob.Done done = platform.get(InboxJob.class).loadAll();
        assertThat(done).isEqualTo(new InboxJob.Done(objects, 0, 0, objects * (VERSIONS - 1)));
        long hours = 24L * objects - springs(objects);
        assertThat(database.value("SELECT count(*) FROM calima.inbox")).isEqualTo(String.valueOf(objects * VERSIONS));
        assertThat(database.value("SELECT count(*) FROM calima.load_ledger")).isEqualTo(String.valueOf(objects));
        assertThat(
                        database.value(
                                "SELECT count(*) || ' ' || count(DISTINCT period_start) || ' ' || min(published_value) FROM calima.observation"))
                .as("each hour once, of the newest object")
                .isEqualTo(hours + " " + hours + " " + 10 * VERSIONS);
    }

    @Test
    void aWorkerThatDiesIsFollowedAndTwoAtOnceLoadOnce() throws Exception {
        InboxJob job = platform.get(InboxJob.class);
        for (int day = 1; day <= 3; day++) {
            String key = "in/" + day + ".csv";
            platform.get(Inbox.class).take(event("Created:Put", key, put(key, day), "01"));
        }
        assertThat(platform.get(InboxWriter.class).claim(Duration.ZERO))
                .as("taken, then killed")
                .isPresent();
        Thread other = Thread.ofPlatform().start(job::loadAll);
        job.loadAll();
        other.join();
        database.execute("UPDATE calima.inbox SET due_at = clock_timestamp() WHERE state = 'waiting'");
        job.loadAll();
        assertThat(database.value("SELECT string_agg(DISTINCT state, ' ') FROM calima.inbox"))
                .isEqualTo("loaded");
        database.execute(
                "UPDATE calima.inbox SET state = 'loading', due_at = clock_timestamp()"); // died before it said so
        assertThat(job.loadAll().loaded()).isEqualTo(3);
        assertThat(database.value("SELECT count(*) FROM calima.load_ledger")).isEqualTo("3");
    }

    @Test
    void objectsThatNoNewsToldOfAreFoundByLooking() throws Exception {
        put("in/forgotten.csv", 7);
        String told = "in/told.csv";
        platform.get(Inbox.class).take(event("Created:Put", told, put(told, 8), "01"));
        put("elsewhere/x.csv", 9);
        assertThat(platform.get(Inbox.class).lookForForgotten()).isEqualTo(1);
        assertThat(platform.get(Inbox.class).lookForForgotten()).isZero();
        assertThat(platform.get(InboxJob.class).loadAll()).isEqualTo(new InboxJob.Done(2, 0, 0, 0));
        assertThat(platform.get(Inbox.class).lookForForgotten()).isZero();
        store.put("air", "in/bad.csv", "no header\n".getBytes(StandardCharsets.UTF_8));
        assertThat(platform.get(Inbox.class).lookForForgotten()).isEqualTo(1);
        assertThat(platform.get(InboxJob.class).loadAll()).isEqualTo(new InboxJob.Done(0, 1, 0, 0));
        assertThat(database.value("SELECT reason FROM calima.inbox WHERE state = 'failed'"))
                .contains("expected");
    }

    /** Days of 23 hours in Madrid, of which one hour is refused. */
    private static long springs(int days) {
        return FIRST_DAY
                .datesUntil(FIRST_DAY.plusDays(days))
                .filter(day -> Duration.between(
                                        day.atStartOfDay(MADRID),
                                        day.plusDays(1).atStartOfDay(MADRID))
                                .toHours()
                        == 23)
                .count();
    }

    /** Puts a file with 24 equal values; returns its ETag. */
    private String put(String key, int value) {
        return put(key, LocalDate.of(2019, 1, value + 10), value);
    }

    private String put(String key, LocalDate day, int value) {
        StringBuilder text = new StringBuilder("PROVINCIA;MUNICIPIO;ESTACION;MAGNITUD;PUNTO_MUESTREO;ANO;MES;DIA");
        for (int hour = 1; hour <= 24; hour++) {
            text.append(String.format(Locale.ROOT, ";H%02d;V%02d", hour, hour));
        }
        text.append(String.format(Locale.ROOT, "%n28;079;4;8;28079004_8_8;%tY;%<tm;%<td", day));
        text.append((";" + value + ";V").repeat(24)).append('\n');
        return store.put("air", key, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String name, String key, String etag, String sequencer) {
        return "{\"Records\":[{\"eventName\":\"Object" + name
                + "\",\"s3\":{\"bucket\":{\"name\":\"air\"},\"object\":{\"key\":\""
                + URLEncoder.encode(key, StandardCharsets.UTF_8) + "\",\"size\":1,\"eTag\":\"" + etag
                + "\",\"sequencer\":\"" + sequencer + "\"}}}]}";
    }

    private String url(String queue) {
        return client.getQueueUrl(ask -> ask.queueName(queue)).join().queueUrl();
    }

    private int waiting(String queue) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                        ask -> ask.queueUrl(url(queue)).attributeNames(QueueAttributeName.ALL))
                .join()
                .attributes();
        return Integer.parseInt(
                        Objects.requireNonNull(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)))
                + Integer.parseInt(Objects.requireNonNull(
                        attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        while (!condition.holds()) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** The configuration that ships, and an inbox for one feed. */
    private Path config() throws IOException {
        Path config = folder.resolve("config");
        for (String kind : List.of("networks", "feeds", "training")) {
            Files.createDirectories(config.resolve(kind));
            try (var files = Files.list(BatchTestContext.SHIPPED_CONFIG.resolve(kind))) {
                for (Path file : files.toList()) {
                    Files.copy(file, config.resolve(kind).resolve(file.getFileName()));
                }
            }
        }
        Path feed = config.resolve("feeds").resolve(FEED + ".yaml");
        Files.writeString(feed, Files.readString(feed) + "\ninbox: s3://air/in\n");
        return config;
    }
}
