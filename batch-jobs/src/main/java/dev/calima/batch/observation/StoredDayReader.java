package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads the days that are there, in one stretch for each series. */
final class StoredDayReader {

    /**
     * By COPY, which sends each row as soon as it is found, so that this side works on it meanwhile. It takes no parameters: the
     * numbers stand in it. OFFSET 0 keeps the planner from reading the whole table.
     */
    private static final String READ =
            "COPY (SELECT t.* FROM unnest('{%s}'::integer[], '{%s}'::integer[], '{%s}'::integer[])"
                    + " AS r (series_id, first_day, last_day) CROSS JOIN LATERAL (SELECT " + StoredDay.COLUMNS + """
             FROM calima.observation_day o
              WHERE o.series_id = r.series_id
                AND o.day BETWEEN date '1970-01-01' + r.first_day AND date '1970-01-01' + r.last_day
              ORDER BY o.day OFFSET 0) t) TO STDOUT (FORMAT binary)
            """;

    /** By the key they come in its order; the planner would rather sort what it finds page by page. */
    private static final String BY_KEY = "SET LOCAL enable_bitmapscan = off";

    /** A gap of more days than this ends a stretch: reading on costs more than looking again. */
    static final int WIDEST_GAP = 16;

    /** Stretches of one statement, so that its text stays short. */
    private static final int MOST_AT_ONCE = 10_000;

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
        StoredDay day = new StoredDay();
        try (Statement statement = connection.createStatement()) {
            statement.execute(BY_KEY);
        }
        for (int from = 0; from < stretches; from += MOST_AT_ONCE) {
            int to = Math.min(stretches, from + MOST_AT_ONCE);
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(READ.formatted(list(series, from, to), list(first, from, to), list(last, from, to)));
            try {
                BinaryRows rows = new BinaryRows(copy);
                while (rows.next()) {
                    day.read(rows);
                    reader.read(day);
                }
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        }
    }

    private static String list(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
