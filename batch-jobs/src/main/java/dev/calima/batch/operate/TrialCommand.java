package dev.calima.batch.operate;

import dev.calima.batch.run.Actor;
import dev.calima.batch.trial.SeriesName;
import dev.calima.batch.trial.Trial;
import dev.calima.batch.trial.TrialDesk;
import dev.calima.batch.trial.TrialKind;
import dev.calima.batch.trial.TrialReader;
import dev.calima.batch.trial.TrialWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trial",
        description = {
            "Train, test or forecast for yourself, on series of the database or on a file of yours (CSV or JSON with time and"
                    + " value); the nightly forecasts are not touched.",
            "training keeps its models for later forecasts; backtest gives scores only; forecast gives values of the future."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  calima trial backtest --series madrid/28079004/no2 --set knn.distance=manhattan --set algorithms=[knn-analogue]",
            "  calima trial forecast --file mine.csv --at 2026-11-25T15:00Z --level 0.9"
        })
final class TrialCommand implements Callable<Integer> {

    private static final double DEFAULT_LEVEL = 0.8;

    @Parameters(paramLabel = "KIND", description = "training, backtest or forecast.")
    private String word = "";

    @Option(
            names = "--series",
            paramLabel = "NETWORK/STATION/PARAMETER",
            description = "Series of the database; * stands for all stations or all pollutants. May be given again.")
    private List<String> series = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file of series instead: CSV, or JSON when so called.")
    private @Nullable Path file;

    @Option(names = "--training", paramLabel = "ID", description = "For a forecast: ask the models of this training.")
    private @Nullable UUID training;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Training profile to start from (${DEFAULT-VALUE}).")
    private String profile = "default";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a key of the profile for this once, such as knn.k=20. May be given again.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Clock by which the days of a file are counted (UTC).")
    private @Nullable String zone;

    @Option(names = "--from", paramLabel = "TIME", description = "Use only hours from here on.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Use only hours before this; a forecast begins here.")
    private @Nullable String to;

    @Option(names = "--at", paramLabel = "TIME", description = "For a forecast: the one moment that is asked for.")
    private @Nullable String at;

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            description = "Confidence of the interval, 0.50 to 0.99 (${DEFAULT-VALUE}).")
    private double level = DEFAULT_LEVEL;

    @Option(names = "--plot", paramLabel = "FILE", description = "Write the picture of the report here (SVG).")
    private @Nullable Path plot;

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        TrialKind kind = kind();
        TrialWish wish = new TrialWish(
                kind,
                profile,
                tree(),
                series.stream().map(TrialCommand::name).toList(),
                training,
                zone,
                moment("--from", from),
                moment("--to", to),
                moment("--at", at),
                level);
        TrialDesk.@Nullable Attached attached = attached();
        try (Session session = Session.open()) {
            Trial asked = session.get(TrialDesk.class).submit(Actor.account(), wish, attached, null);
            session.takeUp(Objects.requireNonNull(asked.runId()));
            Trial done = session.get(TrialReader.class).find(kind, asked.id()).orElseThrow();
            if (plot != null) {
                Files.writeString(
                        plot,
                        session.get(TrialReader.class).plot(kind, asked.id()).orElse(""));
            }
            if (done.report() == null) {
                System.out.println("Stopped before its end; nothing is kept.");
                return ExitCode.STOPPED.code();
            }
            if (form == OutputForm.json) {
                System.out.println(done.report());
            } else {
                TrialPrint.print(done);
            }
            return ExitCode.OK.code();
        }
    }

    private TrialKind kind() throws SettingsException {
        for (TrialKind one : TrialKind.values()) {
            if (one.code().equals(word)) {
                return one;
            }
        }
        throw new SettingsException(List.of("KIND must be training, backtest or forecast, but is '" + word + "'"));
    }

    private TrialDesk.@Nullable Attached attached() throws SettingsException, IOException {
        if (file == null) {
            return null;
        }
        if (!Files.isRegularFile(file)) {
            throw new SettingsException(List.of("--file " + file + ": there is no such file"));
        }
        return new TrialDesk.Attached(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }

    private static SeriesName name(String text) {
        String[] parts = text.split("/", -1);
        return new SeriesName(
                parts[0],
                parts.length < 2 || parts[1].equals("*") ? null : parts[1],
                parts.length < 3 || parts[2].equals("*") ? null : parts[2]);
    }

    /** {@code knn.k=20} is key k of the mapping knn. */
    private Map<String, Object> tree() throws SettingsException {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Map.Entry<String, String> one : settings.entrySet()) {
            Map<String, Object> place = tree;
            String[] path = one.getKey().split("\\.");
            for (int i = 0; i < path.length - 1; i++) {
                Object below = place.computeIfAbsent(path[i], _ -> new LinkedHashMap<String, Object>());
                if (!(below instanceof Map<?, ?>)) {
                    throw new SettingsException(
                            List.of("--set " + one.getKey() + ": " + path[i] + " is a value already"));
                }
                @SuppressWarnings("unchecked") // made just above
                Map<String, Object> deeper = (Map<String, Object>) below;
                place = deeper;
            }
            try {
                place.put(
                        path[path.length - 1], new Yaml(new SafeConstructor(new LoaderOptions())).load(one.getValue()));
            } catch (YAMLException e) {
                throw new SettingsException(
                        List.of("--set " + one.getKey() + ": '" + one.getValue() + "' is no YAML value"));
            }
        }
        return tree;
    }

    private static @Nullable Instant moment(String option, @Nullable String text) throws SettingsException {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new SettingsException(List.of(
                    option + " must be a moment with its offset, such as 2026-11-25T15:00Z, but is '" + text + "'"));
        }
    }
}
