package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Notes the stretches of days that are still to be judged with what lies beside them, and takes them up again. */
final class PendingQualityWriter {

    private static final String COPY =
            "COPY calima.quality_pending (series_id, first_day, last_day) FROM STDIN (FORMAT binary)";
    private static final int COLUMNS = 3;

    /** Whole series, the first ones, with about so many stretches. */
    private static final String TAKE = """
            DELETE FROM calima.quality_pending
            WHERE series_id <= (SELECT max(few.series_id)
                                FROM (SELECT series_id FROM calima.quality_pending ORDER BY series_id LIMIT ?) few)
            RETURNING series_id, first_day - date '1970-01-01', last_day - date '1970-01-01'
            """;

    private final BinaryCopy rows = new BinaryCopy();
    private int noted;

    /**
     * A stretch of a series.
     *
     * @param firstDay its first UTC day, in days since 1970-01-01
     * @param lastDay its last
     */
    record Stretch(int seriesId, int firstDay, int lastDay) {}

    /** Forgets what was noted. */
    void begin() {
        noted = 0;
        rows.begin();
    }

    void note(int seriesId, int firstDay, int lastDay) {
        noted++;
        rows.row(COLUMNS);
        rows.integerColumn(seriesId);
        rows.dateColumn(firstDay);
        rows.dateColumn(lastDay);
    }

    void write(Connection connection) throws SQLException {
        if (noted > 0) {
            rows.send(connection, COPY);
        }
    }

    /** Deletes stretches of some series, about {@code most} of them, and returns them by series and day; none when all are done. */
    static List<Stretch> take(Connection connection, int most) throws SQLException {
        List<Stretch> taken = new ArrayList<>();
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setInt(1, most);
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    taken.add(new Stretch(row.getInt(1), row.getInt(2), row.getInt(3)));
                }
            }
        }
        taken.sort(Comparator.comparingInt(Stretch::seriesId).thenComparingInt(Stretch::firstDay));
        return taken;
    }
}
