package dev.calima.batch.aggregate;

import static dev.calima.batch.aggregate.Literal.moment;
import static dev.calima.batch.aggregate.Literal.real;

import dev.calima.batch.aggregate.compute.PeriodAggregate;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds and writes months and years. */
@Component
class PeriodWriter {

    private static final String FIND = """
            SELECT period, starts_on, expected, observed, valid_days, avg, sd, min, q02, q25, median, q75, q98, max, sum
            FROM calima.aggregate_period WHERE series_id = ? AND starts_on BETWEEN ? AND ?
            """;

    private static final String WRITE = """
            INSERT INTO calima.aggregate_period
              (series_id, period, starts_on, expected, observed, valid_days, avg, sd, min, q02, q25, median, q75, q98, max, sum,
               changed_at, computed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (series_id, period, starts_on) DO UPDATE SET
              expected = excluded.expected, observed = excluded.observed, valid_days = excluded.valid_days, avg = excluded.avg,
              sd = excluded.sd, min = excluded.min, q02 = excluded.q02, q25 = excluded.q25, median = excluded.median,
              q75 = excluded.q75, q98 = excluded.q98, max = excluded.max, sum = excluded.sum, changed_at = excluded.changed_at,
              computed_at = excluded.computed_at
            """;

    private static final int BATCH = 128;

    private final JdbcTemplate jdbc;

    PeriodWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Which month or year: {@code month} or {@code year}, and its first local day. */
    record Key(String period, LocalDate startsOn) {}

    /**
     * A month or year to be written.
     *
     * @param changed newest change of what it came from, in microseconds since 1970; 0 for nothing
     * @param computed when it was computed, in microseconds since 1970
     */
    record Row(int seriesId, Key key, PeriodAggregate aggregate, long changed, long computed) {}

    /** The months and years of a series that are there and start in a stretch, both ends included. */
    Map<Key, PeriodAggregate> find(int seriesId, LocalDate first, LocalDate last) {
        Map<Key, PeriodAggregate> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    found.put(
                            new Key(row.getString(1), row.getObject(2, LocalDate.class)),
                            new PeriodAggregate(
                                    row.getInt(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    number(row, 6),
                                    number(row, 7),
                                    number(row, 8),
                                    number(row, 9),
                                    number(row, 10),
                                    number(row, 11),
                                    number(row, 12),
                                    number(row, 13),
                                    number(row, 14),
                                    number(row, 15)));
                },
                seriesId,
                first,
                last);
        return found;
    }

    private static float number(ResultSet row, int column) throws SQLException {
        float value = row.getFloat(column);
        return row.wasNull() ? Float.NaN : value;
    }

    /** Writes months and years, new or there. */
    void write(List<Row> rows) {
        jdbc.batchUpdate(WRITE, rows, BATCH, PeriodWriter::bind);
    }

    private static void bind(PreparedStatement row, Row one) throws SQLException {
        PeriodAggregate aggregate = one.aggregate();
        row.setInt(1, one.seriesId());
        row.setString(2, one.key().period());
        row.setObject(3, one.key().startsOn());
        row.setInt(4, aggregate.expected());
        row.setInt(5, aggregate.observed());
        row.setInt(6, aggregate.validDays());
        float[] numbers = {
            aggregate.avg(),
            aggregate.sd(),
            aggregate.min(),
            aggregate.q02(),
            aggregate.q25(),
            aggregate.median(),
            aggregate.q75(),
            aggregate.q98(),
            aggregate.max(),
            aggregate.sum()
        };
        for (int i = 0; i < numbers.length; i++) {
            row.setObject(7 + i, real(numbers[i]), Types.REAL);
        }
        row.setTimestamp(17, timestamp(one.changed()));
        row.setTimestamp(18, timestamp(one.computed()));
    }

    private static @Nullable Timestamp timestamp(long micros) {
        var moment = moment(micros);
        return moment == null ? null : Timestamp.from(moment);
    }
}
