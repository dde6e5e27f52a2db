package dev.calima.batch.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.StopSignal;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.store.ModelFormatException;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssueLauncherTest {

    private static final Instant ORIGIN = Instant.parse("2024-04-10T00:00:00Z");

    private final TestDatabase database = TestDatabase.create();
    private final SyntheticNetwork network = SyntheticNetwork.seed(database);

    @TempDir
    Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void recordWhoWrites() {
        config = SyntheticNetwork.config(folder.resolve("config"));
        database.execute("ALTER TABLE calima.forecast ADD COLUMN written_by text NOT NULL DEFAULT session_user");
    }

    private BatchTestContext process() {
        return BatchTestContext.start(database, config, folder);
    }

    @Test
    void everyModelInUseIssuesItsWholeHorizonOnce() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            IssueLauncher launcher = process.get(IssueLauncher.class);

            IssueOutcome first = launcher.issue("quick");

            assertThat(first.noop()).isFalse();
            assertThat(first.stopped()).isFalse();
            assertThat(first.origins()).isEqualTo(Map.of("madrid", ORIGIN));
            assertThat(first.issued()).isEqualTo(4);
            assertThat(first.refused()).isZero();
            assertThat(database.value("SELECT string_agg(DISTINCT written_by, ',') FROM calima.forecast"))
                    .isEqualTo("calima_trainer");
            assertThat(database.value("SELECT string_agg(DISTINCT n::text, ',') FROM (SELECT count(*) AS n"
                            + " FROM calima.forecast_value GROUP BY forecast_id) AS counts"))
                    .isEqualTo("72");
            assertThat(database.value("SELECT bool_and(v.period_start = f.origin + (v.lead - 1) * interval '1 hour'"
                            + " AND f.valid_until = f.origin + interval '72 hours' AND f.step_minutes = 60)"
                            + " FROM calima.forecast f JOIN calima.forecast_value v USING (forecast_id)"))
                    .isEqualTo("t");
            for (int series : new int[] {1, 2, 3, 5}) {
                assertThat(stored(series)).isEqualTo(asked(series));
            }

            IssueOutcome second = launcher.issue("quick");

            assertThat(second.noop()).isTrue();
            assertThat(second.issued()).isZero();
            assertThat(database.value("SELECT count(*) FROM calima.forecast")).isEqualTo("4");
        }
    }

    @Test
    void allStationsOfANetworkShareOneOrigin() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            network.addDays(1, SyntheticNetwork.DAYS, SyntheticNetwork.DAYS + 1, (day, hour) -> 30);
            database.execute("UPDATE calima.observation_day SET flags = decode(repeat('01', 5) || repeat('40', 2) ||"
                    + " repeat('00', 17), 'hex') WHERE series_id = 1 AND day = '2024-04-10'");
            database.execute("DELETE FROM calima.observation_day WHERE series_id = 2 AND day > '2024-03-01'");

            IssueOutcome outcome = process.get(IssueLauncher.class).issue("quick");

            assertThat(outcome.origins()).isEqualTo(Map.of("madrid", ORIGIN.plusSeconds(5 * 3600)));
            assertThat(outcome.issued()).isEqualTo(3);
            assertThat(outcome.refused()).isEqualTo(1);

            IssueOutcome again = process.get(IssueLauncher.class).issue("quick");

            assertThat(again.noop()).isTrue();
            assertThat(again.issued()).isZero();
            assertThat(again.refused()).isEqualTo(1);
        }
    }

    @Test
    void newModelsIssueFromTheSameOriginAgain() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            process.get(IssueLauncher.class).issue("quick");
            database.execute("UPDATE calima.observation_day SET updated_at = clock_timestamp() WHERE series_id = 1");
            process.get(TrainLauncher.class).train("quick");

            IssueOutcome outcome = process.get(IssueLauncher.class).issue("quick");

            assertThat(outcome.issued()).isEqualTo(4);
            assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT origin) FROM calima.forecast"))
                    .isEqualTo("8 1");
        }
    }

    @Test
    void withoutAModelThereIsNothingToIssue() throws HeldElsewhereException {
        try (BatchTestContext process = process()) {
            IssueOutcome outcome = process.get(IssueLauncher.class).issue("quick");

            assertThat(outcome.noop()).isTrue();
            assertThat(outcome.origins()).isEmpty();
        }
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            process.get(StopSignal.class).give();
            IssueOutcome stopped = process.get(IssueLauncher.class).issue("quick");
            assertThat(stopped.stopped()).isTrue();
            assertThat(stopped.issued()).isZero();
        }
        try (BatchTestContext process = process()) {
            assertThat(process.get(IssueLauncher.class).issue("quick").issued()).isEqualTo(4);
        }
    }

    @Test
    void aModelThatCannotBeReadIsRefusedAndTheOthersIssue() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            database.execute("UPDATE calima.model SET fitted = decode('00', 'hex') WHERE series_id = 1");

            IssueOutcome outcome = process.get(IssueLauncher.class).issue("quick");

            assertThat(outcome.issued()).isEqualTo(3);
            assertThat(outcome.refused()).isEqualTo(1);
        }
    }

    @Test
    void aFailureSaysWhatFailedAndTheNextRunGoesOn() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            database.execute(
                    """
                    CREATE FUNCTION calima.refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN RAISE EXCEPTION 'no room for hour 72'; END$$
                    """,
                    "CREATE TRIGGER refuse BEFORE INSERT ON calima.forecast_value FOR EACH ROW WHEN (NEW.lead = 72)"
                            + " EXECUTE FUNCTION calima.refuse()");
            IssueLauncher launcher = process.get(IssueLauncher.class);

            assertThatThrownBy(() -> launcher.issue("quick"))
                    .isInstanceOf(IssueFailedException.class)
                    .hasMessageContaining("station 28079004, parameter no2")
                    .hasMessageContaining("no room for hour 72");
            assertThat(database.value("SELECT count(*) FROM calima.forecast")).isEqualTo("0");

            database.execute("DROP TRIGGER refuse ON calima.forecast_value");
            assertThat(launcher.issue("quick").issued()).isEqualTo(4);
        }
    }

    /** The quantiles that stand in the database, by lead. */
    private List<List<Float>> stored(int series) throws SQLException {
        List<List<Float>> leads = new ArrayList<>();
        try (Connection connection = database.admin().connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT quantiles, quantile_levels FROM calima.forecast_value JOIN calima.forecast USING (forecast_id)"
                                + " WHERE series_id = ? ORDER BY lead")) {
            query.setInt(1, series);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Float[] quantiles = (Float[]) rows.getArray(1).getArray();
                    assertThat(quantiles).isSorted().hasSize(QuantileGrid.DENSE.size());
                    assertThat((Float[]) rows.getArray(2).getArray()).hasSize(QuantileGrid.DENSE.size());
                    assertThat(quantiles).allMatch(value -> Float.isFinite(value) && value >= 0);
                    leads.add(List.of(quantiles));
                }
            }
        }
        return leads;
    }

    /** What the stored model says when it is asked directly, from the observations as they are published by the view. */
    private List<List<Float>> asked(int series) throws SQLException, ModelFormatException {
        double[] hours = new double[SyntheticNetwork.DAYS * 24];
        Arrays.fill(hours, Double.NaN);
        try (Connection connection = database.admin().connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT extract(epoch FROM period_start - timestamptz '2024-01-01 00:00Z')::int / 3600, value"
                                + " FROM calima.observation WHERE series_id = ? AND value IS NOT NULL");
                PreparedStatement fitted = connection.prepareStatement(
                        "SELECT fitted FROM calima.model WHERE state = 'active' AND series_id = ?")) {
            query.setInt(1, series);
            fitted.setInt(1, series);
            try (ResultSet rows = query.executeQuery();
                    ResultSet model = fitted.executeQuery()) {
                while (rows.next()) {
                    hours[rows.getInt(1)] = rows.getFloat(2);
                }
                model.next();
                ForecastResult result = ModelCodec.decode(model.getBytes(1))
                        .forecast(
                                Series.hourly(Instant.parse("2024-01-01T00:00:00Z"), hours),
                                ORIGIN,
                                Horizon.ofHours(72));
                Forecast forecast = ((ForecastResult.Issued) result).forecast();
                List<List<Float>> leads = new ArrayList<>();
                for (int lead = 1; lead <= 72; lead++) {
                    leads.add(Arrays.stream(forecast.quantiles(lead))
                            .mapToObj(value -> (float) value)
                            .toList());
                }
                return leads;
            }
        }
    }
}
