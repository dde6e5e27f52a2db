package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.Steps;
import java.nio.ByteBuffer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads observations. The arrays come in PostgreSQL's own binary form, because boxing each value would cost most. */
@Component
class StepsReader {

    private static final String DAYS = """
            SELECT day - date '1970-01-01', flags, array_send(values), timestamptz_send(updated_at)
            FROM calima.observation_day
            WHERE series_id = ? AND day BETWEEN date '1970-01-01' + ? AND date '1970-01-01' + ?
            """;
    /** Rows that are fetched at a time: a few megabytes, however short the steps. */
    private static final int ROWS = 512;

    private static final int ARRAY_HEADER = 5 * Integer.BYTES;
    private static final long MICROS_TO_2000 = 10_957L * 86_400_000_000L; // timestamps count from 2000-01-01

    private final JdbcTemplate jdbc;

    StepsReader(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(ROWS);
    }

    /** The steps of a series from one UTC day to another, both included. */
    Steps read(AggregatedSeries series, int firstDay, int lastDay) {
        Steps steps = new Steps(series.grid(), firstDay, lastDay);
        float[] values = new float[series.grid().perDay()];
        jdbc.query(
                DAYS,
                row -> {
                    unpack(row.getBytes(3), values);
                    long changed = ByteBuffer.wrap(row.getBytes(4)).getLong() + MICROS_TO_2000;
                    steps.lay(row.getInt(1), row.getBytes(2), values, changed);
                },
                series.seriesId(),
                firstDay,
                lastDay);
        return steps;
    }

    /** Elements of a one-dimensional real[] as array_send gives it; NaN for null. */
    private static void unpack(byte[] sent, float[] values) {
        ByteBuffer bytes = ByteBuffer.wrap(sent).position(Math.min(sent.length, ARRAY_HEADER));
        for (int i = 0; i < values.length; i++) {
            boolean there = bytes.hasRemaining() && bytes.getInt() == Float.BYTES;
            values[i] = there ? bytes.getFloat() : Float.NaN;
        }
    }
}
