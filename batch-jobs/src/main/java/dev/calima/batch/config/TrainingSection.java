package dev.calima.batch.config;

import dev.calima.forecasting.AnalogueSettings;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.backtest.PairedTest;
import dev.calima.forecasting.model.Algorithms;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a training profile, from its file or as it was given at run time. Defaults are those of {@link TrainingProfile}. */
final class TrainingSection {

    /** What a profile may be called. */
    static final String NAME = "[a-z0-9][a-z0-9-]{0,59}";

    private static final int MOST_HORIZON = 240;

    private final Section section;
    private final ConfigProblems problems;
    private final TrainingProfile usual = TrainingProfile.defaults(DayTypes.of(ZoneOffset.UTC));

    private TrainingSection(Section section, ConfigProblems problems) {
        this.section = section;
        this.problems = problems;
    }

    /** @param content the mapping that the section was made of, as it was given */
    static TrainingDefinition read(Section section, Map<String, Object> content, ConfigProblems problems) {
        TrainingSection reader = new TrainingSection(section, problems);
        String name = section.text("profile");
        return new TrainingDefinition(name, reader.profile(), reader.appliesTo(), reader.promotion(), content);
    }

    private TrainingProfile profile() {
        List<String> entrants = algorithms("algorithms", usual.entrants(), true);
        List<String> members = algorithms("combination", usual.members(), false);
        TrainingProfile read = usual;
        try {
            read = new TrainingProfile(
                    usual.dayTypes(),
                    Horizon.ofHours(whole("horizon-hours", usual.horizon().steps(), 1, MOST_HORIZON)),
                    originHours(),
                    whole("max-history-days", usual.maxHistoryDays(), 35, 20_000),
                    whole("profile-days", usual.profileDays(), 7, 400),
                    whole("min-history-days", usual.minHistoryDays(), 14, 4_000),
                    whole("min-regression-days", usual.minRegressionDays(), 14, 4_000),
                    share("max-missing-share", usual.maxMissingShare()),
                    share("max-regression-missing-share", usual.maxRegressionMissingShare()),
                    whole("min-recent-hours", usual.minRecentHours(), 1, 168),
                    whole("backtest-windows", usual.backtestWindows(), 4, 400),
                    whole("backtest-spacing-hours", usual.backtestSpacingHours(), 24, 720),
                    whole("refit-every", usual.refitEvery(), 1, 400),
                    number("calibration-half-life-days", usual.calibrationHalfLifeDays(), 1, 10_000),
                    number("sample-half-life-days", usual.sampleHalfLifeDays(), 1, 10_000),
                    penalties(),
                    analogues(),
                    entrants,
                    members);
        } catch (IllegalArgumentException e) {
            problems.add(section.where(), String.valueOf(e.getMessage()));
        }
        return read;
    }

    private AppliesTo appliesTo() {
        @Nullable Section place = section.sectionOrNull("applies-to");
        if (place == null) {
            return AppliesTo.NOTHING;
        }
        AppliesTo read = new AppliesTo(
                Set.copyOf(place.texts("networks")),
                codes(place, "stations", StationCode::new),
                codes(place, "parameters", ParameterCode::new));
        place.finish();
        if (read.rank() == 0) {
            problems.add(place.where(), "needs networks, stations or parameters; without them leave applies-to out");
        }
        return read;
    }

    private <T> Set<T> codes(Section place, String key, Function<String, T> reader) {
        Set<T> codes = new HashSet<>();
        for (String text : place.texts(key)) {
            try {
                codes.add(reader.apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(place.where(), key + ": " + e.getMessage());
            }
        }
        return codes;
    }

    private Promotion promotion() {
        @Nullable Section place = section.sectionOrNull("promotion");
        if (place == null) {
            return Promotion.USUAL;
        }
        Promotion read = new Promotion(
                word(place, "test", Promotion.USUAL.test(), PairedTest.class),
                number(place, "level", Promotion.USUAL.level(), 0.0001, 0.5));
        place.finish();
        return read;
    }

    private int whole(String key, int otherwise, int least, int most) {
        int value = section.wholeNumber(key, otherwise);
        if (value < least || value > most) {
            problems.add(section.where(), key + " must lie in " + least + ".." + most + ", but is " + value);
            return otherwise;
        }
        return value;
    }

    private double number(String key, double otherwise, double least, double most) {
        return number(section, key, otherwise, least, most);
    }

    private double number(Section place, String key, double otherwise, double least, double most) {
        double value = place.number(key, otherwise);
        if (!(value >= least && value <= most)) {
            problems.add(place.where(), key + " must lie in " + least + ".." + most + ", but is " + value);
            return otherwise;
        }
        return value;
    }

    private double share(String key, double otherwise) {
        return number(key, otherwise, 0.001, 1);
    }

    private List<Double> penalties() {
        List<Double> given = section.numbers("ridge-penalties");
        return given.isEmpty() ? usual.ridgeLambdas() : given;
    }

    private List<String> algorithms(String key, List<String> otherwise, boolean isEntrant) {
        List<String> known = new ArrayList<>(Algorithms.names());
        if (isEntrant) {
            known.add(TrainingProfile.COMBINATION);
        }
        List<String> given = section.texts(key);
        for (String name : given) {
            if (!known.contains(name)) {
                problems.add(section.where(), key + ": there is no '" + name + "'; known are " + new TreeSet<>(known));
                return otherwise;
            }
        }
        return given.isEmpty() ? otherwise : given;
    }

    private AnalogueSettings analogues() {
        @Nullable Section knn = section.sectionOrNull("knn");
        AnalogueSettings all = usual.analogues();
        if (knn == null) {
            return all;
        }
        try {
            AnalogueSettings read = new AnalogueSettings(
                    knn.wholeNumber("window", all.window()),
                    knn.wholeNumber("k", all.neighbours()),
                    word(knn, "distance", all.distance(), AnalogueSettings.Distance.class),
                    word(knn, "weights", all.weights(), AnalogueSettings.Weights.class),
                    word(knn, "space", all.space(), AnalogueSettings.Space.class),
                    knn.number("day-type-penalty", all.dayTypePenalty()),
                    knn.number("level-shift", all.levelShift()),
                    knn.number("age-penalty", all.agePenalty()));
            knn.finish();
            return read;
        } catch (IllegalArgumentException e) {
            problems.add(knn.where(), String.valueOf(e.getMessage()));
            return all;
        }
    }

    private <E extends Enum<E>> E word(Section place, String key, E otherwise, Class<E> type) {
        @Nullable String text = place.textOrNull(key);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(text)) {
                return constant;
            }
        }
        problems.add(
                place.where(),
                key + " must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(TrainingSection::written)
                                .toList()
                        + ", but is '" + text + "'");
        return otherwise;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<Integer> originHours() {
        List<Integer> hours = new ArrayList<>();
        for (String text : section.texts("origin-hours")) {
            int least = hours.isEmpty() ? 0 : hours.getLast() + 1;
            if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < least || Integer.parseInt(text) > 23) {
                problems.add(section.where(), "origin-hours must be hours in 0..23 that increase, but has " + text);
                return usual.originHours();
            }
            hours.add(Integer.parseInt(text));
        }
        return hours.isEmpty() ? usual.originHours() : hours;
    }
}
