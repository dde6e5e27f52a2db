package dev.calima.batch.aggregate;

import static dev.calima.batch.aggregate.DayBlockWriter.elements;
import static dev.calima.batch.aggregate.DayBlockWriter.micros;
import static dev.calima.batch.aggregate.DayBlockWriter.whole;
import static dev.calima.batch.aggregate.Literal.array;
import static dev.calima.batch.aggregate.Literal.moment;

import dev.calima.batch.aggregate.compute.IndexDay;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds and writes the days of indices. */
@Component
class IndexBlockWriter {

    private static final String FIND = """
            SELECT month, band, parameter_id, hours, hours_at_worst, computed_at
            FROM calima.index_day_block WHERE station_id = ? AND air_quality_index_id = ? AND month BETWEEN ? AND ?
            """;

    private static final String WRITE = """
            INSERT INTO calima.index_day_block
              (station_id, air_quality_index_id, month, band, parameter_id, hours, hours_at_worst, computed_at)
            VALUES (?, ?, ?, ?::smallint[], ?::smallint[], ?::smallint[], ?::smallint[], ?::timestamptz[])
            ON CONFLICT (station_id, air_quality_index_id, month) DO UPDATE SET
              band = excluded.band, parameter_id = excluded.parameter_id, hours = excluded.hours,
              hours_at_worst = excluded.hours_at_worst, computed_at = excluded.computed_at
            """;

    private static final int BATCH = 128;

    private final JdbcTemplate jdbc;

    IndexBlockWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The months of a station and index that are there, from one to another, both included. */
    Map<LocalDate, IndexBlock> find(int stationId, int indexId, LocalDate first, LocalDate last) {
        Map<LocalDate, IndexBlock> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    IndexBlock block = block(stationId, indexId, row);
                    found.put(block.month, block);
                },
                stationId,
                indexId,
                first,
                last);
        return found;
    }

    private static IndexBlock block(int stationId, int indexId, ResultSet row) throws SQLException {
        Object[] band = elements(row, "band");
        Object[] parameter = elements(row, "parameter_id");
        Object[] hours = elements(row, "hours");
        Object[] hoursAtWorst = elements(row, "hours_at_worst");
        Object[] computed = elements(row, "computed_at");
        IndexDay[] days = new IndexDay[band.length];
        long[] computedMicros = new long[days.length];
        for (int i = 0; i < days.length; i++) {
            days[i] = new IndexDay(whole(band, i), whole(parameter, i), whole(hours, i), whole(hoursAtWorst, i));
            computedMicros[i] = micros(computed, i);
        }
        return new IndexBlock(stationId, indexId, row.getObject("month", LocalDate.class), days, computedMicros);
    }

    /** Writes months, new or there. */
    void write(List<IndexBlock> blocks) {
        jdbc.batchUpdate(WRITE, blocks, BATCH, IndexBlockWriter::bind);
    }

    private static void bind(PreparedStatement row, IndexBlock block) throws SQLException {
        IndexDay[] days = block.days;
        row.setInt(1, block.stationId);
        row.setInt(2, block.indexId);
        row.setObject(3, block.month);
        row.setString(4, array(days.length, i -> unlessZero(days[i].band())));
        row.setString(5, array(days.length, i -> unlessZero(days[i].parameterId())));
        row.setString(6, array(days.length, i -> days[i].hours()));
        row.setString(7, array(days.length, i -> days[i].hoursAtWorst()));
        row.setString(8, array(days.length, i -> moment(block.computed[i])));
    }

    private static @Nullable Object unlessZero(int value) {
        return value == 0 ? null : value;
    }
}
