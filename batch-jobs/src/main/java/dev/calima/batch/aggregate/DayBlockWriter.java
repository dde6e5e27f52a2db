package dev.calima.batch.aggregate;

import static dev.calima.batch.aggregate.Literal.array;
import static dev.calima.batch.aggregate.Literal.moment;
import static dev.calima.batch.aggregate.Literal.real;

import dev.calima.batch.aggregate.compute.Averaging;
import dev.calima.batch.aggregate.compute.DayAggregate;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds and writes the days of months. */
@Component
class DayBlockWriter {

    private static final String FIND = """
            SELECT month, expected, observed, avg, min, max, sum, max_8h, windows_8h, changed_at, computed_at
            FROM calima.aggregate_day_block WHERE series_id = ? AND month BETWEEN ? AND ?
            """;

    private static final String WRITE = """
            INSERT INTO calima.aggregate_day_block
              (series_id, month, expected, observed, avg, min, max, sum, max_8h, windows_8h, changed_at, computed_at)
            VALUES (?, ?, ?::smallint[], ?::smallint[], ?::real[], ?::real[], ?::real[], ?::real[], ?::real[], ?::smallint[],
                    ?::timestamptz[], ?::timestamptz[])
            ON CONFLICT (series_id, month) DO UPDATE SET
              expected = excluded.expected, observed = excluded.observed, avg = excluded.avg, min = excluded.min, max = excluded.max,
              sum = excluded.sum, max_8h = excluded.max_8h, windows_8h = excluded.windows_8h, changed_at = excluded.changed_at,
              computed_at = excluded.computed_at
            """;

    private static final int BATCH = 128;

    private final JdbcTemplate jdbc;

    DayBlockWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The months of a series that are there, from one to another, both included. */
    Map<LocalDate, DayBlock> find(AggregatedSeries series, LocalDate first, LocalDate last) {
        Map<LocalDate, DayBlock> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    DayBlock block = block(series, row);
                    found.put(block.month, block);
                },
                series.seriesId(),
                first,
                last);
        return found;
    }

    private static DayBlock block(AggregatedSeries series, ResultSet row) throws SQLException {
        Object[] expected = elements(row, "expected");
        Object[] observed = elements(row, "observed");
        Object[] avg = elements(row, "avg");
        Object[] min = elements(row, "min");
        Object[] max = elements(row, "max");
        Object[] sum = elements(row, "sum");
        Object[] max8h = elements(row, "max_8h");
        Object[] windows8h = elements(row, "windows_8h");
        Object[] changed = elements(row, "changed_at");
        Object[] computed = elements(row, "computed_at");
        DayAggregate[] days = new DayAggregate[expected.length];
        long[] changedMicros = new long[days.length];
        long[] computedMicros = new long[days.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = new DayAggregate(
                    whole(expected, i),
                    whole(observed, i),
                    number(avg, i),
                    number(min, i),
                    number(max, i),
                    number(sum, i),
                    number(max8h, i),
                    whole(windows8h, i));
            changedMicros[i] = micros(changed, i);
            computedMicros[i] = micros(computed, i);
        }
        return new DayBlock(series, row.getObject("month", LocalDate.class), days, changedMicros, computedMicros);
    }

    /** No elements where the whole column is null. */
    static Object[] elements(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? new Object[0] : (Object[]) array.getArray();
    }

    private static float number(@Nullable Object[] elements, int i) {
        return i < elements.length && elements[i] instanceof Float value ? value : Float.NaN;
    }

    static int whole(@Nullable Object[] elements, int i) {
        return i < elements.length && elements[i] instanceof Short value ? value : 0;
    }

    static long micros(@Nullable Object[] elements, int i) {
        return elements[i] instanceof Timestamp moment ? micros(moment) : 0;
    }

    static long micros(Timestamp moment) {
        return TimeUnit.MILLISECONDS.toMicros(Math.floorDiv(moment.getTime(), 1000L) * 1000L)
                + moment.getNanos() / 1000L;
    }

    /** Writes months, new or there. */
    void write(List<DayBlock> blocks) {
        jdbc.batchUpdate(WRITE, blocks, BATCH, DayBlockWriter::bind);
    }

    private static void bind(PreparedStatement row, DayBlock block) throws SQLException {
        AggregatedSeries series = block.series;
        DayAggregate[] days = block.days;
        boolean line = series.averaging() != Averaging.DIRECTION;
        row.setInt(1, series.seriesId());
        row.setObject(2, block.month);
        row.setString(3, array(days.length, i -> days[i].expected()));
        row.setString(4, array(days.length, i -> days[i].observed()));
        row.setString(5, array(days.length, i -> real(days[i].avg())));
        row.setString(6, line ? array(days.length, i -> real(days[i].min())) : null);
        row.setString(7, line ? array(days.length, i -> real(days[i].max())) : null);
        row.setString(8, series.averaging() == Averaging.TOTAL ? array(days.length, i -> real(days[i].sum())) : null);
        row.setString(9, series.eightHour() ? array(days.length, i -> real(days[i].max8h())) : null);
        row.setString(10, series.eightHour() ? array(days.length, i -> days[i].windows8h()) : null);
        row.setString(11, array(days.length, i -> moment(block.changed[i])));
        row.setString(12, array(days.length, i -> moment(block.computed[i])));
    }
}
