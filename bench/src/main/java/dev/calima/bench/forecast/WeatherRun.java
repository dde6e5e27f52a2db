package dev.calima.bench.forecast;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.Scores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What knowing the weather of the hours ahead is worth: a site with and without the weather that was then observed, which
 * stands for a perfect weather forecast and so bounds the gain from above.
 */
final class WeatherRun {

    private static final Instant FIRST = Instant.parse("2016-12-01T00:00:00Z");
    private static final int ORIGINS = 30;
    private static final List<String> WEATHER =
            List.of("temperature", "pressure", "dew_point", "precipitation", "wind_speed");

    private WeatherRun() {}

    static Map<String, String> run(ArchiveSet set, TrainingProfile profile) {
        Protocol protocol = new Protocol(profile, FIRST, ORIGINS);
        Map<String, String> figures = new LinkedHashMap<>();
        for (String parameter : List.of("pm25", "no2", "o3")) {
            Map<String, Series> series = set.series(parameter);
            Protocol.Outcome without = protocol.run(series, Covariates.none());
            Protocol.Outcome with = protocol.run(series, weather(set));
            System.out.printf(
                    Locale.ROOT,
                    "Weather, %s: MAE %.2f without, %.2f with; CRPS %.2f and %.2f; seasonal naive %.2f; %s%n",
                    parameter,
                    without.mean(Scores::mae),
                    with.mean(Scores::mae),
                    2 * without.mean(Scores::pinball),
                    2 * with.mean(Scores::pinball),
                    Protocol.Outcome.mean(without.naive(), Scores::mae),
                    with.methods());
            figures.put("weather_" + parameter + "_mae", text(without.mean(Scores::mae)));
            figures.put("weather_" + parameter + "_mae_known", text(with.mean(Scores::mae)));
        }
        return figures;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The weather of the set's only site; the wind's direction as two components. */
    private static Covariates weather(ArchiveSet set) {
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        Instant start = Instant.EPOCH;
        for (String name : WEATHER) {
            for (Series one : set.series(name).values()) {
                names.add(name);
                columns.add(one.toArray());
                start = one.start();
            }
        }
        for (Series direction : set.series("wind_direction").values()) {
            double[] east = direction.toArray();
            double[] north = direction.toArray();
            for (int i = 0; i < east.length; i++) {
                east[i] = StrictMath.sin(Math.toRadians(east[i]));
                north[i] = StrictMath.cos(Math.toRadians(north[i]));
            }
            names.addAll(List.of("wind_east", "wind_north"));
            columns.add(east);
            columns.add(north);
        }
        return Covariates.hourly(start, names, columns.toArray(double[][]::new));
    }
}
