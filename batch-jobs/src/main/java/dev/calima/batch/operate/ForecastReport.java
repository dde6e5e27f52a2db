package dev.calima.batch.operate;

import dev.calima.batch.predict.IssueOutcome;
import dev.calima.batch.train.TrainOutcome;
import dev.calima.batch.verify.ScoreOutcome;
import java.util.Locale;
import java.util.TreeMap;

/** Says what came of a training, of issuing forecasts and of scoring them. */
final class ForecastReport {

    private static final double MILLIS = 1000;

    private ForecastReport() {}

    static ExitCode print(TrainOutcome outcome) {
        if (outcome.series() == 0) {
            System.out.println(
                    "There are no observations to learn from yet: load some first (calima load FEED PATH...).");
            return ExitCode.OK;
        }
        if (outcome.noop()) {
            System.out.printf(
                    Locale.ROOT,
                    "Nothing to learn: training %s had the same data and profile.%n",
                    outcome.runs().size() == 1 ? "run " + outcome.runs().getFirst() : "runs " + outcome.runs());
            return ExitCode.OK;
        }
        System.out.printf(
                Locale.ROOT,
                "Trained %,d of %,d series in %.1f s %s; %,d have too little data.%n",
                outcome.trained(),
                outcome.series(),
                outcome.duration().toMillis() / MILLIS,
                new TreeMap<>(outcome.byAlgorithm()),
                outcome.refused());
        if (outcome.challengers() + outcome.promoted() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d have beaten the model in use and take its place; %,d have not (calima models list).%n",
                    outcome.promoted(),
                    outcome.challengers());
        }
        return stopped(outcome.stopped());
    }

    static ExitCode print(IssueOutcome outcome) {
        if (outcome.noop()) {
            System.out.println("No forecast to issue: the newest data and models have theirs already.");
            return ExitCode.OK;
        }
        System.out.printf(
                Locale.ROOT,
                "Issued %,d forecasts in %.1f s, first hour %s; %,d series could not be forecast (see the log).%n",
                outcome.issued(),
                outcome.duration().toMillis() / MILLIS,
                new TreeMap<>(outcome.origins()),
                outcome.refused());
        return stopped(outcome.stopped());
    }

    static ExitCode print(ScoreOutcome outcome) {
        if (outcome.noop()) {
            System.out.println("Nothing to score: every forecast has the scores that its observations give.");
            return ExitCode.OK;
        }
        System.out.printf(
                Locale.ROOT,
                "Scored %,d forecasts for the first time and %,d anew in %.1f s.%n",
                outcome.scored(),
                outcome.rescored(),
                outcome.duration().toMillis() / MILLIS);
        return stopped(outcome.stopped());
    }

    private static ExitCode stopped(boolean stopped) {
        if (stopped) {
            System.out.println("Stopped as asked. The same command goes on from here.");
        }
        return stopped ? ExitCode.STOPPED : ExitCode.OK;
    }
}
