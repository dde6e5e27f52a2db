package dev.calima.batch.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.StopSignal;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.predict.IssueLauncher;
import dev.calima.batch.train.TrainLauncher;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreLauncherTest {

    /** What the tables say of each lead, computed without the program's arithmetic: 0.1, 0.5 and 0.9 are stored levels. */
    private static final String BY_HAND = """
            CREATE VIEW calima.by_hand AS
            SELECT f.forecast_id, f.series_id, v.lead, o.value,
              v.quantiles[array_position(f.quantile_levels, 0.5::real)] - o.value AS error,
              o.value BETWEEN v.quantiles[array_position(f.quantile_levels, 0.1::real)]
                AND v.quantiles[array_position(f.quantile_levels, 0.9::real)] AS inside80,
              (SELECT n.value FROM calima.observation n WHERE n.series_id = f.series_id AND n.period_start < f.origin
                 AND n.period_start >= f.origin - interval '7 days' AND n.value IS NOT NULL
                 AND extract(hour FROM n.period_start AT TIME ZONE 'UTC') = extract(hour FROM v.period_start AT TIME ZONE 'UTC')
               ORDER BY n.period_start DESC LIMIT 1) - o.value AS naive_error,
              2 * (SELECT avg(CASE WHEN o.value >= q THEN l * (o.value - q) ELSE (1 - l) * (q - o.value) END)
                   FROM unnest(v.quantiles::float8[], f.quantile_levels::float8[]) AS u (q, l)
                   WHERE abs(l * 10 - round(l * 10)) < 1e-6 AND l BETWEEN 0.09 AND 0.91) AS crps
            FROM calima.forecast f JOIN calima.forecast_value v USING (forecast_id)
            JOIN calima.observation o ON o.series_id = f.series_id AND o.period_start = v.period_start
            WHERE o.value IS NOT NULL""";

    private static final String SCORED = """
            SELECT s.forecast_id, u.lead, u.error, u.naive_error, u.crps, u.pit FROM calima.forecast_score s
            CROSS JOIN LATERAL unnest(s.error, s.naive_error, s.crps, s.pit) WITH ORDINALITY
              AS u (error, naive_error, crps, pit, lead) WHERE u.error IS NOT NULL""";

    private static final String DIFFERENCES = "SELECT count(*) FROM (" + SCORED + ") s FULL JOIN calima.by_hand h"
            + " USING (forecast_id, lead) WHERE h.lead IS NULL OR s.lead IS NULL OR abs(s.error - h.error) > 1e-3"
            + " OR abs(s.naive_error - h.naive_error) > 1e-3 OR (s.naive_error IS NULL) <> (h.naive_error IS NULL)"
            + " OR abs(s.crps - h.crps) > 1e-3 OR (abs(s.pit - 0.5) <= 0.4 + 1e-6) <> h.inside80";

    private final TestDatabase database = TestDatabase.create();
    private final SyntheticNetwork network = SyntheticNetwork.seed(database);

    @TempDir
    Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void configure() {
        config = SyntheticNetwork.config(folder.resolve("config"));
        database.execute(BY_HAND);
    }

    private BatchTestContext process() {
        return BatchTestContext.start(database, config, folder);
    }

    @Test
    void whatHasComeTrueIsScoredAndWhatComesLaterAnew() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            process.get(IssueLauncher.class).issue("quick");
            ScoreLauncher launcher = process.get(ScoreLauncher.class);
            assertThat(launcher.score().noop()).as("nothing of it was observed").isTrue();

            addDays(1);
            ScoreOutcome first = launcher.score();

            assertThat(first.scored()).isEqualTo(3);
            assertThat(first.rescored()).isZero();
            assertThat(database.value("SELECT count(*) FROM (" + SCORED + ") s"))
                    .isEqualTo("69"); // 3 x 24, of which one each is not valid
            assertThat(database.value(DIFFERENCES)).isEqualTo("0");
            assertThat(launcher.score().noop()).isTrue();

            addDays(3);
            ScoreOutcome second = launcher.score();

            assertThat(second.scored()).isZero();
            assertThat(second.rescored()).isEqualTo(3);
            assertThat(database.value(DIFFERENCES)).isEqualTo("0");
            assertThat(database.value(
                            "SELECT string_agg(DISTINCT lead_from || '-' || lead_to, ' ') FROM calima.forecast_skill"))
                    .isEqualTo("1-6 13-24 25-48 49-72 7-12");
        }
    }

    @Test
    void aCorrectionIsScoredAnewAlone() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            process.get(IssueLauncher.class).issue("quick");
            addDays(3);
            ScoreLauncher launcher = process.get(ScoreLauncher.class);
            launcher.score();

            database.execute("UPDATE calima.observation_day SET values[9] = 77, updated_at = clock_timestamp()"
                    + " WHERE series_id = 2 AND day = '2024-04-11'");
            ScoreOutcome outcome = launcher.score();

            assertThat(outcome.rescored()).isEqualTo(1);
            assertThat(database.value(DIFFERENCES)).isEqualTo("0");
            assertThat(database.value("SELECT count(*) FROM calima.forecast_skill k WHERE window_days = 30 AND EXISTS ("
                            + "SELECT FROM (SELECT count(*) AS n, avg(abs(error)) AS mae, sqrt(avg(error * error)) AS rmse,"
                            + " avg(error) AS bias, avg(crps) AS crps, avg(inside80::int) AS coverage,"
                            + " 1 - avg(abs(error)) / avg(abs(naive_error)) AS skill FROM calima.by_hand h"
                            + " WHERE h.series_id = k.series_id AND h.lead BETWEEN k.lead_from AND k.lead_to) a"
                            + " WHERE a.n = k.n AND abs(a.mae - k.mae) < 1e-3 AND abs(a.rmse - k.rmse) < 1e-3"
                            + " AND abs(a.bias - k.bias) < 1e-3 AND abs(a.crps - k.crps) < 1e-3"
                            + " AND abs(a.coverage - k.coverage80) < 1e-3 AND abs(a.skill - k.skill) < 1e-3)"))
                    .as("every row of the skill equals what the tables say")
                    .isEqualTo("15");
            assertThat(database.value("SELECT count(*) FROM calima.forecast_skill WHERE window_days = 30"))
                    .isEqualTo("15");
        }
    }

    @Test
    void aStoppedRunGoesOnWhereItWas() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(TrainLauncher.class).train("quick");
            process.get(IssueLauncher.class).issue("quick");
            addDays(3);
            process.get(StopSignal.class).give();
            ScoreOutcome stopped = process.get(ScoreLauncher.class).score();
            assertThat(stopped.stopped()).isTrue();
            assertThat(stopped.scored()).isZero();
        }
        try (BatchTestContext process = process()) {
            assertThat(process.get(ScoreLauncher.class).score().scored()).isEqualTo(3);
        }
        assertThat(database.value(DIFFERENCES)).isEqualTo("0");
    }

    private void addDays(int days) {
        String have = database.value("SELECT count(*) FROM calima.observation_day WHERE series_id = 1");
        int from = Integer.parseInt(have);
        for (int series = 1; series <= 3; series++) {
            network.addCycle(series, from, SyntheticNetwork.DAYS + days);
        }
    }
}
