package dev.calima.batch.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of India: the hours of two of its series start at half past, UTC, those of the others at the full hour. */
class HalfHourTest {

    /** 100 days from 2024-01-01; the last hour of a series at half past ends at 00:30. */
    private static final Instant ORIGIN = Instant.parse("2024-04-10T00:30:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final SyntheticNetwork network = SyntheticNetwork.seed(database);

    @TempDir
    Path folder;

    @Test
    void whatIsLearntAndForecastLiesOnTheSeriesOwnHours() throws Exception {
        database.execute(
                "UPDATE calima.network SET time_zone = 'Asia/Kolkata'",
                "UPDATE calima.series SET phase_minutes = 30 WHERE series_id IN (1, 2)");
        try (BatchTestContext process =
                BatchTestContext.start(database, SyntheticNetwork.config(folder.resolve("config")), folder)) {
            process.get(TrainLauncher.class).train("quick");
            assertThat(learnt(1)).isEqualTo("2024-01-01 00:30:00 2024-04-10 00:30:00");
            assertThat(learnt(3)).isEqualTo("2024-01-01 00:00:00 2024-04-10 00:00:00");

            IssueOutcome first = process.get(IssueLauncher.class).issue("quick");

            assertThat(first.origins()).isEqualTo(Map.of("madrid", ORIGIN));
            assertThat(first.issued()).isEqualTo(4);
            assertThat(forecast(1)).isEqualTo("2024-04-10 00:30:00 2024-04-10 00:30:00 2024-04-12 23:30:00 72");
            assertThat(forecast(3)).isEqualTo("2024-04-10 00:00:00 2024-04-10 00:00:00 2024-04-12 23:00:00 72");
            assertThat(process.get(IssueLauncher.class).issue("quick").noop()).isTrue();

            network.addCycle(1, SyntheticNetwork.DAYS, SyntheticNetwork.DAYS + 1);
            IssueOutcome nextDay = process.get(IssueLauncher.class).issue("quick");

            assertThat(nextDay.origins()).isEqualTo(Map.of("madrid", ORIGIN.plusSeconds(86_400)));
            assertThat(nextDay.issued()).isEqualTo(4);
        }
    }

    private String learnt(int series) {
        return database.value("SELECT (data_from AT TIME ZONE 'UTC') || ' ' || (data_to AT TIME ZONE 'UTC')"
                + " FROM calima.model WHERE series_id = " + series);
    }

    /** Origin, start of the first and of the last step, and how many there are. */
    private String forecast(int series) {
        return database.value("SELECT concat_ws(' ', origin AT TIME ZONE 'UTC', min(period_start AT TIME ZONE 'UTC'),"
                + " max(period_start AT TIME ZONE 'UTC'), count(*)) FROM calima.forecast"
                + " JOIN calima.forecast_value USING (forecast_id) WHERE series_id = " + series + " GROUP BY origin");
    }
}
