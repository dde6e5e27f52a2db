package dev.calima.batch.aggregate;

import dev.calima.sql.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.ToDoubleFunction;

/** Writes hours of series into a test's database and marks their days, as a load does. */
final class HourTable {

    private static final String WRITE = """
            INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) VALUES (?, ?, 1, ?, ?)
            ON CONFLICT (series_id, day) DO UPDATE SET flags = excluded.flags, values = excluded.values, updated_at = clock_timestamp()
            """;
    private static final String MARK = """
            INSERT INTO calima.stale_days (series_id, month, days) VALUES (?, date_trunc('month', ?::date), 1 << (extract(day FROM ?::date)::integer - 1))
            ON CONFLICT (series_id, month) DO UPDATE SET days = stale_days.days | excluded.days
            """;

    private final TestDatabase database;

    /** Madrid's network with two stations: keys 1 (series 1 NO2, 2 O3, 3 rain) and 2 (series 4 NO2). */
    HourTable(TestDatabase database) {
        this.database = database;
        database.execute("""
                INSERT INTO calima.network (code, name, country, time_zone, attribution, licence)
                VALUES ('madrid', 'Madrid', 'ES', 'Europe/Madrid', 'Madrid', 'open')
                """, """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                VALUES (1, '28079004', 'A', 'traffic', 40.4, -3.7), (1, '28079008', 'B', 'traffic', 40.4, -3.7)
                """, """
                INSERT INTO calima.series (station_id, parameter_id) VALUES (1, 8), (1, 14), (1, 89), (2, 8)
                """, """
                INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path)
                VALUES ('made-up', decode(repeat('00', 32), 'hex'), 'made-up', 'made-up', 0, 'made-up')
                """);
    }

    /** Writes the hours of UTC days, both included; NaN for one that is not valid. */
    void write(int series, String firstDay, String lastDay, ToDoubleFunction<Instant> value) {
        try (Connection connection = database.admin().connect()) {
            connection.setAutoCommit(false);
            LocalDate last = LocalDate.parse(lastDay);
            for (LocalDate day = LocalDate.parse(firstDay); !day.isAfter(last); day = day.plusDays(1)) {
                write(connection, series, day, value);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for one day, in the transaction of a connection. */
    static void write(Connection connection, int series, LocalDate day, ToDoubleFunction<Instant> value)
            throws SQLException {
        Float[] values = new Float[24];
        byte[] flags = new byte[24];
        for (int hour = 0; hour < 24; hour++) {
            double one = value.applyAsDouble(Instant.ofEpochSecond(day.toEpochDay() * 86_400 + hour * 3_600L));
            values[hour] = Double.isNaN(one) ? 9999f : (float) one;
            flags[hour] = (byte) (Double.isNaN(one) ? 0x45 : 1);
        }
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            write.setInt(1, series);
            write.setObject(2, day);
            write.setBytes(3, flags);
            write.setArray(4, connection.createArrayOf("real", values));
            write.executeUpdate();
        }
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setInt(1, series);
            mark.setObject(2, day);
            mark.setObject(3, day);
            mark.executeUpdate();
        }
    }
}
