package dev.calima.batch.operate;

import dev.calima.batch.registry.ChampionChange;
import dev.calima.batch.registry.ModelDesk;
import dev.calima.batch.registry.RegisteredModel;
import dev.calima.batch.registry.RegistryFilter;
import dev.calima.batch.registry.RegistryReader;
import dev.calima.batch.registry.SeriesPath;
import dev.calima.batch.run.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "models",
        description = {
            "Which model of each series is in use (its champion) and which challenge it: show them, promote one, go back.",
            "A change counts from the next forecast on."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: calima models rollback madrid/28079004/no2 --reason 'misses the mornings'"})
final class ModelsCommand {

    private static final String SERIES = "Network, station and parameter, such as madrid/28079004/no2.";
    private static final String FORM = "text or json (${DEFAULT-VALUE}).";
    private static final String REASON = "Why; kept with the change.";

    @Command(
            name = "list",
            description = "Show the champion and the challengers of every series, with their backtests and tests.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--network", paramLabel = "CODE", description = "Only those of a network.") @Nullable String network,
            @Option(names = "--station", paramLabel = "CODE", description = "Only those of a station.") @Nullable String station,
            @Option(names = "--parameter", paramLabel = "CODE", description = "Only those of a parameter.") @Nullable String parameter,
            @Option(names = "--challengers", description = "Only those that challenge a champion.") boolean challengers,
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form)
            throws Exception {
        try (Session session = Session.open()) {
            List<RegisteredModel> models = session.get(RegistryReader.class)
                    .list(new RegistryFilter(network, station, parameter, challengers ? "challenger" : null));
            if (form == OutputForm.json) {
                json(models);
            } else if (models.isEmpty()) {
                System.out.println("No model is meant.");
            } else {
                models.forEach(ModelPrint::line);
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "show",
            description = "Show everything about the models of a series, and the champions that it had.",
            mixinStandardHelpOptions = true)
    int show(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "SERIES", description = SERIES) String name)
            throws Exception {
        SeriesPath series = series(name);
        try (Session session = Session.open()) {
            RegistryReader registry = session.get(RegistryReader.class);
            List<RegisteredModel> models = registry.list(RegistryFilter.of(series));
            if (models.isEmpty()) {
                throw new SettingsException(
                        List.of(series + " has no model; 'calima models list' shows the series that have one"));
            }
            List<ChampionChange> changes = registry.changes(series);
            if (form == OutputForm.json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("series", series.toString());
                all.put("models", models);
                all.put("changes", changes);
                json(all);
            } else {
                models.forEach(ModelPrint::all);
                changes.forEach(ModelPrint::change);
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "promote",
            description = {
                "Make a model the champion of its series, whatever its test says.",
                "Afterwards trainings may change it again, also after a rollback."
            },
            mixinStandardHelpOptions = true)
    int promote(
            @Option(names = "--model", paramLabel = "ID", description = "The model; without it the newest challenger.")
                    @Nullable Long model,
            @Option(names = "--reason", paramLabel = "TEXT", description = REASON) @Nullable String reason,
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "SERIES", description = SERIES) String name)
            throws Exception {
        return change(form, name, (desk, series) -> desk.promote(Actor.account(), series, model, reason));
    }

    @Command(
            name = "rollback",
            description = {
                "Bring a former champion back. It is held: no training changes it until somebody promotes a model."
            },
            mixinStandardHelpOptions = true)
    int rollback(
            @Option(
                            names = "--model",
                            paramLabel = "ID",
                            description = "A former champion; without it the one before the present.")
                    @Nullable Long model,
            @Option(names = "--reason", paramLabel = "TEXT", description = REASON) @Nullable String reason,
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "SERIES", description = SERIES) String name)
            throws Exception {
        return change(form, name, (desk, series) -> desk.rollback(Actor.account(), series, model, reason));
    }

    private interface Change {
        RegisteredModel by(ModelDesk desk, SeriesPath series) throws Exception;
    }

    private static int change(OutputForm form, String name, Change change) throws Exception {
        SeriesPath series = series(name);
        try (Session session = Session.open()) {
            RegisteredModel champion = change.by(session.get(ModelDesk.class), series);
            if (form == OutputForm.json) {
                json(champion);
            } else {
                ModelPrint.line(champion);
            }
            return ExitCode.OK.code();
        }
    }

    private static SeriesPath series(String name) throws SettingsException {
        try {
            return SeriesPath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void json(Object content) {
        System.out.println(JsonMapper.shared().writeValueAsString(content));
    }
}
