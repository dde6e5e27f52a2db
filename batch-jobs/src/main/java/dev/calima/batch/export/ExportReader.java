package dev.calima.batch.export;

import dev.calima.sql.type.QualityFlag;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what there is to publish, and since when; and the rows of a year, one after the other. */
@Component
class ExportReader {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int FETCH_DAYS = 500;

    /** The first and the last UTC day of a year may belong to the local year beside it as well: they come by themselves. */
    private static final String YEARS = """
            SELECT n.network_id, n.code, n.time_zone, p.parameter_id, p.code, p.unit, g.first_day, g.last_day, max(g.changed_at)
            FROM (SELECT series_id, min(day) AS first_day, max(day) AS last_day, max(updated_at) AS changed_at
                  FROM calima.observation_day
                  GROUP BY series_id, extract(year FROM day), to_char(day, 'MMDD') = '0101', to_char(day, 'MMDD') = '1231') g
            JOIN calima.series s USING (series_id)
            JOIN calima.station t USING (station_id)
            JOIN calima.network n USING (network_id)
            JOIN calima.parameter p USING (parameter_id)
            WHERE s.step_minutes = 60
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            """;

    private static final String DAYS = """
            SELECT t.code, s.phase_minutes, d.day, d.flags, d.quality, d.values, d.updated_at
            FROM calima.series s
            JOIN calima.station t USING (station_id)
            JOIN calima.observation_day d USING (series_id)
            WHERE t.network_id = ? AND s.parameter_id = ? AND s.step_minutes = 60 AND d.day BETWEEN ? AND ?
            ORDER BY t.code COLLATE "C", s.phase_minutes, d.day
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    ExportReader(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /** Takes rows. */
    interface RowTaker {
        void take(ExportRow row) throws IOException;
    }

    /** Every year of which there are days, by network, parameter and year, with the newest change of its UTC days. */
    Map<ExportYear, Instant> years() {
        Map<ExportYear, Instant> years = new TreeMap<>(Comparator.comparing(ExportYear::network)
                .thenComparing(ExportYear::parameter)
                .thenComparingInt(ExportYear::year));
        jdbc.sql(YEARS).query(row -> {
            LocalDate first = row.getObject(7, LocalDate.class);
            LocalDate last = row.getObject(8, LocalDate.class);
            Instant changed = row.getTimestamp(9).toInstant();
            ZoneId zone = ZoneId.of(row.getString(3));
            int from =
                    first.atStartOfDay(ZoneOffset.UTC).withZoneSameInstant(zone).getYear();
            int to = last.plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .minusNanos(1)
                    .withZoneSameInstant(zone)
                    .getYear();
            for (int year = from; year <= to; year++) {
                years.merge(
                        new ExportYear(
                                row.getShort(1),
                                row.getString(2),
                                zone,
                                row.getShort(4),
                                row.getString(5),
                                row.getString(6),
                                year),
                        changed,
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        });
        return years;
    }

    /**
     * Reads the published values of a year, by station and time, as they are at one moment. Only some days are in memory.
     *
     * @return the newest change of any UTC day of the year; null when there is none
     */
    @Nullable Instant read(ExportYear year, RowTaker rows) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false); // with it the driver would keep all rows
            try (PreparedStatement days = connection.prepareStatement(DAYS)) {
                days.setFetchSize(FETCH_DAYS);
                days.setShort(1, year.networkId());
                days.setShort(2, year.parameterId());
                days.setObject(3, LocalDate.ofInstant(year.from(), ZoneOffset.UTC));
                days.setObject(4, LocalDate.ofInstant(year.to().minusNanos(1), ZoneOffset.UTC));
                return read(year, days, rows);
            } finally {
                connection.rollback(); // it has only read
                connection.setAutoCommit(true);
            }
        }
    }

    private static @Nullable Instant read(ExportYear year, PreparedStatement days, RowTaker rows)
            throws SQLException, IOException {
        @Nullable Instant newest = null;
        Instant from = year.from();
        Instant to = year.to();
        try (ResultSet day = days.executeQuery()) {
            while (day.next()) {
                Timestamp changed = day.getTimestamp(7);
                newest = newest == null || changed.toInstant().isAfter(newest) ? changed.toInstant() : newest;
                Instant begin = day.getObject(3, LocalDate.class)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .plus(day.getInt(2), ChronoUnit.MINUTES);
                byte[] flags = day.getBytes(4);
                byte @Nullable [] quality = day.getBytes(5);
                Float[] values = values(day.getArray(6));
                for (int hour = 0; hour < flags.length; hour++) {
                    Instant start = begin.plus(HOUR.multipliedBy(hour));
                    if (flags[hour] != QualityFlag.ABSENT && !start.isBefore(from) && start.isBefore(to)) {
                        rows.take(new ExportRow(
                                day.getString(1),
                                start,
                                start.plus(HOUR),
                                finite(values[hour]),
                                flags[hour],
                                quality == null ? 0 : quality[hour]));
                    }
                }
            }
        }
        return newest;
    }

    private static Float[] values(Array array) throws SQLException {
        try {
            return (Float[]) array.getArray();
        } finally {
            array.free();
        }
    }

    private static @Nullable Float finite(@Nullable Float value) {
        return value != null && Float.isFinite(value) ? value : null;
    }
}
