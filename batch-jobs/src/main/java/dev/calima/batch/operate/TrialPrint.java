package dev.calima.batch.operate;

import dev.calima.batch.trial.Trial;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what came of a trial. */
final class TrialPrint {

    private TrialPrint() {}

    static void print(Trial trial) {
        JsonNode report = JsonMapper.shared().readTree(Objects.requireNonNull(trial.report()));
        for (JsonNode series : report.path("series")) {
            String name = series.path("series").asString();
            if (series.has("refused")) {
                System.out.println(name + ": refused, " + series.path("refused").asString());
            } else if (series.has("values")) {
                values(name, series);
            } else {
                System.out.println(name + ": best is " + series.path("chosen").asString());
            }
        }
        JsonNode entrants = report.path("summary").path("entrants");
        if (!entrants.isEmpty()) {
            System.out.println();
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %6s %9s %9s %8s %9s %21s%n",
                    "algorithm",
                    "series",
                    "MAE",
                    "RMSE",
                    "MASE24",
                    "skill",
                    "coverage 50/80/95 %");
            for (JsonNode one : entrants) {
                System.out.printf(
                        Locale.ROOT,
                        "%-22s %6d %9.4g %9.4g %8.3f %9.3f %6.1f %6.1f %6.1f%n",
                        one.path("algorithm").asString(),
                        one.path("series").asInt(),
                        one.path("mae").asDouble(Double.NaN),
                        one.path("rmse").asDouble(Double.NaN),
                        one.path("mase24").asDouble(Double.NaN),
                        one.path("skill").asDouble(Double.NaN),
                        100 * one.path("coverage50").asDouble(Double.NaN),
                        100 * one.path("coverage80").asDouble(Double.NaN),
                        100 * one.path("coverage95").asDouble(Double.NaN));
            }
        }
        System.out.println();
        System.out.println("Kept as " + trial.kind().code() + " " + trial.id() + ".");
    }

    private static void values(String name, JsonNode series) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s, %.0f %% interval%n",
                name,
                series.path("method").asString(),
                100 * series.path("level").asDouble());
        for (JsonNode value : series.path("values")) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s  %8.2f  (%.2f to %.2f)%n",
                    value.path("periodStart").asString(),
                    value.path("median").asDouble(),
                    value.path("lower").asDouble(),
                    value.path("upper").asDouble());
        }
    }
}
