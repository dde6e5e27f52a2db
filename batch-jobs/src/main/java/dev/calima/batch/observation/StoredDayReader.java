package dev.calima.batch.observation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** Reads the days that are there, in one stretch for each series. */
final class StoredDayReader {

    /** OFFSET 0 keeps the planner from reading the whole table. */
    private static final String READ = "SELECT t.* FROM unnest(?::integer[], ?::integer[], ?::integer[])"
            + " AS r (series_id, first_day, last_day) CROSS JOIN LATERAL (SELECT " + StoredDay.COLUMNS + """
             FROM calima.observation_day o
              WHERE o.series_id = r.series_id
                AND o.day BETWEEN date '1970-01-01' + r.first_day AND date '1970-01-01' + r.last_day
              ORDER BY o.day OFFSET 0) t
            """;

    /** A gap of more days than this ends a stretch: reading on costs more than looking again. */
    static final int WIDEST_GAP = 16;

    private static final int ROWS_AT_A_TIME = 5_000;
    private static final int BINARY_AT_ONCE = -1; // see PGStatement.setPrepareThreshold

    private int stretches;
    private int[] series = new int[256];
    private int[] first = new int[256];
    private int[] last = new int[256];

    /** What is done with a day. */
    interface DayReader {
        /** Called for each day; the day is the reader's own and is used again. */
        void read(StoredDay day) throws SQLException;
    }

    /** Is told of a day. */
    interface DayKey {
        void take(int seriesId, int epochDay);
    }

    /** Names every day asked for, once and in the order of the key, and whatever lies between them. */
    void each(DayKey key) {
        for (int stretch = 0; stretch < stretches; stretch++) {
            for (int day = first[stretch]; day <= last[stretch]; day++) {
                key.take(series[stretch], day);
            }
        }
    }

    /** Forgets the days asked for before. */
    void begin() {
        stretches = 0;
    }

    /** Asks for a day; they come in the order of the key. */
    void want(int seriesId, int epochDay) {
        want(seriesId, epochDay, epochDay);
    }

    /** Asks for some days; stretches come in the order of the key, and may overlap. */
    void want(int seriesId, int firstDay, int lastDay) {
        int open = stretches - 1;
        if (open >= 0 && series[open] == seriesId && firstDay - last[open] <= WIDEST_GAP) {
            last[open] = Math.max(last[open], lastDay);
            return;
        }
        if (stretches == series.length) {
            series = Arrays.copyOf(series, stretches * 2);
            first = Arrays.copyOf(first, stretches * 2);
            last = Arrays.copyOf(last, stretches * 2);
        }
        series[stretches] = seriesId;
        first[stretches] = firstDay;
        last[stretches] = lastDay;
        stretches++;
    }

    /** Reads them, and whatever lies between them. */
    void read(Connection connection, DayReader reader) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.unwrap(PGStatement.class).setPrepareThreshold(BINARY_AT_ONCE);
            read.setFetchSize(ROWS_AT_A_TIME);
            read.setArray(1, integers(connection, Arrays.copyOf(series, stretches)));
            read.setArray(2, integers(connection, Arrays.copyOf(first, stretches)));
            read.setArray(3, integers(connection, Arrays.copyOf(last, stretches)));
            StoredDay day = new StoredDay();
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    day.read(rows);
                    reader.read(day);
                }
            }
        }
    }

    private static Array integers(Connection connection, int[] values) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("integer", values);
    }
}
