package dev.calima.batch.observation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import org.postgresql.PGConnection;

/** Marks days whose means, indices and scores have to be computed anew. */
final class StaleDayWriter {

    /** The row is locked even where its bit is set already: see the comment of the table on why that matters. */
    private static final String MARK = """
            INSERT INTO calima.stale_days AS s (series_id, month, days)
            SELECT u.series_id, date '1970-01-01' + u.month, bit_or(u.days)
            FROM unnest(?::integer[], ?::integer[], ?::integer[]) AS u (series_id, month, days)
            GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (series_id, month) DO UPDATE SET days = s.days | excluded.days
            WHERE s.days | excluded.days <> s.days
            """;

    private int count;
    private int[] series = new int[256];
    private int[] months = new int[256];
    private int[] days = new int[256];

    private int openFirst;
    private int openLast = -1;

    /** Forgets what was marked before. */
    void begin() {
        count = 0;
    }

    void mark(int seriesId, int epochDay) {
        if (epochDay < openFirst || epochDay > openLast) {
            LocalDate first = LocalDate.ofEpochDay(epochDay).withDayOfMonth(1);
            openFirst = (int) first.toEpochDay();
            openLast = openFirst + first.lengthOfMonth() - 1;
        }
        int bit = 1 << (epochDay - openFirst);
        if (count > 0 && series[count - 1] == seriesId && months[count - 1] == openFirst) {
            days[count - 1] |= bit;
            return;
        }
        if (count == series.length) {
            series = Arrays.copyOf(series, count * 2);
            months = Arrays.copyOf(months, count * 2);
            days = Arrays.copyOf(days, count * 2);
        }
        series[count] = seriesId;
        months[count] = openFirst;
        days[count] = bit;
        count++;
    }

    void write(Connection connection) throws SQLException {
        if (count == 0) {
            return;
        }
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setArray(1, integers(connection, Arrays.copyOf(series, count)));
            mark.setArray(2, integers(connection, Arrays.copyOf(months, count)));
            mark.setArray(3, integers(connection, Arrays.copyOf(days, count)));
            mark.executeUpdate();
        }
    }

    private static Array integers(Connection connection, int[] values) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("integer", values);
    }
}
