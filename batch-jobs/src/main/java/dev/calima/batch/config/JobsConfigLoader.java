package dev.calima.batch.config;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import dev.calima.sql.type.Verification;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the folder {@code jobs-config} and tells every problem at once, each with its file and key. */
public final class JobsConfigLoader {

    private static final Set<String> STATION_KINDS =
            Set.of("traffic", "background", "suburban", "industrial", "rural", "unknown");

    private static final double MINUTES = 60;
    private static final double MOST_HOURS = 87_840;
    /** A feed is silent when so many of its periods have passed, and its publication's delay. */
    private static final int SILENT_PERIODS = 3;

    private final Path folder;
    private final FeedCheck check;
    private final ConfigProblems problems = new ConfigProblems();

    private JobsConfigLoader(Path folder, FeedCheck check) {
        this.folder = folder;
        this.check = check;
    }

    /**
     * Reads and checks a folder.
     *
     * @param check looks at what each feed says to its format
     * @throws ConfigException listing every problem
     */
    public static JobsConfig load(Path folder, FeedCheck check) {
        return new JobsConfigLoader(folder, check).load();
    }

    /**
     * Reads one training profile that was given at run time.
     *
     * @param name what it must be called
     * @param content YAML or JSON with the keys of a file in {@code training}
     * @throws ConfigException listing every problem
     */
    public static TrainingDefinition training(String name, String content) {
        @Nullable Object read;
        try {
            read = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
        } catch (YAMLException e) {
            throw new ConfigException(List.of("training profile " + name + ": is not YAML: " + e.getMessage()));
        }
        if (!(read instanceof Map<?, ?> map)) {
            throw new ConfigException(List.of("training profile " + name + ": must be a mapping of keys to values"));
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        map.forEach((key, value) -> keys.put(String.valueOf(key), value));
        return training(name, keys);
    }

    /** As {@link #training(String, String)}, of keys and values. */
    public static TrainingDefinition training(String name, Map<String, Object> content) {
        ConfigProblems problems = new ConfigProblems();
        String where = "training profile " + name;
        if (!name.matches(TrainingSection.NAME)) {
            problems.add(where, "a name has up to 60 small letters, digits and hyphens");
        }
        Section section = new Section(where, content, problems);
        TrainingDefinition definition = TrainingSection.read(section, content, problems);
        section.finish();
        if (!definition.name().equals(name)) {
            problems.add(where, "key 'profile' must be " + name + ", but is '" + definition.name() + "'");
        }
        problems.throwIfAny();
        return definition;
    }

    private JobsConfig load() {
        Map<String, NetworkDefinition> networks = read("networks", this::network, NetworkDefinition::code);
        Map<String, FeedDefinition> feeds = read("feeds", this::feed, FeedDefinition::name);
        Map<String, TrainingDefinition> trainings = read(
                "training",
                section -> TrainingSection.read(section, section.content(), problems),
                TrainingDefinition::name);
        for (FeedDefinition feed : feeds.values()) {
            check.check(feed, problems::add);
            if (!networks.containsKey(feed.network())) {
                problems.add(
                        "feeds/" + feed.name() + ".yaml",
                        "network '" + feed.network() + "' has no file in networks/; known are "
                                + new TreeSet<>(networks.keySet()));
            } else {
                checkAliases(feed, networks.get(feed.network()));
            }
        }
        checkTrainings(trainings, networks.keySet());
        Map<String, CheckDefinition> checks = checks();
        checks.values().forEach(one -> CheckSection.checkFeeds(one, feeds, problems));
        Map<String, ScheduleDefinition> schedules = schedules();
        AlertsDefinition alerts =
                single("alerts.yaml", section -> AlertsSection.read(section, problems), AlertsSection::defaults);
        RetentionDefinition retention = single("retention.yaml", RetentionSection::read, RetentionSection::defaults);
        problems.throwIfAny();
        return new JobsConfig(feeds, networks, trainings, checks, schedules, alerts, retention);
    }

    private void checkTrainings(Map<String, TrainingDefinition> trainings, Set<String> networks) {
        for (TrainingDefinition one : trainings.values()) {
            for (String network : one.appliesTo().networks()) {
                if (!networks.contains(network)) {
                    problems.add(
                            "training/" + one.name() + ".yaml",
                            "applies-to: network '" + network + "' has no file in networks/; known are "
                                    + new TreeSet<>(networks));
                }
            }
        }
        TrainingDefinition.clashes(trainings.values()).forEach(clash -> problems.add("training", clash));
    }

    /** A configuration need not have schedules: nothing is started by itself then. */
    private Map<String, ScheduleDefinition> schedules() {
        Path file = folder.resolve(ScheduleSection.FILE);
        @Nullable Section section = Files.exists(file) ? section(file, ScheduleSection.FILE) : null;
        return section == null ? Map.of() : ScheduleSection.read(section, problems);
    }

    /** A configuration need not have checks. */
    private Map<String, CheckDefinition> checks() {
        return Files.isDirectory(folder.resolve("checks"))
                ? read("checks", section -> CheckSection.read(section, problems), CheckDefinition::name)
                : Map.of();
    }

    private void checkAliases(FeedDefinition feed, NetworkDefinition network) {
        if (feed.stations() == StationSource.DISCOVERED) {
            return; // the station may be made later
        }
        feed.stationAliases().forEach((former, present) -> {
            if (network.stations().stream()
                    .noneMatch(station -> station.code().value().equals(present))) {
                problems.add(
                        "feeds/" + feed.name() + ".yaml",
                        "station-aliases leads from " + former + " to " + present + ", which is not in networks/"
                                + network.code() + ".yaml");
            }
        });
    }

    private <T> Map<String, T> read(String kind, Function<Section, T> reader, Function<T, String> name) {
        Map<String, T> all = new HashMap<>();
        for (Path file : files(kind)) {
            String where = kind + "/" + file.getFileName();
            @Nullable Section section = section(file, where);
            if (section == null) {
                continue;
            }
            T one = reader.apply(section);
            section.finish();
            if (!(name.apply(one) + ".yaml").equals(file.getFileName().toString())) {
                problems.add(where, "the file must be called " + name.apply(one) + ".yaml, as what it describes");
            }
            all.put(name.apply(one), one);
        }
        return all;
    }

    /** A file that need not be there; when it is not, or cannot be read, the defaults count. */
    private <T> T single(String name, Function<Section, T> reader, Supplier<T> otherwise) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return otherwise.get();
        }
        @Nullable Section section = section(file, name);
        if (section == null) {
            return otherwise.get();
        }
        T one = reader.apply(section);
        section.finish();
        return one;
    }

    private List<Path> files(String kind) {
        Path place = folder.resolve(kind);
        if (!Files.isDirectory(place)) {
            problems.add(
                    folder.toString(),
                    "has no folder '" + kind + "': set CALIMA_CONFIG to the project's jobs-config folder");
            return List.of();
        }
        try (Stream<Path> list = Files.list(place)) {
            return list.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(place.toString(), "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private @Nullable Section section(Path file, String where) {
        try (Reader reader = Files.newBufferedReader(file)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object content = new Yaml(new SafeConstructor(options)).load(reader);
            if (content instanceof Map<?, ?> map) {
                return new Section(where, map, problems);
            }
            problems.add(where, "is empty");
        } catch (IOException | YAMLException e) {
            problems.add(
                    where,
                    "is not readable YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        return null;
    }

    private NetworkDefinition network(Section section) {
        List<Holiday> holidays = new ArrayList<>();
        for (String text : section.texts("holidays")) {
            try {
                holidays.add(Holiday.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(section.where() + " holidays", String.valueOf(e.getMessage()));
            }
        }
        String country = section.text("country");
        @Nullable String region = section.textOrNull("region");
        if (region != null) {
            try {
                PublicHolidays.of(country, region);
            } catch (IllegalArgumentException e) {
                problems.add(section.where() + " region", String.valueOf(e.getMessage()));
            }
        }
        List<StationDefinition> stations = new ArrayList<>();
        Set<String> codes = new TreeSet<>();
        for (Section station : section.sections("stations")) {
            @Nullable StationDefinition one = station(station);
            station.finish();
            if (one != null && !codes.add(one.code().value())) {
                problems.add(station.where(), "station " + one.code() + " stands twice");
            } else if (one != null) {
                stations.add(one);
            }
        }
        return new NetworkDefinition(
                section.text("network"),
                section.text("name"),
                country,
                region,
                zone(section, "time-zone"),
                section.text("attribution"),
                section.text("licence"),
                section.textOrNull("licence-url"),
                holidays,
                stations);
    }

    private @Nullable StationDefinition station(Section section) {
        String code = section.text("code");
        String name = section.text("name");
        String kind = section.text("kind");
        @Nullable String address = section.textOrNull("address");
        double latitude = section.number("latitude");
        double longitude = section.number("longitude");
        @Nullable Double altitude = section.numberOrNull("altitude-m");
        if (!STATION_KINDS.contains(kind)) {
            problems.add(section.where(), "kind '" + kind + "' is none of " + new TreeSet<>(STATION_KINDS));
        }
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            problems.add(section.where(), "latitude and longitude must be degrees, WGS 84");
        }
        try {
            return new StationDefinition(new StationCode(code), name, kind, address, latitude, longitude, altitude);
        } catch (IllegalArgumentException e) {
            problems.add(section.where(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private FeedDefinition feed(Section section) {
        Map<String, FeedParameter> parameters = new HashMap<>();
        section.named("parameters").forEach((key, parameter) -> {
            String code = parameter.text("parameter");
            String unit = parameter.text("unit");
            @Nullable Integer decimals = parameter.wholeNumberOrNull("same-when-rounded-to");
            parameter.finish();
            try {
                parameters.put(key, new FeedParameter(new ParameterCode(code), unit, decimals));
            } catch (IllegalArgumentException e) {
                problems.add(parameter.where(), String.valueOf(e.getMessage()));
            }
        });
        @Nullable SourceDefinition source = SourceSection.read(section, problems);
        @Nullable Duration every = hoursOrNever(section, "expected-every-hours", source == null ? 0 : 1);
        double silent = every == null ? 0 : every.toMinutes() * SILENT_PERIODS / MINUTES + delayHours(source);
        return new FeedDefinition(
                section.text("feed"),
                section.text("title"),
                section.text("format"),
                section.text("network"),
                zone(section, "zone"),
                choice(section, "hour-label", HourLabel.class, HourLabel.ENDING),
                choiceOr(section, "autumn-hour", AutumnHour.class, AutumnHour.FIRST),
                choiceOr(section, "verification", Verification.class, Verification.NOT_VERIFIED),
                choiceOr(section, "coverage", Coverage.class, Coverage.NETWORK),
                choiceOr(section, "stations", StationSource.class, StationSource.LISTED),
                section.textsByName("station-aliases"),
                Set.copyOf(section.texts("not-stations")),
                Set.copyOf(section.numbers("sentinels")),
                gasTemperature(section),
                share(section, "max-rejected-share", 0.5),
                parameters,
                section.anything("options"),
                source,
                inbox(section),
                every,
                hoursOrNever(section, "silent-after-hours", silent));
    }

    /** @param otherwise in hours; 0 for never */
    private static @Nullable Duration hoursOrNever(Section section, String key, double otherwise) {
        @Nullable Double hours =
                section.numberOrNever(key, otherwise == 0 ? Double.POSITIVE_INFINITY : otherwise, 0.1, MOST_HOURS);
        return hours == null ? null : Duration.ofMinutes(Math.round(hours * MINUTES));
    }

    private static double delayHours(@Nullable SourceDefinition source) {
        return source == null ? 0 : source.publicationDelay().toMinutes() / MINUTES;
    }

    private @Nullable String inbox(Section section) {
        @Nullable String text = section.textOrNull("inbox");
        if (text != null && S3Address.parse(text).isEmpty()) {
            problems.add(section.where(), "inbox must be s3://bucket/prefix, but is '" + text + "'");
            return null;
        }
        return text;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private ZoneId zone(Section section, String key) {
        String text = section.text(key);
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            problems.add(section.where(), "key '" + key + "' must be a zone such as Europe/Madrid, but is " + text);
            return ZoneOffset.UTC;
        }
    }

    private double gasTemperature(Section section) {
        double celsius = section.number("gas-temperature", 20);
        if (!(Math.abs(celsius) <= 60)) {
            problems.add(section.where(), "key 'gas-temperature' must lie in -60..60 °C, but is " + celsius);
        }
        return celsius;
    }

    private double share(Section section, String key, double otherwise) {
        double share = section.number(key, otherwise);
        if (share < 0 || share > 1) {
            problems.add(section.where(), "key '" + key + "' must lie in 0..1, but is " + share);
        }
        return share;
    }

    private <E extends Enum<E>> E choiceOr(Section section, String key, Class<E> type, E otherwise) {
        return section.has(key) ? choice(section, key, type, otherwise) : otherwise;
    }

    private <E extends Enum<E>> E choice(Section section, String key, Class<E> type, E otherwise) {
        String text = section.text(key);
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        problems.add(
                section.where(),
                "key '" + key + "' must be one of "
                        + Stream.of(type.getEnumConstants())
                                .map(JobsConfigLoader::word)
                                .toList()
                        + ", but is '" + text + "'");
        return otherwise;
    }
}
