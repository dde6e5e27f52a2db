package dev.calima.batch.observation;

import dev.calima.batch.quality.Thresholds;
import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of the quality rules for each series, kept once they are read. Not thread-safe. */
final class ThresholdReader {

    private static final String READ = """
            SELECT s.series_id, s.step_minutes, t.version, t.stuck_hours, t.stuck_floor, t.stuck_floor_hours,
                   t.spike_ratio, t.spike_min, t.unit_low, t.unit_high
            FROM calima.series s
            LEFT JOIN calima.quality_threshold t ON t.parameter_id = s.parameter_id AND t.version = ?
            WHERE s.series_id >= ?
            """;

    private final Map<Integer, Thresholds> known = new HashMap<>();

    /** Those of a series; none when its parameter is not judged. */
    Thresholds find(Connection connection, int seriesId) throws SQLException {
        @Nullable Thresholds found = known.get(seriesId);
        if (found == null) {
            read(connection, seriesId);
            found = known.get(seriesId);
        }
        if (found == null) {
            throw new IllegalStateException("there is no series " + seriesId);
        }
        return found;
    }

    /** Reads those of a series and of all made after it. */
    private void read(Connection connection, int seriesId) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setShort(1, QualityRule.VERSION);
            read.setInt(2, known.isEmpty() ? 0 : seriesId);
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    known.put(row.getInt("series_id"), thresholds(row));
                }
            }
        }
    }

    private static Thresholds thresholds(ResultSet row) throws SQLException {
        int stepMinutes = row.getInt("step_minutes");
        if (row.getObject("version") == null) {
            return Thresholds.none(stepMinutes);
        }
        return Thresholds.of(
                stepMinutes,
                hours(row, "stuck_hours"),
                row.getFloat("stuck_floor"),
                hours(row, "stuck_floor_hours"),
                number(row, "spike_ratio", 1),
                number(row, "spike_min", Float.POSITIVE_INFINITY),
                number(row, "unit_low", 0),
                number(row, "unit_high", Float.POSITIVE_INFINITY));
    }

    private static int hours(ResultSet row, String column) throws SQLException {
        int hours = row.getInt(column);
        return row.wasNull() ? Thresholds.NEVER : hours;
    }

    private static float number(ResultSet row, String column, float otherwise) throws SQLException {
        float number = row.getFloat(column);
        return row.wasNull() ? otherwise : number;
    }
}
