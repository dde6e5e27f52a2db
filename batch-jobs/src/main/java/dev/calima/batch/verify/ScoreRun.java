package dev.calima.batch.verify;

import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Scoring, as somebody asks for it. */
@Component
class ScoreRun implements RunnableJob {

    private final ScoreLauncher launcher;

    ScoreRun(ScoreLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return ScoreLauncher.NAME;
    }

    @Override
    public String description() {
        return "Scores issued forecasts against what was observed since, and again where that was corrected.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of();
    }

    @Override
    public RunResult run(Run run) throws Exception {
        ScoreOutcome outcome = launcher.score(run.control());
        return RunResult.of(run, outcome.stopped(), outcome.noop())
                .counting(Map.of("scored", (long) outcome.scored(), "rescored", (long) outcome.rescored()))
                .reporting(outcome);
    }
}
