package dev.calima.batch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.fetch.CloudSettings;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.ingest.http.LoopbackServer;
import dev.calima.batch.watch.alert.Alerts;
import dev.calima.batch.watch.alert.IncidentReader;
import dev.calima.sql.TestDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Incidents are told once when they begin and once when they are over, whatever dies in between. */
@Timeout(120)
class AlertsTest {

    private static final String TOPIC = "arn:aws:sns:eu-south-2:123456789012:calima";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Request(String path, Map<String, String> headers, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The fields of a form. */
        Map<String, String> form() {
            return Pattern.compile("&")
                    .splitAsStream(body)
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
    }

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final List<Request> hooks = new CopyOnWriteArrayList<>();
    private final List<Request> published = new CopyOnWriteArrayList<>();
    private volatile int hookStatus = 200;
    private final LoopbackServer server = new LoopbackServer(exchange -> {
        Request request = new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().entrySet().stream()
                        .collect(Collectors.toMap(
                                header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                                header -> header.getValue().getFirst())),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (request.path().equals("/hook")) {
            hooks.add(request);
            LoopbackServer.reply(exchange, hookStatus, "");
        } else {
            published.add(request);
            LoopbackServer.reply(exchange, 200, """
                    <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId>\
                    </PublishResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></PublishResponse>""");
        }
    });

    private Path config;

    @BeforeEach
    void configure() throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        config = SyntheticNetwork.config(folder.resolve("config"));
        Files.writeString(config.resolve("alerts.yaml"), """
                clear-after-seconds: 0
                rules:
                  free-space-below-gib: never
                channels:
                  - channel: hook
                    webhook: http://%s/hook
                  - channel: topic
                    sns: %s
                """.formatted(server.host(), TOPIC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BatchTestContext start() {
        return BatchTestContext.start(
                database,
                config,
                new StorageSettings(
                        folder.resolve("landing"),
                        null,
                        null,
                        Set.of(),
                        null,
                        "eu-south-2",
                        null,
                        false,
                        null,
                        new CloudSettings(null, 60, null, server.at(""))));
    }

    private void aRunFails() {
        database.execute("""
                INSERT INTO calima.run (job, parameters, identity, pool, requested_by, state, outcome, ended_at, message)
                VALUES ('observations-load-incremental', '{"feed": "madrid-air-realtime"}', gen_random_uuid()::text, 'hourly', 't',
                        'failed', 'failed', now(), 'the source does not answer')
                """);
    }

    private void aRunGoesWell() {
        database.execute("""
                INSERT INTO calima.run (job, parameters, identity, pool, requested_by, state, outcome, ended_at)
                VALUES ('observations-load-incremental', '{"feed": "madrid-air-realtime"}', gen_random_uuid()::text, 'hourly', 't',
                        'completed', 'completed', now())
                """);
    }

    @Test
    void anIncidentIsToldOnceWhenItBeginsAndOnceWhenItIsOver() {
        try (BatchTestContext platform = start()) {
            Alerts alerts = platform.get(Alerts.class);
            assertThat(alerts.look()).isZero();
            aRunFails();
            assertThat(alerts.look()).isEqualTo(2);
            aRunFails();
            assertThat(alerts.look()).as("the same incident still").isZero();
            JsonNode opened = hooks.getFirst().json();
            assertThat(opened.path("state").asString()).isEqualTo("opened");
            assertThat(opened.path("rule").asString()).isEqualTo("run-failed");
            assertThat(opened.path("subject").asString())
                    .isEqualTo("observations-load-incremental madrid-air-realtime");
            assertThat(opened.path("detail").asString()).contains("the source does not answer");
            assertThat(platform.get(IncidentReader.class).list(false, 10))
                    .singleElement()
                    .satisfies(
                            incident -> assertThat(incident.messagesWaiting()).isZero());
            aRunGoesWell();
            assertThat(alerts.look()).isEqualTo(2);
            assertThat(alerts.look()).isZero();
            assertThat(hooks).hasSize(2);
            assertThat(hooks.getLast().json().path("state").asString()).isEqualTo("closed");
            assertThat(hooks.getLast().json().path("closedAt").asString()).isNotEmpty();
            assertThat(platform.get(IncidentReader.class).list(false, 10)).isEmpty();
            aRunFails();
            assertThat(alerts.look()).as("another incident").isEqualTo(2);
        }
    }

    @Test
    void snsIsAskedWithASignedPublish() {
        try (BatchTestContext platform = start()) {
            aRunFails();
            platform.get(Alerts.class).look();
        }
        Request request = published.getFirst();
        assertThat(request.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=test/")
                .contains("/eu-south-2/sns/aws4_request")
                .contains("Signature=");
        Map<String, String> form = request.form();
        assertThat(form)
                .containsEntry("Action", "Publish")
                .containsEntry("TopicArn", TOPIC)
                .containsEntry("Subject", "Calima: run-failed observations-load-incremental madrid-air-realtime");
        assertThat(JSON.readTree(form.get("Message")).path("state").asString()).isEqualTo("opened");
        assertThat(form.values()).contains("run-failed", "opened");
    }

    @Test
    void whatAChannelDidNotTakeIsToldAfterARestart() {
        hookStatus = 503;
        try (BatchTestContext platform = start()) {
            aRunFails();
            assertThat(platform.get(Alerts.class).look())
                    .as("the topic took it")
                    .isEqualTo(1);
            assertThat(platform.get(Alerts.class).look())
                    .as("not before a pause")
                    .isZero();
            assertThat(platform.get(IncidentReader.class)
                            .list(false, 10)
                            .getFirst()
                            .problem())
                    .contains("answered 503");
        }
        hookStatus = 204;
        aRunGoesWell();
        try (BatchTestContext later = start()) {
            assertThat(later.get(Alerts.class).look())
                    .as("to the topic that it is over; the hook has not heard that it began")
                    .isEqualTo(1);
            database.execute("UPDATE calima.notification SET due_at = now() WHERE notified_at IS NULL");
            assertThat(later.get(Alerts.class).look()).isEqualTo(2);
            assertThat(later.get(Alerts.class).look()).isZero();
        }
        assertThat(hooks.stream().map(hook -> hook.json().path("state").asString()))
                .containsExactly("opened", "opened", "closed");
        assertThat(published).hasSize(2);
    }

    @Test
    void aMessageWhoseSenderDiedIsSentByTheNext() {
        try (BatchTestContext platform = start()) {
            aRunFails();
            hookStatus = 503;
            platform.get(Alerts.class).look();
            // as a sender leaves it that dies while sending
            database.execute(
                    "UPDATE calima.notification SET attempts = attempts + 1, due_at = now() - interval '1 second', last_error = NULL"
                            + " WHERE channel = 'hook'");
            hookStatus = 200;
            assertThat(platform.get(Alerts.class).look()).isEqualTo(1);
        }
    }

    @Test
    void severalProcessesTellItOnce() throws Exception {
        try (BatchTestContext one = start();
                BatchTestContext other = start();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 10; i++) {
                aRunFails();
                everybodyLooks(threads, one, other);
                aRunGoesWell();
                everybodyLooks(threads, one, other);
            }
        }
        assertThat(hooks.stream().map(hook -> hook.json().path("notification").asLong()))
                .doesNotHaveDuplicates();
        assertThat(hooks).hasSize(20);
        assertThat(published).hasSize(20);
    }

    /** Until everything is told: one may have been looking while the other noted. */
    private static void everybodyLooks(ExecutorService threads, BatchTestContext one, BatchTestContext other)
            throws Exception {
        Callable<Integer> first = () -> one.get(Alerts.class).look();
        Callable<Integer> second = () -> other.get(Alerts.class).look();
        for (Future<Integer> look : threads.invokeAll(List.of(first, second, first, second))) {
            look.get();
        }
        one.get(Alerts.class).look();
    }

    @Test
    void aWebhookWithASecretIsSigned() throws Exception {
        Files.writeString(config.resolve("alerts.yaml"), """
                channels:
                  - channel: hook
                    webhook-from: CALIMA_TEST_HOOK
                    secret-from: CALIMA_TEST_SECRET
                """);
        String secret = "a secret of this test";
        Map<String, String> environment = Map.of(
                "CALIMA_TEST_HOOK",
                server.at("/hook").toString(),
                "CALIMA_TEST_SECRET",
                secret,
                "CALIMA_HTTP_HOSTS",
                "127.0.0.1");
        try (BatchTestContext platform = BatchTestContext.start(
                database,
                config,
                folder,
                beans -> beans.registerBean(
                        dev.calima.batch.ingest.ask.Secrets.class,
                        () -> new dev.calima.batch.ingest.ask.Secrets(environment)))) {
            assertThat(platform.get(Alerts.class).test(List.of("hook"))).containsEntry("hook", "");
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(hooks.getFirst().headers().get("x-calima-signature"))
                .isEqualTo("sha256="
                        + HexFormat.of()
                                .formatHex(mac.doFinal(hooks.getFirst().body().getBytes(StandardCharsets.UTF_8))));
        assertThat(hooks.getFirst().json().path("state").asString()).isEqualTo("test");
    }

    @Test
    void aChannelThatCannotBeRightIsRefusedWithAllItsProblems() throws Exception {
        Files.writeString(config.resolve("alerts.yaml"), """
                look-every-seconds: 0
                rules:
                  rejected-share: 5
                  run-failed: maybe
                  nonsense: 1
                channels:
                  - channel: a
                    webhook: http://example.org/hook
                  - channel: a
                    webhook: https://user:word@example.org/hook
                    secret-from: my-secret
                  - channel: b
                    sns: arn:aws:sqs:x
                  - channel: c
                """);
        assertThatThrownBy(() -> JobsConfigLoader.load(config, FeedFormats.check()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("look-every-seconds")
                .hasMessageContaining("rejected-share")
                .hasMessageContaining("run-failed")
                .hasMessageContaining("unknown key 'nonsense'")
                .hasMessageContaining("must be an https:// address, but is 'http://example.org/hook'")
                .hasMessageContaining("that stands once")
                .hasMessageContaining("the value itself has no place in a file")
                .hasMessageContaining("must be the ARN of a topic")
                .hasMessageContaining("needs one of 'webhook', 'webhook-from' and 'sns'");
    }
}
