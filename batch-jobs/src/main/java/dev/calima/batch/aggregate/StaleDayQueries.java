package dev.calima.batch.aggregate;

import dev.calima.batch.ledger.LeaseLostException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What is stale: asks for it, takes it, and marks everything. */
@Component
class StaleDayQueries {

    private static final String PLAN = """
            SELECT s.station_id, extract(year FROM d.month)::integer / ? * ? AS from_year, sum(bit_count(d.days::bit(32)))
            FROM calima.stale_days d JOIN calima.series s USING (series_id)
            GROUP BY 1, 2 ORDER BY 1, 2
            """;

    /**
     * Marks that a load is just setting are left for later: nobody waits for it, nor it for long. A load that sets one that is
     * taken waits for our commit and sets it anew.
     */
    private static final String TAKE = """
            WITH taken AS (
              SELECT d.series_id, d.month FROM calima.stale_days d JOIN calima.series s USING (series_id)
              WHERE s.station_id = ? AND d.month >= make_date(?, 1, 1) AND d.month < make_date(?, 1, 1)
              ORDER BY d.series_id, d.month FOR UPDATE OF d SKIP LOCKED
            )
            DELETE FROM calima.stale_days d USING taken t
            WHERE d.series_id = t.series_id AND d.month = t.month
            RETURNING d.series_id, d.month, d.days
            """;

    private static final String MARK_ALL = """
            INSERT INTO calima.stale_days (series_id, month, days)
            SELECT series_id, date_trunc('month', day)::date, bit_or(1 << (extract(day FROM day)::integer - 1))
            FROM calima.observation_day
            GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (series_id, month) DO UPDATE SET days = stale_days.days | excluded.days
            """;

    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    private static final String HOLD_LEASE = "SELECT epoch FROM calima.lease WHERE name = ? AND epoch = ? FOR SHARE";

    /** Years that are computed in one transaction: enough to be fast, few enough to be kept in memory. */
    private static final int YEARS = 5;

    private final JdbcTemplate jdbc;

    StaleDayQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A station and some years, the piece of work of one transaction.
     *
     * @param fromYear the first of the UTC years whose marks are taken
     * @param toYear the one after the last
     * @param days UTC days that are marked
     */
    record Unit(int stationId, int fromYear, int toYear, long days) {}

    /** UTC days of a series that were marked: bit 0 is the first of the month. */
    record Mark(int seriesId, LocalDate month, int days) {}

    /** What is to be done, by station and time. */
    List<Unit> plan() {
        return jdbc.query(
                PLAN,
                (row, _) -> new Unit(row.getInt(1), row.getInt(2), row.getInt(2) + YEARS, row.getLong(3)),
                YEARS,
                YEARS);
    }

    /** Takes the marks of a piece of work away; they are there again when the transaction is rolled back. */
    List<Mark> take(Unit unit) {
        return jdbc.query(
                TAKE,
                (row, _) -> new Mark(row.getInt(1), row.getObject(2, LocalDate.class), row.getInt(3)),
                unit.stationId(),
                unit.fromYear(),
                unit.toYear());
    }

    /** The time by the database's clock, in microseconds since 1970. */
    long now() {
        return Objects.requireNonNull(jdbc.queryForObject(NOW, Long.class));
    }

    /**
     * Makes sure, up to the commit, that the run still holds its lease.
     *
     * @throws LeaseLostException when somebody else has taken it over
     */
    void holdLease(String name, long epoch) {
        if (jdbc.queryForList(HOLD_LEASE, Long.class, name, epoch).isEmpty()) {
            throw new LeaseLostException(
                    "another process has taken over the computing of aggregates; what is computed so far is kept");
        }
    }

    /** Marks everything that there is. */
    void markAll() {
        jdbc.update(MARK_ALL);
    }
}
