package dev.calima.batch.ingest.http;

import static dev.calima.batch.ingest.http.LoopbackServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that answers, one that has trouble, one that lies, and one that must not be asked at all. */
class HttpSourceTest {

    private static final HttpLimits QUICK = new HttpLimits(
            Duration.ofMillis(500),
            Duration.ofMillis(300),
            Duration.ofMillis(900),
            100_000,
            3,
            Duration.ofMillis(10),
            Duration.ofSeconds(2));
    /** printf 'hello' | openssl dgst -sha256 -binary | base64 */
    private static final String SHA256_OF_HELLO = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

    @TempDir
    Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final LoopbackServer server = new LoopbackServer(exchange -> reply(exchange, 200, "hello"));
    private final HttpSource source = new HttpSource(HttpHosts.of(List.of(), server.host()), QUICK);

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        source.close();
        server.close();
        try (var left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().endsWith(".tmp")).count())
                    .as("files left behind beside the bodies that were handed over")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anAnswerIsHandedOverWithWhatToAskNextTime() throws Exception {
        server.now(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Tue, 24 Nov 2026 09:00:00 GMT");
            exchange.getResponseHeaders().set("Content-Digest", "sha-256=:" + SHA256_OF_HELLO + ":");
            reply(exchange, 200, "hello");
        });
        HttpAnswer.Received answer = received("/file.csv?a=b");
        assertThat(Files.readString(answer.body())).isEqualTo("hello");
        assertThat(answer.etag()).isEqualTo("\"v1\"");
        assertThat(answer.lastModified()).isEqualTo("Tue, 24 Nov 2026 09:00:00 GMT");
        assertThat(server.asked()).containsExactly("/file.csv?a=b");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        server.now(exchange -> {
            boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    || "Tue, 24 Nov 2026 09:00:00 GMT"
                            .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            reply(exchange, known ? 304 : 200, known ? "" : "hello");
        });
        assertThat(ask(new HttpQuestion(server.at("/"), Map.of(), "\"v1\"", null)))
                .isInstanceOf(HttpAnswer.Unchanged.class);
        assertThat(ask(new HttpQuestion(server.at("/"), Map.of(), null, "Tue, 24 Nov 2026 09:00:00 GMT")))
                .isInstanceOf(HttpAnswer.Unchanged.class);
        assertThat(ask(new HttpQuestion(server.at("/"), Map.of(), "\"v0\"", null)))
                .isInstanceOf(HttpAnswer.Received.class);
    }

    @Test
    void packedBytesAreKeptPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        server.now(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0); // in chunks
            exchange.getResponseBody().write(packed.toByteArray());
        });
        byte[] kept = Files.readAllBytes(received("/").body());
        assertThat(kept).isEqualTo(packed.toByteArray());
        assertThat(new GZIPInputStream(new ByteArrayInputStream(kept)).readAllBytes())
                .asString()
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void troubleThatMayPassIsTriedAgain(int status) throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.now(exchange -> reply(exchange, count.incrementAndGet() < 3 ? status : 200, "hello"));
        assertThat(Files.readString(received("/").body())).isEqualTo("hello");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void troubleThatDoesNotPassIsToldAfterTheLastAttempt() {
        server.now(exchange -> reply(exchange, 503, "down"));
        assertThatThrownBy(() -> received("/x"))
                .isInstanceOf(HttpFailedException.class)
                .hasMessageContaining(server.at("/x").toString())
                .hasMessageContaining("answered 503")
                .hasMessageContaining("ask again");
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 501})
    void whatIsWrongForGoodIsNotTriedAgain(int status) {
        server.now(exchange -> reply(exchange, status, "no"));
        assertThatThrownBy(() -> received("/")).hasMessageContaining("answered " + status);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsAnAnswer() throws Exception {
        for (int status : new int[] {404, 410, 204}) {
            server.now(exchange -> reply(exchange, status, ""));
            assertThat(ask(HttpQuestion.of(server.at("/")))).isInstanceOf(HttpAnswer.Nothing.class);
        }
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void theWaitThatTheSourceAsksForIsKept() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.now(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            reply(exchange, count.incrementAndGet() == 1 ? 429 : 200, "hello");
        });
        long start = System.nanoTime();
        received("/");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aWaitAsDateIsToldByTheSourcesOwnClockAndALongOneIsLeftToTheNextRun() {
        server.now(exchange -> {
            String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusHours(1)); // the server sends its own Date
            exchange.getResponseHeaders().set("Retry-After", inAnHour);
            reply(exchange, 503, "");
        });
        assertThatThrownBy(() -> received("/"))
                .hasMessageContaining("left alone for")
                .hasMessageContaining("next run");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aHostThatHasGivenAllItsQuestionsIsLeftAlone() throws Exception {
        server.now(exchange -> {
            exchange.getResponseHeaders().set("x-ratelimit-remaining", "0");
            exchange.getResponseHeaders().set("x-ratelimit-reset", "1");
            reply(exchange, 200, "hello");
        });
        received("/1");
        long start = System.nanoTime();
        received("/2");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        server.now(exchange -> {
            exchange.getResponseHeaders().set("x-ratelimit-remaining", "0");
            exchange.getResponseHeaders().set("x-ratelimit-reset", "3600");
            reply(exchange, 200, "hello");
        });
        received("/3");
        assertThatThrownBy(() -> received("/4")).hasMessageContaining("wants no more questions");
        assertThat(server.asked()).containsExactly("/1", "/2", "/3");
    }

    @Test
    void aBodyThatIsCutIsAskedForAgainAndNeverHandedOver() throws Exception {
        AtomicInteger count = new AtomicInteger();
        server.now(exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody()
                    .write("hello".getBytes(StandardCharsets.UTF_8), 0, count.incrementAndGet() < 3 ? 2 : 5);
            exchange.getResponseBody().flush();
        });
        assertThat(Files.readString(received("/").body())).isEqualTo("hello");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aSourceThatNeverAnswersIsGivenUp() {
        server.now(exchange -> end.await());
        assertThatThrownBy(() -> received("/")).hasMessageContaining("no whole answer");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aSourceThatTricklesIsGivenUpWhenItsTimeIsOver() {
        server.now(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            while (!end.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
        });
        assertThatThrownBy(() -> received("/")).hasMessageContaining("no whole answer within 0.9 s");
    }

    @Test
    void bytesThatAreNotThoseOfTheCheckSumAreRefused() {
        for (String header : List.of("Content-Digest", "Repr-Digest", "Digest")) {
            server.now(exchange -> {
                String value = header.equals("Digest")
                        ? "SHA-256=".toLowerCase(java.util.Locale.ROOT) + SHA256_OF_HELLO
                        : "sha-256=:" + SHA256_OF_HELLO + ":";
                exchange.getResponseHeaders().set(header, value);
                reply(exchange, 200, "hallo");
            });
            assertThatThrownBy(() -> received("/")).as(header).hasMessageContaining("SHA-256 check sum");
        }
    }

    @Test
    void moreThanIsTakenIsRefusedByItsPromiseAndByItsBytes() {
        server.now(exchange -> reply(exchange, 200, "x".repeat(100_001)));
        assertThatThrownBy(() -> received("/")).hasMessageContaining("more than the 100000 bytes");
        server.now(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        });
        assertThatThrownBy(() -> received("/")).hasMessageContaining("more than the 100000 bytes");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aPackingThatWasNotAskedForIsRefused() {
        server.now(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "br");
            reply(exchange, 200, "hello");
        });
        assertThatThrownBy(() -> received("/")).hasMessageContaining("packed with 'br'");
    }

    @Test
    void redirectsAreFollowedOnTheSameHostOnly() throws Exception {
        try (LoopbackServer other = new LoopbackServer(exchange -> reply(exchange, 200, "secret"))) {
            server.now(exchange -> {
                String path = exchange.getRequestURI().getPath();
                if (path.equals("/new")) {
                    reply(exchange, 200, "hello");
                    return;
                }
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                path.equals("/old")
                                        ? "/new"
                                        : path.equals("/circle")
                                                ? "/circle"
                                                : other.at("/").toString());
                reply(exchange, 302, "");
            });
            assertThat(Files.readString(received("/old").body())).isEqualTo("hello");
            assertThatThrownBy(() -> received("/away")).hasMessageContaining("redirects to another host");
            assertThatThrownBy(() -> received("/circle")).hasMessageContaining("in a circle");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsNoAnswer() throws Exception {
        for (String garbage :
                List.of("", "hello\r\n\r\n", "HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000) + "\r\n\r\n")) {
            try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                    HttpSource one = new HttpSource(HttpHosts.of(List.of(), "127.0.0.1"), QUICK)) {
                Thread.ofVirtual().start(() -> serve(socket, garbage));
                URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
                assertThatThrownBy(() -> one.ask(HttpQuestion.of(address), folder))
                        .isInstanceOf(HttpFailedException.class);
            }
        }
    }

    private static void serve(ServerSocket socket, String text) {
        try {
            while (true) {
                try (Socket one = socket.accept()) {
                    one.getInputStream().read(new byte[100]);
                    one.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    /** Each is on nobody's list, or leads to no public address; nobody is asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "https://127.0.0.1:PORT/",
                "http://localhost:PORT/",
                "http://2130706433:PORT/",
                "http://0x7f.1:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://[::1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[fd00:ec2::254]/",
                "https://feeds.example@127.0.0.1:PORT/",
                "http://feeds.example/",
                "https://feeds.example:8443/",
                "https://feeds.example.evil.example/",
                "file:///etc/passwd",
                "https://feeds.example/"
            })
    void whoMustNotBeAskedIsNot(String address) throws Exception {
        String port = server.host().replaceAll(".*:", "");
        try (HttpSource strict = new HttpSource(
                HttpHosts.of(List.of("https://feeds.example/{from}"), ""),
                QUICK,
                name -> InetAddress.getAllByName("127.0.0.1"))) {
            assertThatThrownBy(() -> strict.ask(HttpQuestion.of(URI.create(address.replace("PORT", port))), folder))
                    .isInstanceOfAny(ForbiddenHostException.class, HttpFailedException.class)
                    .hasMessageMatching("(?s).*(may not be asked|only https|no public address|no plain address).*");
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aNameThatLeadsAlsoToSomewherePrivateIsRefusedWhateverElseItLeadsTo() throws Exception {
        AtomicInteger looked = new AtomicInteger();
        try (HttpSource strict = new HttpSource(HttpHosts.of(List.of(), "feeds.example"), QUICK, name -> {
            looked.incrementAndGet();
            return new InetAddress[] {InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.7")};
        })) {
            assertThatThrownBy(() -> strict.ask(HttpQuestion.of(URI.create("https://feeds.example/")), folder))
                    .hasMessageContaining("10.0.0.7")
                    .hasMessageContaining("no public address");
        }
        assertThat(looked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.170.2",
                "172.31.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1"
            })
    void specialAddressesAreNotPublic(String address) throws Exception {
        assertThat(CheckedNames.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "2606:4700::1111",
                "2a00:1450::8a"
            })
    void ordinaryAddressesArePublic(String address) throws Exception {
        assertThat(CheckedNames.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void secretsInHeadersAreInNoMessage() {
        server.now(exchange -> reply(exchange, 401, "no"));
        HttpQuestion question = new HttpQuestion(server.at("/"), Map.of("X-API-Key", "s3cr3t"), null, null);
        assertThat(question.toString()).doesNotContain("s3cr3t");
        assertThatThrownBy(() -> ask(question))
                .hasMessageContaining("key")
                .message()
                .doesNotContain("s3cr3t");
    }

    private HttpAnswer.Received received(String path) throws Exception {
        return (HttpAnswer.Received) ask(HttpQuestion.of(server.at(path)));
    }

    private HttpAnswer ask(HttpQuestion question) throws Exception {
        try (var before = Files.list(folder)) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
        }
        return source.ask(question, folder);
    }
}
