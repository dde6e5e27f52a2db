package dev.calima.batch.train;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.batch.profile.ProfileState;
import dev.calima.batch.registry.Champion;
import dev.calima.forecasting.TrainingProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one training has to do. A champion that was learnt with other settings than its series shall have now is learnt again in its
 * own way first, so that it does not grow old, and the challenger is tested against it from the same origins.
 */
final class TrainingPlans {

    private final JobsConfig config;
    private final Function<TrainingSeries, ProfileState> profiles;
    private final Map<Integer, Champion> champions;

    /**
     * @param profiles the profile that a series shall have
     * @param champions by series
     */
    TrainingPlans(
            JobsConfig config, Function<TrainingSeries, ProfileState> profiles, Map<Integer, Champion> champions) {
        this.config = config;
        this.profiles = profiles;
        this.champions = champions;
    }

    /** In the order in which they are to be done. */
    List<TrainingPlan> of(List<TrainingSeries> series) {
        Map<TrainingProfile, Champion> others = new LinkedHashMap<>();
        Map<TrainingProfile, List<TrainingSeries>> kept = new LinkedHashMap<>();
        Map<String, ProfileState> wanted = new TreeMap<>();
        Map<String, List<TrainingSeries>> wantedSeries = new TreeMap<>();
        for (TrainingSeries one : series) {
            ProfileState profile = profiles.apply(one);
            wanted.put(profile.name(), profile);
            wantedSeries.computeIfAbsent(profile.name(), _ -> new ArrayList<>()).add(one);
            @Nullable Champion champion = champions.get(one.seriesId());
            @Nullable TrainingDefinition settings = champion == null ? null : champion.settings();
            if (champion != null && settings != null && needsRefit(champion, profile.definition(), one)) {
                others.putIfAbsent(settings.usual(), champion);
                kept.computeIfAbsent(settings.usual(), _ -> new ArrayList<>()).add(one);
            }
        }
        List<TrainingPlan> plans = new ArrayList<>();
        kept.forEach((settings, of) -> {
            Champion champion = others.get(settings);
            if (champion != null && champion.settings() != null) {
                plans.add(new TrainingPlan(champion.settings(), champion.profileVersion(), config, of));
            }
        });
        wanted.forEach((name, profile) -> plans.add(new TrainingPlan(
                profile.definition(), profile.version(), config, wantedSeries.getOrDefault(name, List.of()))));
        return plans;
    }

    private static boolean needsRefit(Champion champion, TrainingDefinition wanted, TrainingSeries series) {
        boolean knowsAll = champion.dataAsOf() != null && !champion.dataAsOf().isBefore(series.changedAt());
        return !champion.isHeld() && !champion.isLearntAs(wanted) && !knowsAll;
    }
}
