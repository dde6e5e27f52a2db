package dev.calima.batch.aggregate;

import static dev.calima.batch.aggregate.Literal.array;
import static dev.calima.batch.aggregate.Literal.moment;

import dev.calima.batch.aggregate.compute.Exceedances;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds and writes how often limit values were exceeded. */
@Component
class ExceedanceWriter {

    private static final String FIND = """
            SELECT limit_value_id, year, exceedances, judged, expected, on_days
            FROM calima.exceedance_count WHERE series_id = ? AND year BETWEEN ? AND ?
            """;

    private static final String WRITE = """
            INSERT INTO calima.exceedance_count
              (series_id, limit_value_id, year, exceedances, judged, expected, on_days, computed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?::date[], ?::timestamptz)
            ON CONFLICT (series_id, limit_value_id, year) DO UPDATE SET
              exceedances = excluded.exceedances, judged = excluded.judged, expected = excluded.expected, on_days = excluded.on_days,
              computed_at = excluded.computed_at
            """;

    private static final int BATCH = 128;

    private final JdbcTemplate jdbc;

    ExceedanceWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Which limit value in which local year. */
    record Key(int limitId, int year) {}

    /** A count to be written; computed in microseconds since 1970. */
    record Row(int seriesId, Key key, Exceedances exceedances, long computed) {}

    /** The counts of a series that are there, from one year to another, both included. */
    Map<Key, Exceedances> find(int seriesId, int firstYear, int lastYear) {
        Map<Key, Exceedances> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    List<Integer> days = new ArrayList<>();
                    for (Object day : DayBlockWriter.elements(row, "on_days")) {
                        days.add(Math.toIntExact(((Date) day).toLocalDate().toEpochDay()));
                    }
                    found.put(
                            new Key(row.getInt(1), row.getInt(2)),
                            new Exceedances(row.getInt(3), row.getInt(4), row.getInt(5), days));
                },
                seriesId,
                firstYear,
                lastYear);
        return found;
    }

    /** Writes counts, new or there. */
    void write(List<Row> rows) {
        jdbc.batchUpdate(WRITE, rows, BATCH, ExceedanceWriter::bind);
    }

    private static void bind(PreparedStatement row, Row one) throws SQLException {
        Exceedances exceedances = one.exceedances();
        row.setInt(1, one.seriesId());
        row.setInt(2, one.key().limitId());
        row.setInt(3, one.key().year());
        row.setInt(4, exceedances.count());
        row.setInt(5, exceedances.judged());
        row.setInt(6, exceedances.expected());
        row.setString(
                7,
                array(
                        exceedances.days().size(),
                        i -> LocalDate.ofEpochDay(exceedances.days().get(i))));
        row.setString(8, String.valueOf(moment(one.computed())));
    }
}
