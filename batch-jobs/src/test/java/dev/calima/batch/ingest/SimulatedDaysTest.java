package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.http.HttpLimits;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A provider with every fault is asked each hour over some days, among them one of 23 or 25 hours: in the end everything that it
 * ever published is there, corrections are revisions, and at each moment each absent hour has the one reason that is true.
 */
class SimulatedDaysTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LATE = Duration.ofHours(24);
    private static final HttpLimits QUICK = new HttpLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            10_000_000,
            2,
            Duration.ofMillis(1),
            Duration.ofMillis(10));

    @TempDir
    Path folder;

    /** Each line: the first hour, UTC. Local days have 24, 25 and 24, or 24, 23 and 24 hours. */
    @ParameterizedTest
    @CsvSource({"2026-10-23T22:00:00Z", "2026-03-27T23:00:00Z"})
    void everythingPublishedIsThereAndEachAbsentHourHasItsReason(Instant first) throws Exception {
        Instant begin = first.plus(Duration.ofHours(10));
        Instant down = first.plus(Duration.ofHours(26));
        TurnableClock clock = new TurnableClock(begin);
        try (SimulatedProvider provider = new SimulatedProvider(first, down, clock);
                BatchTestContext platform =
                        BatchTestContext.start(TestDatabase.create(), config(provider), folder, beans -> {
                            beans.registerBean(Clock.class, () -> clock);
                            beans.registerBean(HttpLimits.class, () -> QUICK);
                        })) {
            for (int hour = 0; hour <= 62; hour += hour < 32 ? 1 : 6) {
                Instant now = begin.plus(HOUR.multipliedBy(hour)).plus(Duration.ofMinutes(5));
                clock.turnTo(now);
                FetchOutcome outcome = platform.get(IncrementalJob.class).fetch(SourceConfig.FEED, FetchWish.NOW);
                assertThat(outcome.count(Asked.State.FAILED)).isEqualTo(provider.isDown(now) ? 2 : 0);
                if (hour % 4 == 0 || provider.isDown(now)) {
                    everyAbsentHourHasItsReason(platform.database(), provider, first, now);
                }
            }
            Instant end = clock.instant();
            for (String station : new String[] {"S1", "S2"}) {
                assertThat(stored(platform.database(), station))
                        .as("everything that was ever published, as it was published last")
                        .isEqualTo(provider.published(station, end));
            }
            corrections(platform.database(), provider, first, end);
        }
    }

    private Path config(SimulatedProvider provider) throws Exception {
        return SourceConfig.write(folder.resolve("config"), """
                address: %s
                each: station
                windows-hours: [1, 8, 24, 72]
                publication-delay-hours: 8
                late-after-hours: 24
                """.formatted(provider.address()));
    }

    private static void everyAbsentHourHasItsReason(
            TestDatabase database, SimulatedProvider provider, Instant first, Instant now) throws SQLException {
        for (String station : new String[] {"S1", "S2"}) {
            Map<Instant, String> expected = new TreeMap<>();
            for (Instant hour = first; hour.isBefore(now); hour = hour.plus(HOUR)) {
                String reason = reason(provider, station, hour, now);
                if (!reason.isEmpty()) {
                    expected.put(hour, reason);
                }
            }
            assertThat(absent(database, station, now))
                    .as(station + " at " + now)
                    .isEqualTo(expected);
        }
    }

    /** Why an hour is absent, by what the provider does; empty when it is there. */
    private static String reason(SimulatedProvider provider, String station, Instant hour, Instant now) {
        Instant end = hour.plus(HOUR);
        Instant lastAnswer = now;
        while (provider.isDown(lastAnswer)) {
            lastAnswer = lastAnswer.minus(HOUR);
        }
        if (provider.isPublished(hour, lastAnswer)) {
            return provider.isUnreadable(station, hour) ? "rejected" : "";
        }
        if (now.isBefore(end.plus(SimulatedProvider.LAG))) {
            return "not-yet";
        }
        if (lastAnswer.isBefore(end.plus(SimulatedProvider.LAG))) {
            return "missing-by-us";
        }
        return now.isBefore(end.plus(LATE)) ? "not-yet" : "missing-at-source";
    }

    private static Map<Instant, String> absent(TestDatabase database, String station, Instant now) throws SQLException {
        return rows(database, """
                SELECT a.period_start, a.status FROM calima.series s JOIN calima.station t USING (station_id),
                       calima.absent_hours(s.series_id, '2026-01-01Z', '%1$s', '%1$s') a
                WHERE t.code = '%2$s'
                """.formatted(now, station));
    }

    private static Map<Instant, String> stored(TestDatabase database, String station) throws SQLException {
        return rows(database, """
                SELECT o.period_start, to_char(o.published_value, 'FM9990.0') FROM calima.observation o
                JOIN calima.series s USING (series_id) JOIN calima.station t USING (station_id)
                WHERE t.code = '%s' AND (o.value IS NULL) = (o.published_value = -999)
                """.formatted(station));
    }

    /** Exactly the corrected hours have one revision each, from the first value to the last. */
    private static void corrections(TestDatabase database, SimulatedProvider provider, Instant first, Instant end)
            throws SQLException {
        Map<Instant, String> expected = new TreeMap<>();
        for (Instant hour = first; hour.isBefore(end); hour = hour.plus(HOUR)) {
            boolean corrected = provider.isPublished(hour, end) && provider.isCorrected(hour, end);
            if (corrected && !provider.isSentinel(hour)) {
                double value = provider.number(hour) % 60;
                expected.put(hour, value + " -> " + (value + 0.5));
            }
        }
        assertThat(expected).hasSizeGreaterThan(1);
        assertThat(rows(database, """
                        SELECT r.period_start, to_char(r.old_value, 'FM9990.0') || ' -> ' || to_char(r.new_value, 'FM9990.0')
                        FROM calima.observation_revision r
                        JOIN calima.series s USING (series_id) JOIN calima.station t USING (station_id) WHERE t.code = 'S1'
                        """)).isEqualTo(expected);
    }

    private static Map<Instant, String> rows(TestDatabase database, String query) throws SQLException {
        Map<Instant, String> rows = new TreeMap<>();
        try (Connection connection = database.admin().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                Instant hour = found.getTimestamp(1).toInstant();
                assertThat(rows.put(hour, found.getString(2)))
                        .as("twice: " + hour)
                        .isNull();
            }
        }
        return rows;
    }
}
