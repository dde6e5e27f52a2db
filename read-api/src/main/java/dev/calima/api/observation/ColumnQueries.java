package dev.calima.api.observation;

import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;

import dev.calima.api.series.Series;
import dev.calima.api.web.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Reads days straight into columns. The question is asked most of all, so jOOQ renders it once, at the start, and its rows go
 * from the driver into the answer without objects between (docs/decisions/0035-answers-kept-until-a-commit.md).
 */
@Component
class ColumnQueries {

    private final DataSource pool;
    private final String days;

    ColumnQueries(DSLContext db, DataSource pool) {
        this.pool = pool;
        // spotless:off
        this.days = db.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES, OBSERVATION_DAY.QUALITY)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(0))
                .and(OBSERVATION_DAY.DAY.between(LocalDate.EPOCH, LocalDate.EPOCH))
                .orderBy(OBSERVATION_DAY.DAY)
                .getSQL();
        // spotless:on
    }

    /** Writes what was published for periods that start in the range, ascending. */
    void write(Series series, TimeRange range, ColumnsJson into) {
        TimeRange asked =
                new TimeRange(range.from().minus(series.phase()), range.to().minus(series.phase()));
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(days)) {
            statement.setInt(1, series.id());
            statement.setObject(2, asked.firstDay());
            statement.setObject(3, asked.lastDay());
            try (ResultSet day = statement.executeQuery()) {
                while (day.next()) {
                    byte @Nullable [] quality = day.getBytes(4);
                    into.addDay(
                            day.getObject(1, LocalDate.class),
                            day.getBytes(2),
                            (@Nullable Float[]) day.getArray(3).getArray(),
                            quality);
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("days of series " + series.id() + " could not be read", e);
        }
    }
}
