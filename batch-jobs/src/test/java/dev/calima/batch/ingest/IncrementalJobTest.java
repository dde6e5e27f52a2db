package dev.calima.batch.ingest;

import static dev.calima.batch.ingest.http.LoopbackServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.ask.Secrets;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.http.HttpLimits;
import dev.calima.batch.ingest.http.LoopbackServer;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for in an hour, and what is remembered of it. The clock stands at five past ten, UTC, five past eleven there. */
class IncrementalJobTest {

    private static final HttpLimits QUICK = new HttpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            10_000_000,
            2,
            Duration.ofMillis(1),
            Duration.ofMillis(10));
    private static final String HEADER = "time,station,parameter,value\n";

    @TempDir
    Path folder;

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-24T10:05:00Z"));
    private final LoopbackServer server = new LoopbackServer(exchange ->
            reply(exchange, 200, HEADER + row(exchange.getRequestURI().toString())));
    private @Nullable BatchTestContext platform;

    @AfterEach
    void stop() {
        if (platform != null) {
            platform.close();
        }
        server.close();
    }

    @Test
    void anHourIsDoneOnce() throws Exception {
        start("address: %s?station={station}&from={from}&to={to}\neach: station\nwindows-hours: [1, 8]");
        assertThat(fetch().load()).isNotNull();
        assertThat(server.asked())
                .containsExactly(
                        "/?station=S1&from=2026-11-24T02:00:00Z&to=2026-11-24T10:00:00Z",
                        "/?station=S2&from=2026-11-24T02:00:00Z&to=2026-11-24T10:00:00Z");
        clock.turnTo(Instant.parse("2026-11-24T10:59:00Z"));
        assertThat(fetch().alreadyDone()).isTrue();
        assertThat(server.asked()).hasSize(2);
        clock.turnTo(Instant.parse("2026-11-24T11:00:00Z"));
        assertThat(fetch().alreadyDone()).isFalse();
        assertThat(fetch("2026-11-24T12:00:00Z")).hasMessageContaining("in the future");
    }

    @Test
    void aStationThatFailsDoesNotStopTheOthersAndIsAskedAgainAlone() throws Exception {
        start("address: %s?station={station}&to={to}\neach: station");
        server.now(exchange -> {
            String asked = exchange.getRequestURI().toString();
            reply(exchange, asked.contains("S2") ? 500 : 200, HEADER + row(asked));
        });
        FetchOutcome outcome = fetch();
        assertThat(outcome.requests().stream().map(Asked::state))
                .containsExactly(Asked.State.ANSWERED, Asked.State.FAILED);
        assertThat(value("SELECT string_agg(t.code, ',') FROM calima.observation JOIN calima.series USING (series_id)"
                        + " JOIN calima.station t USING (station_id)"))
                .isEqualTo("S1");
        assertThat(value(
                        "SELECT state || ' ' || (SELECT string_agg(state, ',' ORDER BY address) FROM calima.fetch_request)"
                                + " FROM calima.fetch_run"))
                .isEqualTo("partial answered,failed");
        assertThat(value("SELECT problem FROM calima.fetch_request WHERE state = 'failed'"))
                .contains("answered 500")
                .contains("S2");
        int before = server.asked().size();
        server.now(exchange ->
                reply(exchange, 200, HEADER + row(exchange.getRequestURI().toString())));
        assertThat(fetch().requests()).hasSize(1);
        assertThat(server.asked().subList(before, server.asked().size()))
                .singleElement()
                .asString()
                .contains("S2");
        assertThat(value("SELECT state || ' ' || attempt FROM calima.fetch_run"))
                .isEqualTo("done 1");
    }

    @Test
    void whatIsMostlyGarbageFailsTheRunAndIsAskedForAgain() throws Exception {
        start("address: %s?station={station}&to={to}\neach: station");
        server.now(exchange -> reply(
                exchange, 200, HEADER + row(exchange.getRequestURI().toString()) + "x,y,z,1\nx,y,z,1\nx,y,z,1\n"));
        assertThatThrownBy(this::fetch).isInstanceOf(LoadFailedException.class).hasMessageContaining("are refused");
        assertThat(value("SELECT state || ' ' || (problem LIKE '%are refused%') || ' ' || (finished_at IS NOT NULL)"
                        + " FROM calima.fetch_run"))
                .isEqualTo("failed true true");
        assertThat(value("SELECT count(*) FROM calima.coverage_day WHERE answered <> 0"))
                .isEqualTo("0");
        int before = server.asked().size();
        server.now(exchange ->
                reply(exchange, 200, HEADER + row(exchange.getRequestURI().toString())));
        assertThat(fetch().load()).isNotNull();
        assertThat(server.asked()).hasSize(before + 2);
        assertThat(value("SELECT state || ' ' || attempt || ' ' || (problem IS NULL) FROM calima.fetch_run"))
                .isEqualTo("done 1 true");
    }

    /** The transaction stands for a chunk of a load: first its turn, then hours of S2, then of S1. A run writes S1 first. */
    @Test
    void aLoadAndARunThatWriteTheSameHoursWaitForEachOther() throws Exception {
        start("address: %s{station}/{yyyyMMdd}.csv\neach: station");
        fetch(); // the stations are known from now on
        server.now(exchange -> reply(exchange, 404, ""));
        String hold = "UPDATE calima.coverage_day SET failed = failed WHERE station_id ="
                + " (SELECT station_id FROM calima.station WHERE code = '%s')";
        try (var load = platform().database().admin().connect();
                var statement = load.createStatement();
                var threads = java.util.concurrent.Executors.newSingleThreadExecutor()) {
            load.setAutoCommit(false);
            dev.calima.batch.observation.WritersTurn.take(load);
            assertThat(statement.executeUpdate(hold.formatted("S2"))).isPositive();
            clock.turnTo(Instant.parse("2026-11-24T11:00:00Z"));
            var run = threads.submit(() -> fetch());
            while (value("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                            .equals("0")
                    && !run.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(statement.executeUpdate(hold.formatted("S1"))).isPositive();
            load.commit();
            assertThat(run.get().count(Asked.State.FAILED)).isZero();
        }
        assertThat(value("SELECT string_agg(state, ' ') FROM calima.fetch_run")).isEqualTo("done done");
    }

    @Test
    void aPageThatSaysSorryIsNoAnswer() throws Exception {
        start("address: %s?to={to}");
        server.now(exchange -> reply(exchange, 200, "<html>Sorry</html>"));
        assertThat(fetch().count(Asked.State.FAILED)).isEqualTo(1);
        assertThat(value("SELECT sum(answered) || ' ' || (sum(failed) > 0) FROM calima.coverage_day"))
                .isEqualTo("0 true");
    }

    @Test
    void aKeyThatIsNotSetIsAskedForAndOneThatIsSetIsSentAndShownNowhere() throws Exception {
        String source = "address: %s?to={to}\nheaders: {X-API-Key: TOWN_KEY}";
        start(source);
        assertThatThrownBy(this::fetch).isInstanceOf(ConfigException.class).hasMessageContaining("TOWN_KEY is not set");
        assertThat(server.asked()).isEmpty();
        platform().close();
        StringBuilder sent = new StringBuilder();
        server.now(exchange -> {
            sent.append(exchange.getRequestHeaders().getFirst("X-API-Key"));
            reply(exchange, 403, "");
        });
        start(source, Map.of("TOWN_KEY", "s3cr3t"));
        assertThat(fetch().count(Asked.State.FAILED)).isEqualTo(1);
        assertThat(sent).hasToString("s3cr3t");
        assertThat(value("SELECT string_agg(r::text, '') FROM calima.fetch_request r"))
                .doesNotContain("s3cr3t");
    }

    @Test
    void daysWithAddressesOfTheirOwnAreReadAgainOnlyWhenTheyHaveChanged() throws Exception {
        start("address: %s{station}/{yyyy}/{MM}/{yyyyMMdd}.csv\neach: station\nwindows-hours: [24]");
        server.now(exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean known = "\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.getResponseHeaders().set("ETag", "\"one\"");
            reply(exchange, path.contains("S2") ? 404 : known ? 304 : 200, known ? "" : HEADER + row("station=S1"));
        });
        FetchOutcome first = fetch();
        assertThat(server.asked())
                .containsExactly(
                        "/S1/2026/11/20261123.csv",
                        "/S1/2026/11/20261124.csv",
                        "/S2/2026/11/20261123.csv",
                        "/S2/2026/11/20261124.csv");
        assertThat(first.count(Asked.State.ANSWERED)).isEqualTo(2);
        assertThat(first.count(Asked.State.NOTHING))
                .as("a day without an object is an answer")
                .isEqualTo(2);
        clock.turnTo(Instant.parse("2026-11-24T11:05:00Z"));
        FetchOutcome second = fetch();
        assertThat(second.count(Asked.State.UNCHANGED)).isEqualTo(2);
        assertThat(second.load()).isNull();
    }

    @Test
    void theFirstRunOfTheNightAsksForTheMonthSoFar() throws Exception {
        start("address: %s?from={from:yyyy-MM-dd'T'HH}&last={last:HH}\nwindows-hours: [1]\nmonth-to-date: true");
        for (String time : List.of("2026-11-24T01:59:00Z", "2026-11-24T02:05:00Z", "2026-11-24T03:05:00Z")) {
            clock.turnTo(Instant.parse(time));
            fetch();
        }
        assertThat(server.asked())
                .as(
                        "two o'clock UTC is three o'clock there, the month began at 23:00 UTC; at two the hour from one on could"
                                + " not be there yet, so it is asked for again at three")
                .containsExactly(
                        "/?from=2026-11-24T00&last=00", "/?from=2026-10-31T23&last=01", "/?from=2026-11-24T01&last=02");
    }

    @Test
    void afterAPauseOfOursTheRangeGoesBackToTheLastAnswer() throws Exception {
        start("address: %s?from={from}\nwindows-hours: [1]");
        fetch();
        clock.turnTo(Instant.parse("2026-11-27T10:05:00Z"));
        fetch();
        assertThat(server.asked().getLast()).isEqualTo("/?from=2026-11-24T10:00:00Z");
    }

    @Test
    void anAddressThatSomebodyTypesIsLoadedWhenItsHostIsAllowed() throws Exception {
        start("address: %s?to={to}");
        IngestJob job = platform().get(IngestJob.class);
        server.now(exchange -> reply(exchange, 200, HEADER + row("S1")));
        assertThat(job.load(SourceConfig.FEED, List.of(server.at("/a.csv").toString()), false)
                        .files())
                .hasSize(1);
        assertThat(value("SELECT source || ' ' || file_name FROM calima.raw_file"))
                .isEqualTo(server.at("/a.csv") + " a.csv");
        try (LoopbackServer other = new LoopbackServer(exchange -> reply(exchange, 200, "secret"))) {
            assertThatThrownBy(() -> job.load(
                            SourceConfig.FEED, List.of(other.at("/a.csv").toString()), false))
                    .isInstanceOf(NothingFoundException.class)
                    .hasMessageContaining("CALIMA_HTTP_HOSTS");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void pagesAreAskedForUntilOneIsNotFull() throws Exception {
        start(
                "address: %s/sensors/{key}/hours?limit=2&page={page}\neach: station\nkeys: {S1: \"3917, 3918\"}\npage-size: 2");
        Path feed = folder.resolve("config/feeds/town.yaml");
        platform().close();
        Files.writeString(
                feed,
                Files.readString(feed)
                        .replaceAll("(?s)format: long-csv", "format: openaq-api")
                        .replaceAll("(?s)options:.*(?=source:)", "")
                        .replace("hour-label: beginning", "hour-label: ending")
                        .replace("NO2:", "no2:"));
        platform = open(Map.of());
        server.now(exchange -> {
            String asked = exchange.getRequestURI().toString();
            int page = Integer.parseInt(asked.replaceAll(".*page=", ""));
            int from = (page - 1) * 2 + (asked.contains("3918") ? 10 : 0);
            int results = asked.contains("3918") ? 1 : page < 3 ? 2 : 0;
            reply(exchange, 200, page(from, results));
        });
        FetchOutcome outcome = fetch();
        assertThat(server.asked())
                .containsExactly(
                        "//sensors/3917/hours?limit=2&page=1",
                        "//sensors/3917/hours?limit=2&page=2",
                        "//sensors/3917/hours?limit=2&page=3",
                        "//sensors/3918/hours?limit=2&page=1");
        assertThat(outcome.requests().stream().map(one -> one.files().size())).containsExactly(3, 1);
        assertThat(value("SELECT count(*) FROM calima.observation")).isEqualTo("5");
    }

    private static String page(int from, int results) {
        StringBuilder page = new StringBuilder("{\"meta\":{\"found\":\">2\"},\"results\":[");
        for (int i = from; i < from + results; i++) {
            page.append(i == from ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"value\":%d,\"parameter\":{\"id\":7,\"name\":\"no2\",\"units\":\"µg/m³\"},"
                                    + "\"period\":{\"label\":\"raw\",\"interval\":\"01:00:00\",\"datetimeFrom\":{\"utc\":\"2026-11-23T%02d:00:00Z\"},"
                                    + "\"datetimeTo\":{\"utc\":\"2026-11-23T%02d:00:00Z\"}}}",
                            i,
                            i,
                            i + 1));
        }
        return page.append("]}").toString();
    }

    /** A row of the station that was asked for. */
    private static String row(String asked) {
        return "2026-11-24T10:00+01:00," + (asked.contains("S2") ? "S2" : "S1") + ",NO2,7\n";
    }

    private void start(String source) throws Exception {
        start(source, Map.of());
    }

    private void start(String source, Map<String, String> environment) throws Exception {
        SourceConfig.write(folder.resolve("config"), source.formatted(server.at("/")));
        platform = open(environment);
    }

    private BatchTestContext open(Map<String, String> environment) {
        return BatchTestContext.start(TestDatabase.create(), folder.resolve("config"), folder, beans -> {
            beans.registerBean(Clock.class, () -> clock);
            beans.registerBean(HttpLimits.class, () -> QUICK);
            beans.registerBean(Secrets.class, () -> new Secrets(environment));
        });
    }

    private BatchTestContext platform() {
        return java.util.Objects.requireNonNull(platform);
    }

    private FetchOutcome fetch() throws Exception {
        return platform().get(IncrementalJob.class).fetch(SourceConfig.FEED, FetchWish.NOW);
    }

    private Throwable fetch(String at) {
        return org.assertj.core.api.Assertions.catchThrowable(() ->
                platform().get(IncrementalJob.class).fetch(SourceConfig.FEED, new FetchWish(Instant.parse(at), false)));
    }

    private String value(String query) {
        return platform().database().value(query);
    }
}
