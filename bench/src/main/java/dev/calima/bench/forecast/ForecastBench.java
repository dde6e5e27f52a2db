package dev.calima.bench.forecast;

import dev.calima.batch.attached.AttachedSeries;
import dev.calima.batch.attached.SeriesFile;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.Scores;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** {@code ./calima bench forecast}: every figure of the forecasts, on the development set or on another. */
public final class ForecastBench {

    /** Exit code when the data to measure on are not there. */
    public static final int NO_DATA = 66;

    private final ForecastOptions options;
    private final JobsConfig config;
    private final List<FeedFormat> formats;
    private final Map<String, String> figures = new LinkedHashMap<>();

    private ForecastBench(ForecastOptions options, JobsConfig config, List<FeedFormat> formats) {
        this.options = options;
        this.config = config;
        this.formats = formats;
    }

    /** Runs what the options ask for and prints the figures; ends the process when the data are not there. */
    public static void run(Path jobsConfig, List<String> arguments) throws Exception {
        ForecastOptions options = ForecastOptions.parse(arguments, jobsConfig);
        for (Path path : options.needed()) {
            if (!Files.exists(path)) {
                System.err.println("bench forecast: there are no data at " + path
                        + ". The development set is not part of a clone; name another with --set, --m4 or --weather.");
                System.exit(NO_DATA);
            }
        }
        try (AnnotationConfigApplicationContext found = new AnnotationConfigApplicationContext(FeedFormats.class)) {
            List<FeedFormat> formats =
                    List.copyOf(found.getBeansOfType(FeedFormat.class).values());
            new ForecastBench(options, JobsConfigLoader.load(jobsConfig, FeedFormats.check()), formats).measure();
        }
    }

    private void measure() throws Exception {
        if (options.parts().contains("set")) {
            set();
        }
        if (options.parts().contains("m4")) {
            figures.putAll(M4Run.run(options.m4(), options.m4Algorithms()));
        }
        if (options.parts().contains("weather")) {
            figures.putAll(WeatherRun.run(
                    ArchiveSet.read(options.weather(), "beijing-prsa", config, formats), profile("beijing")));
        }
        if (options.parts().contains("cost")) {
            figures.putAll(CostRun.run());
        }
        System.out.println(figures.entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining(" ")));
    }

    private void set() throws Exception {
        if (Files.isRegularFile(options.set()) && options.feed().isEmpty()) {
            attached();
            return;
        }
        ArchiveSet set = ArchiveSet.read(options.set(), options.feed().orElse("madrid-air-hourly"), config, formats);
        Protocol protocol = new Protocol(profile(set.network()), options.firstOrigin(), options.origins());
        for (String parameter : options.parameters()) {
            report(parameter, protocol.run(set.series(parameter), Covariates.none()));
        }
    }

    private void attached() throws Exception {
        List<AttachedSeries> all;
        try (InputStream in = Files.newInputStream(options.set())) {
            all = SeriesFile.read(options.set().getFileName().toString(), in);
        }
        Protocol protocol = new Protocol(
                options.applied(TrainingProfile.defaults(DayTypes.of(ZoneOffset.UTC))),
                options.firstOrigin(),
                options.origins());
        for (AttachedSeries one : all) {
            report(one.name(), protocol.run(Map.of(one.name(), one.values()), one.covariates()));
        }
    }

    private TrainingProfile profile(String network) {
        NetworkDefinition definition = config.networks().get(network);
        Set<LocalDate> holidays = new HashSet<>();
        if (definition != null) {
            for (int year = 2000; year < 2040; year++) {
                holidays.addAll(definition.holidaysIn(year));
            }
        }
        return options.applied(TrainingProfile.defaults(DayTypes.of(ZoneOffset.UTC, holidays)));
    }

    private void report(String parameter, Protocol.Outcome outcome) {
        double mase = outcome.mean(Scores::mase24);
        double mae = outcome.mean(Scores::mae);
        System.out.printf(
                Locale.ROOT,
                "%s: %d series, MAE %.2f RMSE %.2f MASE24 %.3f CRPS %.3f coverage %.1f-%.1f-%.1f width80 %.1f bias %.2f;"
                        + " seasonal naive MAE %.2f CRPS %.3f coverage %.1f-%.1f-%.1f; %s%n",
                parameter,
                outcome.ours().size(),
                mae,
                outcome.mean(Scores::rmse),
                mase,
                2 * outcome.mean(Scores::pinball),
                100 * outcome.mean(Scores::coverage50),
                100 * outcome.mean(Scores::coverage80),
                100 * outcome.mean(Scores::coverage95),
                outcome.mean(Scores::width80),
                outcome.mean(Scores::bias),
                Protocol.Outcome.mean(outcome.naive(), Scores::mae),
                2 * Protocol.Outcome.mean(outcome.naive(), Scores::pinball),
                100 * Protocol.Outcome.mean(outcome.naive(), Scores::coverage50),
                100 * Protocol.Outcome.mean(outcome.naive(), Scores::coverage80),
                100 * Protocol.Outcome.mean(outcome.naive(), Scores::coverage95),
                outcome.methods());
        String key = parameter.replaceAll("[^A-Za-z0-9]", "_");
        figures.put(key + "_series", Integer.toString(outcome.ours().size()));
        figures.put(key + "_mae", String.format(Locale.ROOT, "%.2f", mae));
        figures.put(key + "_mase24", String.format(Locale.ROOT, "%.4f", mase));
        figures.put(key + "_crps_share", String.format(Locale.ROOT, "%.4f", outcome.crpsShare()));
        figures.put(key + "_coverage50", String.format(Locale.ROOT, "%.1f", 100 * outcome.mean(Scores::coverage50)));
        figures.put(key + "_coverage80", String.format(Locale.ROOT, "%.1f", 100 * outcome.mean(Scores::coverage80)));
        figures.put(key + "_coverage95", String.format(Locale.ROOT, "%.1f", 100 * outcome.mean(Scores::coverage95)));
    }

    /** The first scored origin of the development set. */
    static Instant developmentOrigin() {
        return Instant.parse("2018-10-01T00:00:00Z");
    }
}
