package dev.calima.batch;

import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Random;

/** Made-up hours of Madrid's network in a test's database: the same seed gives the same hours. */
public final class SyntheticNetwork {

    /** First day of every series. */
    public static final LocalDate START = LocalDate.of(2024, 1, 1);

    /** As long as the longest series. */
    public static final int DAYS = 100;

    private static final int HOURS = 24;

    private final TestDatabase database;

    private SyntheticNetwork(TestDatabase database) {
        this.database = database;
    }

    /**
     * Makes five series to learn from, keys 1 to 5: three with a daily cycle, one too short, one that never changes; and
     * one of the weather, key 6.
     */
    public static SyntheticNetwork seed(TestDatabase database) {
        database.execute("""
                INSERT INTO calima.network (code, name, country, time_zone, attribution, licence)
                VALUES ('madrid', 'Madrid', 'ES', 'Europe/Madrid', 'Madrid', 'open')
                """, """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                SELECT 1, code, code, 'traffic', 40.4, -3.7 FROM unnest(ARRAY['28079004', '28079008', '28079011']) AS code
                """, """
                INSERT INTO calima.series (station_id, parameter_id)
                VALUES (1, 8), (2, 8), (2, 14), (1, 10), (3, 8), (1, 83)
                """, """
                INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path)
                VALUES ('synthetic', decode(repeat('00', 32), 'hex'), 'synthetic', 'synthetic', 0, 'synthetic')
                """);
        SyntheticNetwork network = new SyntheticNetwork(database);
        network.addCycle(1, 0, DAYS);
        network.addCycle(2, 0, DAYS);
        network.addCycle(3, 0, DAYS);
        network.addCycle(4, DAYS - 20, DAYS);
        network.addDays(5, 0, DAYS, (day, hour) -> 7);
        network.addCycle(6, 0, DAYS);
        return network;
    }

    /** A value in the parameter's unit for an hour of a day from {@link #START}. */
    public interface Hours {
        double at(int day, int hour);
    }

    /** Adds days with a daily cycle, a weekly one and noise. */
    public void addCycle(int series, int from, int to) {
        addDays(series, from, to, (day, hour) -> {
            double noise = new Random(series * 1_000_003L + day * 31L + hour).nextGaussian();
            double cycle = Math.sin(2 * Math.PI * (hour - 6) / HOURS);
            return Math.max(0.5, 30 + 5 * series + (day % 7 < 5 ? 14 : 7) * cycle + 3 * noise);
        });
    }

    /** Adds days; one hour in fifty is flagged as not valid and holds nonsense. */
    public void addDays(int series, int from, int to, Hours hours) {
        String insert =
                "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) VALUES (?, ?, 1, ?, ?)";
        try (Connection connection = database.admin().connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int day = from; day < to; day++) {
                Float[] values = new Float[HOURS];
                byte[] flags = new byte[HOURS];
                for (int hour = 0; hour < HOURS; hour++) {
                    boolean valid = (day * HOURS + hour) % 50 != 17;
                    flags[hour] = (byte) (valid ? 1 : 64);
                    values[hour] = valid ? (float) hours.at(day, hour) : 9999f;
                }
                statement.setInt(1, series);
                statement.setObject(2, START.plusDays(day));
                statement.setBytes(3, flags);
                statement.setArray(4, connection.createArrayOf("real", values));
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The shipped configuration with one training profile more, {@code quick}, in a folder of the test's. */
    public static Path config(Path folder) {
        try {
            for (String kind : new String[] {"networks", "feeds", "training"}) {
                Files.createDirectories(folder.resolve(kind));
                try (var files = Files.list(BatchTestContext.SHIPPED_CONFIG.resolve(kind))) {
                    for (Path file : files.toList()) {
                        Files.copy(file, folder.resolve(kind).resolve(file.getFileName()));
                    }
                }
            }
            Files.writeString(
                    folder.resolve("training").resolve("quick.yaml"),
                    "profile: quick\nbacktest-windows: 12\npromotion: {level: 0.5}\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
