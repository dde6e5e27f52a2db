package dev.calima.batch.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the job computes, what it leaves alone, and what happens when others write meanwhile. */
@Timeout(120)
class AggregateJobTest {

    private static final String EVERYTHING = """
            SELECT md5(string_agg(t, ',' ORDER BY t)) FROM (
              SELECT concat_ws('|', xmin, b.*) AS t FROM calima.aggregate_day_block b
              UNION ALL SELECT concat_ws('|', xmin, p.*) FROM calima.aggregate_period p
              UNION ALL SELECT concat_ws('|', xmin, e.*) FROM calima.exceedance_count e
              UNION ALL SELECT concat_ws('|', xmin, i.*) FROM calima.index_day_block i) all_rows
            """;

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final HourTable HOURS = new HourTable(DATABASE);
    private static BatchTestContext platform;

    @BeforeAll
    static void start() {
        platform = BatchTestContext.start(DATABASE, BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void beginWithTwoMonthsOfQuietHours() {
        DATABASE.execute(
                "TRUNCATE calima.observation_day, calima.stale_days, calima.aggregate_day_block, calima.aggregate_period,"
                        + " calima.exceedance_count, calima.index_day_block");
        for (int series : new int[] {1, 2, 4}) {
            HOURS.write(series, "2018-12-01", "2019-01-31", AggregateJobTest::quiet);
        }
    }

    /** 8 from midnight to noon UTC, 12 later. */
    private static double quiet(Instant hour) {
        return hour.getEpochSecond() / 3600 % 24 < 12 ? 8 : 12;
    }

    private AggregateOutcome rebuild() throws HeldElsewhereException {
        return platform.get(AggregateJob.class).rebuild(false, true);
    }

    @Test
    void everyDayMonthAndYearThatHasAnythingIsComputedAndNothingElse() throws Exception {
        AggregateOutcome outcome = rebuild();
        assertThat(outcome.staleDays()).isEqualTo(3 * 62);
        assertThat(value("SELECT count(*) FROM calima.stale_days")).isEqualTo("0");
        assertThat(
                        rows(
                                "SELECT starts_on || ' ' || period || ' ' || observed || '/' || expected FROM calima.aggregate_period WHERE series_id = 1"))
                .as(
                        "the first hour of December local time is in November of UTC, and the last of January is in February local time")
                .containsExactlyInAnyOrder(
                        "2018-12-01 month 743/744",
                        "2019-01-01 month 744/744",
                        "2019-02-01 month 1/672",
                        "2018-01-01 year 743/8760",
                        "2019-01-01 year 745/8760");
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', day, avg, min, max, max_8h, observed_count, valid) FROM calima.aggregate_day WHERE series_id = 2 AND day IN ('2018-12-01', '2019-01-15', '2019-02-01')"))
                .as("the first day has 12 hours of 8 and 11 of 12; the greatest 8 hours are all 12")
                .containsExactlyInAnyOrder(
                        "2018-12-01 9.913043 8 12 12 23 t", "2019-01-15 10 8 12 12 24 t", "2019-02-01 12 12 12 12 1 f");
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', index_code, band, parameter, hours, hours_at_worst) FROM calima.index_day WHERE station_id = 2 AND day = '2019-01-15'"))
                .as("NO2 of 12 is fair since 2024 and was good before")
                .containsExactlyInAnyOrder("eaqi:2024 2 no2 24 12", "eaqi:2017 1 no2 24 24");
        assertThat(
                        value(
                                "SELECT count(*) FROM calima.index_day_block WHERE month NOT IN ('2018-12-01', '2019-01-01', '2019-02-01')"))
                .isEqualTo("0");
    }

    @Test
    void aCorrectionComputesExactlyWhatDependsOnIt() throws Exception {
        rebuild();
        String before = value("SELECT clock_timestamp()");
        HOURS.write(1, "2019-01-15", "2019-01-15", hour -> {
            String clock = hour.toString().substring(11, 13);
            return clock.equals("12") || clock.equals("13") ? 210 : quiet(hour);
        });
        AggregateOutcome outcome = rebuild();
        assertThat(outcome.staleDays()).isEqualTo(1);
        assertThat(outcome.lookedAt()).as("UTC's day lies in two of Madrid's").isEqualTo(2);
        assertThat(outcome.changes())
                .as("the mean of the year was above WHO's 10 before: 372 hours of 8 and 373 of 12")
                .containsExactlyInAnyOrder(
                        "28079004 no2 day 2019-01-15",
                        "28079004 no2 month 2019-01",
                        "28079004 no2 year 2019",
                        "28079004 no2 eu-2008-50 limit hour 2019",
                        "28079004 no2 eu-2024-2881 limit hour 2019",
                        "28079004 no2 eu-2024-2881 information hour 2019",
                        "28079004 no2 who-2021 guideline day 2019",
                        "28079004 eaqi:2024 2019-01-15",
                        "28079004 eaqi:2017 2019-01-15");
        assertThat(rows("SELECT series_id || ' ' || day FROM calima.aggregate_day WHERE computed_at > '" + before
                        + "'"))
                .containsExactly("1 2019-01-15");
        assertThat(rows(
                        "SELECT series_id || ' ' || period || ' ' || starts_on FROM calima.aggregate_period WHERE computed_at > '"
                                + before + "'"))
                .containsExactlyInAnyOrder("1 month 2019-01-01", "1 year 2019-01-01");
        assertThat(rows("SELECT station_id || ' ' || day FROM calima.index_day WHERE computed_at > '" + before + "'"))
                .containsExactlyInAnyOrder("1 2019-01-15", "1 2019-01-15");
        assertThat(value("SELECT changed_at > '" + before
                        + "' FROM calima.aggregate_day WHERE series_id = 1 AND day = '2019-01-15'"))
                .isEqualTo("t");
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', exceedances, allowed, remaining, on_days::text, in_force) FROM calima.exceedance_year WHERE series_id = 1 AND year = 2019 AND averaging = 'hour' AND kind = 'limit'"))
                .containsExactlyInAnyOrder("2 18 16 {2019-01-15} t", "2 3 1 {2019-01-15} f");
        assertThat(value("SELECT bool_and(remaining IS NULL) FROM calima.exceedance_year WHERE allowed IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void theLastHourOfTheUtcYearBelongsToTheNextYearInMadrid() throws Exception {
        rebuild();
        HOURS.write(
                2, "2018-12-31", "2018-12-31", hour -> hour.toString().startsWith("2018-12-31T23") ? 500 : quiet(hour));
        assertThat(rebuild().changes().stream()
                        .filter(change ->
                                change.contains(" day ") || change.contains(" month ") || change.contains(" year ")))
                .contains("28079004 o3 day 2019-01-01", "28079004 o3 month 2019-01", "28079004 o3 year 2019")
                .noneMatch(change -> change.contains("2018"));
        assertThat(value("SELECT max_8h FROM calima.aggregate_day WHERE series_id = 2 AND day = '2019-01-01'"))
                .as("17:00 to 01:00: seven hours of 12 and one of 500")
                .isEqualTo("73");
    }

    @Test
    void rainIsAddedUpAndInvalidHoursCountAsMissing() throws Exception {
        HOURS.write(
                3, "2018-10-27", "2018-10-29", hour -> hour.toString().startsWith("2018-10-28T05") ? Double.NaN : 0.5);
        rebuild();
        assertThat(
                        value(
                                "SELECT concat_ws(' ', sum, avg, observed_count, expected_count, percent_complete) FROM calima.aggregate_day WHERE series_id = 3 AND day = '2018-10-28'"))
                .isEqualTo("12 0.5 24 25 96");
        assertThat(
                        value(
                                "SELECT concat_ws(' ', sum, valid_days, expected_count) FROM calima.aggregate_month WHERE series_id = 3 AND month = '2018-10-01'"))
                .as("22, 25 and 24 hours, one not valid; 745 hours in October")
                .isEqualTo("35.5 3 745");
        assertThat(value("SELECT sum IS NULL FROM calima.aggregate_month WHERE series_id = 1 LIMIT 1"))
                .isEqualTo("t");
    }

    @Test
    void everythingOnceMoreChangesNothing() throws Exception {
        rebuild();
        String before = value(EVERYTHING);
        AggregateOutcome again = platform.get(AggregateJob.class).rebuild(true, true);
        assertThat(again.staleDays()).isEqualTo(3 * 62);
        assertThat(again.lookedAt()).isPositive();
        assertThat(again.changes()).isEmpty();
        assertThat(value(EVERYTHING)).as("not even written").isEqualTo(before);
        assertThat(rebuild().staleDays()).isZero();
    }

    @Test
    void aChangeThatComesWhileItsDaysAreComputedIsNotMissed() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                Connection blocker = DATABASE.admin().connect();
                Connection loader = DATABASE.admin().connect();
                Statement block = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            block.execute("LOCK TABLE calima.aggregate_period IN ACCESS EXCLUSIVE MODE");
            Future<AggregateOutcome> job = threads.submit(this::rebuild);
            awaitWaiting("SELECT%aggregate_period%");
            loader.setAutoCommit(false);
            Future<?> load = threads.submit(() -> {
                HourTable.write(loader, 1, LocalDate.parse("2019-01-20"), hour -> 99);
                loader.commit();
                return null;
            });
            awaitWaiting("INSERT INTO calima.stale_days%");
            blocker.commit();
            load.get();
            job.get();
        }
        rebuild();
        assertThat(value("SELECT count(*) FROM calima.stale_days")).isEqualTo("0");
        assertThat(value("SELECT max FROM calima.aggregate_day WHERE series_id = 1 AND day = '2019-01-20'"))
                .isEqualTo("99");
    }

    @Test
    void marksThatALoadIsSettingAreLeftForLater() throws Exception {
        rebuild();
        try (Connection loader = DATABASE.admin().connect()) {
            loader.setAutoCommit(false);
            HourTable.write(loader, 1, LocalDate.parse("2019-01-20"), hour -> 99);
            HOURS.write(4, "2019-01-20", "2019-01-20", hour -> 98);
            assertThat(rebuild().changes())
                    .contains("28079008 no2 day 2019-01-20")
                    .noneMatch(change -> change.startsWith("28079004"));
            loader.commit();
        }
        assertThat(rebuild().changes()).contains("28079004 no2 day 2019-01-20");
    }

    @Test
    void aRunThatLostItsTurnWritesNothingAndTheNextOneDoesIt() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                Connection blocker = DATABASE.admin().connect();
                Statement block = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            block.execute("LOCK TABLE calima.exceedance_count IN ACCESS EXCLUSIVE MODE");
            Future<AggregateOutcome> job = threads.submit(this::rebuild);
            awaitWaiting("SELECT%exceedance_count%");
            DATABASE.execute("UPDATE calima.lease SET epoch = epoch + 1 WHERE name = 'aggregates'");
            blocker.commit();
            assertThatThrownBy(job::get).rootCause().hasMessageContaining("another process has taken over");
        }
        assertThat(value("SELECT count(*) FROM calima.aggregate_period")).isEqualTo("0");
        DATABASE.execute("UPDATE calima.lease SET holder = '' WHERE name = 'aggregates'");
        assertThat(rebuild().staleDays()).isEqualTo(3 * 62);
    }

    @Test
    void oneComputesAtATime() throws Exception {
        try (Lease held = Lease.take(DATABASE.access(DatabaseRole.LOADER), "aggregates")) {
            assertThat(held.epoch()).isPositive();
            assertThatThrownBy(this::rebuild).isInstanceOf(HeldElsewhereException.class);
        }
    }

    @Test
    void aRunToldToStopSaysSoAndTheNextOneGoesOn() throws Exception {
        try (BatchTestContext other = BatchTestContext.start(DATABASE, BatchTestContext.SHIPPED_CONFIG, folder)) {
            other.get(StopSignal.class).give();
            AggregateOutcome stopped = other.get(AggregateJob.class).rebuild(false, false);
            assertThat(stopped.stopped()).isTrue();
            assertThat(stopped.staleDays()).isZero();
        }
        assertThat(rebuild().staleDays()).isEqualTo(3 * 62);
    }

    @Test
    void theReaderSeesItAndTheTrainerToo() throws Exception {
        rebuild();
        for (DatabaseRole role : List.of(DatabaseRole.READER, DatabaseRole.TRAINER)) {
            try (Connection connection = DATABASE.access(role).connect();
                    Statement statement = connection.createStatement()) {
                for (String view :
                        List.of("aggregate_day", "aggregate_month", "aggregate_year", "index_day", "exceedance_year")) {
                    try (var row = statement.executeQuery("SELECT count(*) FROM calima." + view)) {
                        row.next();
                        assertThat(row.getLong(1)).as(view).isPositive();
                    }
                }
            }
        }
    }

    /** Waits until a statement that looks like this waits for a lock. */
    private void awaitWaiting(String statement) {
        String waiting =
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '"
                        + statement + "'";
        while (value(waiting).equals("0")) {
            Thread.onSpinWait();
        }
    }

    private String value(String query) {
        return DATABASE.value(query);
    }

    private List<String> rows(String query) {
        return List.of(value("SELECT coalesce(string_agg(t, ';'), '') FROM (" + query + ") AS q (t)")
                .split(";"));
    }
}
