package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Notes, in the chunk's transaction, which hours a source has answered for, and for which a value was refused. */
final class CoverageWriter {

    private static final String COVER = """
            INSERT INTO calima.coverage_day AS c (feed, day, station_id, answered)
            SELECT ?, date '1970-01-01' + u.day, u.station, bit_or(u.hours)
            FROM unnest(?::integer[], ?::integer[], ?::integer[]) AS u (day, station, hours)
            GROUP BY u.day, u.station
            ORDER BY u.day, u.station
            ON CONFLICT (feed, day, station_id) DO UPDATE SET answered = c.answered | excluded.answered
            WHERE c.answered | excluded.answered <> c.answered
            """;
    /** A value of a series that does not exist has no hour that could be missed. */
    private static final String REFUSE = """
            INSERT INTO calima.refused_day AS r (series_id, day, hours)
            SELECT s.series_id, date '1970-01-01' + u.day, bit_or(1 << u.hour)
            FROM unnest(?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?::integer[])
              AS u (station, parameter, step, phase, day, hour)
            JOIN calima.series s ON s.station_id = u.station AND s.parameter_id = u.parameter
              AND s.step_minutes = u.step AND s.phase_minutes = u.phase
            GROUP BY s.series_id, u.day
            ORDER BY s.series_id, u.day
            ON CONFLICT (series_id, day) DO UPDATE SET hours = r.hours | excluded.hours
            WHERE r.hours | excluded.hours <> r.hours
            """;

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int MINUTES_OF_HOUR = 60;

    private CoverageWriter() {}

    /** Hours that are answered; what was noted before stays. */
    static void cover(Connection connection, String feed, List<CoverageBuffer.Hours> hours) throws SQLException {
        if (hours.isEmpty()) {
            return;
        }
        @Nullable Integer[] stations = new Integer[hours.size()];
        Integer[] days = new Integer[hours.size()];
        Integer[] bits = new Integer[hours.size()];
        for (int i = 0; i < hours.size(); i++) {
            CoverageBuffer.Hours one = hours.get(i);
            stations[i] = one.stationId() == CoverageBuffer.NETWORK ? null : Integer.valueOf(one.stationId());
            days[i] = one.epochDay();
            bits[i] = one.hours();
        }
        try (PreparedStatement statement = connection.prepareStatement(COVER)) {
            statement.setString(1, feed);
            set(connection, statement, 2, days);
            set(connection, statement, 3, stations);
            set(connection, statement, 4, bits);
            statement.executeUpdate();
        }
    }

    /** Periods of which a value was refused. */
    static void refuse(Connection connection, List<Notice.Place> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(REFUSE)) {
            set(connection, statement, 1, each(places, Notice.Place::stationId));
            set(connection, statement, 2, each(places, Notice.Place::parameterId));
            set(connection, statement, 3, each(places, Notice.Place::stepMinutes));
            set(connection, statement, 4, each(places, Notice.Place::phaseMinutes));
            set(connection, statement, 5, each(places, place ->
                    (int) Math.floorDiv(place.epochMinute(), MINUTES_OF_DAY)));
            set(
                    connection,
                    statement,
                    6,
                    each(places, place -> Math.floorMod(place.epochMinute(), MINUTES_OF_DAY) / MINUTES_OF_HOUR));
            statement.executeUpdate();
        }
    }

    private static Integer[] each(List<Notice.Place> places, ToIntFunction<Notice.Place> value) {
        return places.stream().map(place -> value.applyAsInt(place)).toArray(Integer[]::new);
    }

    private static void set(Connection connection, PreparedStatement statement, int place, @Nullable Integer[] values)
            throws SQLException {
        Array array = connection.createArrayOf("integer", values);
        statement.setArray(place, array);
    }
}
