package dev.calima.batch.operate;

import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.verify.ScoreLauncher;
import dev.calima.batch.verify.ScoreOutcome;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "score",
        description = {
            "Score issued forecasts against what was observed since, and again where that was corrected.",
            "The night's chain does it by itself."
        },
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done done = session.run(Session.request(ScoreLauncher.NAME, Map.of()));
            ScoreOutcome outcome =
                    (ScoreOutcome) Objects.requireNonNull(done.result().report());
            return ForecastReport.print(outcome).code();
        }
    }
}
