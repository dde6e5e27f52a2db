package dev.calima.batch.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.forecasting.backtest.OriginLosses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who becomes the champion. */
class JudgeTest {

    private static final TrainingDefinition USUAL = JobsConfigLoader.training("a", "profile: a");
    private static final TrainingDefinition OTHER = JobsConfigLoader.training("b", "{profile: b, knn: {k: 5}}");
    private static final OriginLosses NAIVE = losses(i -> 10 + i % 2);
    private static final OriginLosses GOOD = losses(i -> 6 + i % 3);
    private static final OriginLosses BETTER = losses(i -> 4 + i % 3 + 0.3 * (i % 2));

    private static OriginLosses losses(IntToDoubleFunction loss) {
        return new OriginLosses(
                IntStream.range(0, 30)
                        .mapToObj(i -> Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofDays(i)))
                        .toList(),
                IntStream.range(0, 30).mapToDouble(loss).boxed().toList());
    }

    private static Candidate candidate(TrainingDefinition settings, OriginLosses losses) {
        return new Candidate("ridge-direct", settings, losses, NAIVE);
    }

    private static Champion champion(
            String algorithm, @Nullable TrainingDefinition settings, Ascent ascent, OriginLosses losses) {
        return new Champion(1, algorithm, settings, 0, null, ascent, losses);
    }

    @Test
    void theFirstHasToBeatTheNaive() {
        assertThat(Judge.judge(candidate(USUAL, GOOD), null).ascent()).isEqualTo(Ascent.FIRST);

        Verdict lucky = Judge.judge(candidate(USUAL, losses(i -> i % 4 < 2 ? 9 : 12)), null);
        assertThat(lucky.ascent()).isNull();
        assertThat(lucky.naive()).isEqualTo(Ascent.FIRST);
        assertThat(lucky.tests()).hasSize(1);

        Verdict plain = Judge.judge(new Candidate(Candidate.NAIVE, USUAL, NAIVE, NAIVE), null);
        assertThat(plain.ascent()).isEqualTo(Ascent.FIRST);
        assertThat(plain.tests()).isEmpty();
    }

    @Test
    void theSameSettingsNeedNoTest() {
        TrainingDefinition renamed = JobsConfigLoader.training(
                "c", "{profile: c, applies-to: {parameters: [no2]}, promotion: {level: 0.01}}");
        Verdict verdict = Judge.judge(candidate(renamed, NAIVE), champion("ridge-direct", USUAL, Ascent.TEST, GOOD));
        assertThat(verdict.ascent()).isEqualTo(Ascent.REFIT);
        assertThat(verdict.tests()).isEmpty();
    }

    @Test
    void inTheNaivesPlaceOneHasToBeatIt() {
        Champion naive = champion(Candidate.NAIVE, USUAL, Ascent.FIRST, NAIVE);
        assertThat(Judge.judge(candidate(USUAL, GOOD), naive).ascent()).isEqualTo(Ascent.TEST);
        assertThat(Judge.judge(candidate(USUAL, NAIVE), naive).naive()).isEqualTo(Ascent.REFIT);
    }

    @Test
    void otherSettingsHaveToBeatChampionAndNaive() {
        Champion champion = champion("ridge-direct", USUAL, Ascent.FIRST, GOOD);
        Verdict won = Judge.judge(candidate(OTHER, BETTER), champion);
        assertThat(won.ascent()).isEqualTo(Ascent.TEST);
        assertThat(won.tests()).hasSize(2).allMatch(ModelTest::isBeaten);
        assertThat(Judge.judge(candidate(OTHER, GOOD), champion).ascent())
                .as("equals")
                .isNull();
        assertThat(Judge.judge(candidate(OTHER, GOOD), champion("x", USUAL, Ascent.FIRST, losses(i -> 20 + i % 2)))
                        .ascent())
                .isEqualTo(Ascent.TEST);
        assertThat(Judge.judge(
                                new Candidate(Candidate.NAIVE, OTHER, NAIVE, NAIVE),
                                champion("x", USUAL, Ascent.FIRST, losses(i -> 20 + i % 2)))
                        .ascent())
                .as("nothing is better than the naive when it is the naive")
                .isNull();
    }

    @Test
    void whatCannotBeTestedStaysAChallengerAndSaysWhy() {
        TrainingDefinition longer = JobsConfigLoader.training("b", "{profile: b, horizon-hours: 96}");
        Champion champion = champion("ridge-direct", USUAL, Ascent.FIRST, GOOD);
        assertThat(Judge.judge(candidate(longer, BETTER), champion)
                        .tests()
                        .getLast()
                        .problem())
                .contains("72 hours", "96");
        OriginLosses few =
                new OriginLosses(BETTER.origins().subList(0, 5), BETTER.losses().subList(0, 5));
        Verdict verdict = Judge.judge(candidate(OTHER, few), champion);
        assertThat(verdict.ascent()).isNull();
        assertThat(verdict.tests().getFirst().problem()).contains("only 5 past origins in common, 8 needed");
    }

    @Test
    void aChampionThatWasBroughtBackIsHeld() {
        Champion held = champion("ridge-direct", USUAL, Ascent.ROLLED_BACK, GOOD);
        for (TrainingDefinition settings : List.of(USUAL, OTHER)) {
            Verdict verdict = Judge.judge(candidate(settings, BETTER), held);
            assertThat(verdict.ascent()).isNull();
            assertThat(verdict.tests()).as("tested all the same").hasSize(2);
        }
    }
}
