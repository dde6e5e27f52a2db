package dev.calima.bench.forecast;

import dev.calima.forecasting.AnalogueSettings;
import dev.calima.forecasting.TrainingProfile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code ./calima bench forecast} is asked for.
 *
 * @param set folder of an archive's files, or an attached file
 * @param feed the feed whose format reads the folder; empty for the default, or for an attached file
 * @param parameters which parameters of the folder
 * @param firstOrigin first scored origin, on the label clock
 * @param origins how many
 * @param m4 folder of the competition's tables
 * @param m4Algorithms algorithms to score on them, the first under the key {@code m4}
 * @param weather folder or file of the archive with weather
 * @param parts what to measure
 * @param entrants algorithms that compete, empty for the profile's own
 * @param members of the combination, empty for the profile's own
 * @param knn parameters of the analogues, in the order of {@link AnalogueSettings}; empty for the profile's own
 */
record ForecastOptions(
        Path set,
        Optional<String> feed,
        List<String> parameters,
        Instant firstOrigin,
        int origins,
        Path m4,
        List<String> m4Algorithms,
        Path weather,
        List<String> parts,
        List<String> entrants,
        List<String> members,
        List<String> knn) {

    private static final List<String> PARTS = List.of("set", "m4", "weather", "cost");

    static final String USAGE = "calima bench forecast [--only set,m4,weather,cost] [--set FOLDER|FILE] [--feed NAME]"
            + " [--parameters no2,o3,pm10] [--first-origin 2018-10-01] [--origins 30] [--m4 FOLDER]"
            + " [--m4-algorithms NAMES] [--weather FILE] [--entrants NAMES] [--members NAMES]"
            + " [--knn window,k,distance,weights,space,day-type-penalty,level-shift,age-penalty]";

    static ForecastOptions parse(List<String> arguments, Path jobsConfig) {
        Path data = jobsConfig
                .toAbsolutePath()
                .normalize()
                .resolveSibling("..")
                .resolve("shared")
                .resolve("data")
                .normalize();
        String set = data.resolve("madrid-air-hourly")
                .resolve("comma-txt")
                .resolve("2018")
                .toString();
        String m4 = data.resolve("m4-hourly").toString();
        String weather = data.resolve("beijing-hourly").toString();
        Optional<String> feed = Optional.empty();
        String parameters = "no2,o3,pm10";
        String firstOrigin = "2018-10-01";
        String origins = "30";
        String m4Algorithms = "ridge-anchored,theta,holt-winters";
        String only = "";
        boolean setGiven = false;
        boolean m4Given = false;
        boolean weatherGiven = false;
        String entrants = "";
        String members = "";
        String knn = "";
        for (int i = 0; i < arguments.size(); i += 2) {
            String key = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(key + " needs a value. " + USAGE);
            }
            String value = arguments.get(i + 1);
            switch (key) {
                case "--set" -> {
                    set = value;
                    setGiven = true;
                }
                case "--m4" -> {
                    m4 = value;
                    m4Given = true;
                }
                case "--weather" -> {
                    weather = value;
                    weatherGiven = true;
                }
                case "--feed" -> feed = Optional.of(value);
                case "--parameters", "--parameter" -> parameters = value;
                case "--first-origin" -> firstOrigin = value;
                case "--origins" -> origins = value;
                case "--m4-algorithms" -> m4Algorithms = value;
                case "--only" -> only = value;
                case "--entrants" -> entrants = value;
                case "--members" -> members = value;
                case "--knn" -> knn = value;
                default -> throw new IllegalArgumentException("unknown option " + key + ". " + USAGE);
            }
        }
        List<String> parts = new ArrayList<>(names(only));
        if (parts.isEmpty() && (setGiven || m4Given || weatherGiven)) {
            addIf(parts, "set", setGiven);
            addIf(parts, "m4", m4Given);
            addIf(parts, "weather", weatherGiven);
        }
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--only knows " + PARTS + ", not " + parts);
        }
        return new ForecastOptions(
                Path.of(set),
                feed,
                names(parameters),
                Instant.parse(firstOrigin + "T00:00:00Z"),
                Integer.parseInt(origins),
                Path.of(m4),
                names(m4Algorithms),
                Path.of(weather),
                parts.isEmpty() ? PARTS : parts,
                names(entrants),
                names(members),
                names(knn));
    }

    private static void addIf(List<String> parts, String part, boolean wanted) {
        if (wanted) {
            parts.add(part);
        }
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    /** What has to be there. */
    List<Path> needed() {
        List<Path> paths = new ArrayList<>();
        if (parts.contains("set")) {
            paths.add(set);
        }
        if (parts.contains("m4")) {
            paths.add(m4);
        }
        if (parts.contains("weather")) {
            paths.add(weather);
        }
        return paths;
    }

    /** A profile with the algorithms and parameters that were asked for. */
    TrainingProfile applied(TrainingProfile profile) {
        TrainingProfile changed = profile;
        if (!entrants.isEmpty()) {
            changed = changed.withEntrants(entrants, members.isEmpty() ? profile.members() : members);
        } else if (!members.isEmpty()) {
            changed = changed.withEntrants(profile.entrants(), members);
        }
        if (!knn.isEmpty()) {
            changed = changed.withAnalogues(new AnalogueSettings(
                    Integer.parseInt(knn.get(0)),
                    Integer.parseInt(knn.get(1)),
                    AnalogueSettings.Distance.valueOf(constant(knn.get(2))),
                    AnalogueSettings.Weights.valueOf(constant(knn.get(3))),
                    AnalogueSettings.Space.valueOf(constant(knn.get(4))),
                    Double.parseDouble(knn.get(5)),
                    Double.parseDouble(knn.get(6)),
                    Double.parseDouble(knn.get(7))));
        }
        return changed;
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
