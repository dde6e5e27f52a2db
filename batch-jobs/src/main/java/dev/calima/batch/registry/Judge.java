package dev.calima.batch.registry;

import dev.calima.batch.config.Promotion;
import dev.calima.batch.config.TrainingDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a model that was just learnt takes the champion's place. The same settings on newer data do so without a test; other
 * settings have to beat the champion and the seasonal naive; whatever stands in the naive's place, or in none, has to beat the
 * naive. A champion that a person has brought back keeps its place.
 */
final class Judge {

    private Judge() {}

    static Verdict judge(Candidate candidate, @Nullable Champion champion) {
        if (champion == null || (champion.settings() == null && !champion.isHeld())) {
            return unlessNaiveIsAsGood(candidate, Ascent.FIRST, Ascent.FIRST);
        }
        if (champion.isHeld()) {
            return Verdict.challenger(tests(candidate, champion));
        }
        if (champion.isLearntAs(candidate.settings())) {
            boolean overNaive = champion.algorithm().equals(Candidate.NAIVE);
            return overNaive
                    ? unlessNaiveIsAsGood(candidate, Ascent.TEST, Ascent.REFIT)
                    : Verdict.champion(Ascent.REFIT, List.of());
        }
        List<ModelTest> tests = tests(candidate, champion);
        boolean beatsAll = tests.stream().allMatch(ModelTest::isBeaten) && !candidate.isNaive();
        return beatsAll ? Verdict.champion(Ascent.TEST, tests) : Verdict.challenger(tests);
    }

    private static Verdict unlessNaiveIsAsGood(Candidate candidate, Ascent own, Ascent naives) {
        if (candidate.isNaive()) {
            return Verdict.champion(naives, List.of());
        }
        ModelTest test = againstNaive(candidate);
        return test.isBeaten() ? Verdict.champion(own, List.of(test)) : Verdict.naiveInstead(naives, test);
    }

    private static List<ModelTest> tests(Candidate candidate, Champion champion) {
        List<ModelTest> tests = new ArrayList<>();
        if (!candidate.isNaive()) {
            tests.add(againstNaive(candidate));
        }
        tests.add(against(champion, candidate));
        return tests;
    }

    private static ModelTest againstNaive(Candidate candidate) {
        return ModelTest.of(
                null,
                candidate.settings().promotion(),
                candidate.settings().usual().horizon(),
                candidate.losses(),
                candidate.naiveLosses());
    }

    private static ModelTest against(Champion champion, Candidate candidate) {
        Promotion rule = candidate.settings().promotion();
        @Nullable TrainingDefinition others = champion.settings();
        if (others != null && others.horizonHours() != candidate.settings().horizonHours()) {
            return ModelTest.impossible(
                    champion.modelId(),
                    rule,
                    0,
                    "the champion forecasts " + others.horizonHours() + " hours and this model "
                            + candidate.settings().horizonHours()
                            + ": their losses mean different things, so only a person can promote it");
        }
        return ModelTest.of(
                champion.modelId(),
                rule,
                candidate.settings().usual().horizon(),
                candidate.losses(),
                champion.losses());
    }
}
