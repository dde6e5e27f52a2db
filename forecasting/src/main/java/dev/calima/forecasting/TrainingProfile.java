package dev.calima.forecasting;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that can be chosen about a training. {@link #defaults(DayTypes)} gives the values in brackets.
 *
 * @param dayTypes local clock and holidays
 * @param horizon steps to forecast (72)
 * @param originHours local hours of the day for which a model is fitted and calibrated, increasing, each 0..23 (0). A
 *     forecast from another hour is read from the model of the last such hour before it: one entry is cheapest, four or
 *     more suit forecasts refreshed during the day
 * @param maxHistoryDays older history is not used (1100)
 * @param profileDays days behind the local-hour profile of climatology and regression (28)
 * @param minHistoryDays days between first and last value below which nothing is trained (35)
 * @param minRegressionDays days below which only the naive and climatology entrants compete (70)
 * @param maxMissingShare share of missing hours from which nothing is trained (0.5)
 * @param maxRegressionMissingShare share of missing hours from which only the naive and climatology entrants compete
 *     (0.25)
 * @param minRecentHours values needed in the 7 days before an origin for a forecast (24)
 * @param backtestWindows most past origins used for selection and calibration (60)
 * @param backtestSpacingHours hours between past origins, a multiple of 24 (24)
 * @param refitEvery past origins served by one fit in the backtest (10)
 * @param calibrationHalfLifeDays age at which a past error counts half (30)
 * @param sampleHalfLifeDays age at which a training example counts half; longer histories stretch it (90)
 * @param ridgeLambdas penalties to choose from, increasing (3, 10, 30, 100, 300, 1000, 3000)
 * @param analogues parameters of the nearest-neighbour forecast ({@link AnalogueSettings#USUAL})
 * @param entrants algorithms that compete beside the seasonal naive of 24 hours, by name (climatology, combination)
 * @param members algorithms of the combination, by name (ridge-direct, knn-analogue)
 */
public record TrainingProfile(
        DayTypes dayTypes,
        Horizon horizon,
        List<Integer> originHours,
        int maxHistoryDays,
        int profileDays,
        int minHistoryDays,
        int minRegressionDays,
        double maxMissingShare,
        double maxRegressionMissingShare,
        int minRecentHours,
        int backtestWindows,
        int backtestSpacingHours,
        int refitEvery,
        double calibrationHalfLifeDays,
        double sampleHalfLifeDays,
        List<Double> ridgeLambdas,
        AnalogueSettings analogues,
        List<String> entrants,
        List<String> members) {

    /** The entrant that averages the members, weighted by their past errors. */
    public static final String COMBINATION = "combination";

    public TrainingProfile {
        originHours = List.copyOf(originHours);
        ridgeLambdas = List.copyOf(ridgeLambdas);
        entrants = List.copyOf(entrants);
        members = List.copyOf(members);
        for (int i = 0; i < originHours.size(); i++) {
            int hour = originHours.get(i);
            require(hour >= 0 && hour <= 23, "originHours must lie in 0..23");
            require(i == 0 || hour > originHours.get(i - 1), "originHours must increase");
        }
        require(!originHours.isEmpty(), "originHours must not be empty");
        require(profileDays >= 7, "profileDays must be 7 or more");
        require(maxHistoryDays >= minHistoryDays, "maxHistoryDays must not be below minHistoryDays");
        require(minHistoryDays >= profileDays + 7, "minHistoryDays must be a week above profileDays");
        require(minRegressionDays >= minHistoryDays, "minRegressionDays must not be below minHistoryDays");
        require(maxMissingShare > 0 && maxMissingShare <= 1, "maxMissingShare must lie in (0, 1]");
        require(
                maxRegressionMissingShare > 0 && maxRegressionMissingShare <= 1,
                "maxRegressionMissingShare must lie in (0, 1]");
        require(minRecentHours >= 1 && minRecentHours <= 168, "minRecentHours must lie in 1..168");
        require(backtestWindows >= 4, "backtestWindows must be 4 or more");
        require(
                backtestSpacingHours >= 24 && backtestSpacingHours % 24 == 0,
                "backtestSpacingHours must be a multiple of 24");
        require(refitEvery >= 1, "refitEvery must be 1 or more");
        require(calibrationHalfLifeDays > 0, "calibrationHalfLifeDays must be positive");
        require(sampleHalfLifeDays > 0, "sampleHalfLifeDays must be positive");
        require(!ridgeLambdas.isEmpty(), "ridgeLambdas must not be empty");
        require(new HashSet<>(entrants).size() == entrants.size(), "entrants must be named once each");
        require(new HashSet<>(members).size() == members.size(), "members must be named once each");
        require(
                members.size() >= 2 || !entrants.contains(COMBINATION),
                "a combination needs two members or more: " + members);
        for (double lambda : ridgeLambdas) {
            require(lambda > 0 && Double.isFinite(lambda), "ridgeLambdas must be positive");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The defaults named above for a clock and calendar. */
    public static TrainingProfile defaults(DayTypes dayTypes) {
        return new TrainingProfile(
                dayTypes,
                Horizon.ofHours(72),
                List.of(0),
                1100,
                28,
                35,
                70,
                0.5,
                0.25,
                24,
                60,
                24,
                10,
                30,
                90,
                List.of(3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0),
                AnalogueSettings.USUAL,
                List.of("climatology", COMBINATION),
                List.of("ridge-direct", "knn-analogue"));
    }

    public TrainingProfile withDayTypes(DayTypes changed) {
        return with(builder -> builder.dayTypes = changed);
    }

    public TrainingProfile withHorizon(Horizon changed) {
        return with(builder -> builder.horizon = changed);
    }

    public TrainingProfile withOriginHours(List<Integer> changed) {
        return with(builder -> builder.originHours = changed);
    }

    public TrainingProfile withBacktest(int windows, int spacingHours, int refit) {
        return with(builder -> {
            builder.backtestWindows = windows;
            builder.backtestSpacingHours = spacingHours;
            builder.refitEvery = refit;
        });
    }

    public TrainingProfile withAnalogues(AnalogueSettings changed) {
        return with(builder -> builder.analogues = changed);
    }

    /**
     * Another choice of algorithms.
     *
     * @param competing beside the seasonal naive of 24 hours
     * @param combined members of the combination, when it is among those competing
     */
    public TrainingProfile withEntrants(List<String> competing, List<String> combined) {
        return with(builder -> {
            builder.entrants = competing;
            builder.members = combined;
        });
    }

    /** For histories of weeks rather than months: fewer days of profile, and learning from so many days on. */
    public TrainingProfile withShortHistory(int days, int leastDays) {
        return with(builder -> {
            builder.profileDays = days;
            builder.minHistoryDays = leastDays;
        });
    }

    private TrainingProfile with(Consumer<Builder> change) {
        Builder builder = new Builder(this);
        change.accept(builder);
        return builder.build();
    }

    /** The values one by one, so that a change names what it changes. */
    private static final class Builder {

        private final TrainingProfile base;
        private DayTypes dayTypes;
        private Horizon horizon;
        private List<Integer> originHours;
        private int profileDays;
        private int minHistoryDays;
        private int backtestWindows;
        private int backtestSpacingHours;
        private int refitEvery;
        private AnalogueSettings analogues;
        private List<String> entrants;
        private List<String> members;

        private Builder(TrainingProfile base) {
            this.base = base;
            dayTypes = base.dayTypes;
            horizon = base.horizon;
            originHours = base.originHours;
            profileDays = base.profileDays;
            minHistoryDays = base.minHistoryDays;
            backtestWindows = base.backtestWindows;
            backtestSpacingHours = base.backtestSpacingHours;
            refitEvery = base.refitEvery;
            analogues = base.analogues;
            entrants = base.entrants;
            members = base.members;
        }

        private TrainingProfile build() {
            return new TrainingProfile(
                    dayTypes,
                    horizon,
                    originHours,
                    base.maxHistoryDays,
                    profileDays,
                    minHistoryDays,
                    Math.max(minHistoryDays, base.minRegressionDays),
                    base.maxMissingShare,
                    base.maxRegressionMissingShare,
                    base.minRecentHours,
                    backtestWindows,
                    backtestSpacingHours,
                    refitEvery,
                    base.calibrationHalfLifeDays,
                    base.sampleHalfLifeDays,
                    base.ridgeLambdas,
                    analogues,
                    entrants,
                    members);
        }
    }

    /**
     * Leads a fitted model must reach: the horizon and the widest gap between two origin hours, so that a forecast from
     * any hour can be read from the model of the last origin hour. One hour is added for the day with 25 hours.
     */
    public Horizon reach() {
        int widest = 0;
        for (int i = 0; i < originHours.size(); i++) {
            int next = i + 1 < originHours.size() ? originHours.get(i + 1) : originHours.getFirst() + 24;
            widest = Math.max(widest, next - originHours.get(i));
        }
        return new Horizon(horizon.steps() + widest);
    }
}
