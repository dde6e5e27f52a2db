package dev.calima.batch.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.type.QualityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule by example, in hours and in numbers that can be checked by head. */
class SeriesRulesTest {

    /** Stuck from 24 (up to 5: from 72), a spike over 4 times its neighbour and 10, other units under 0.5 or from 800. */
    private static final Thresholds NO2 = Thresholds.of(60, 24, 5, 72, 4, 10, 0.5f, 800);

    private final Track track = new Track();

    @Test
    void theSameNumberForADayIsStuckAndOneHourLessIsNot() {
        hours(0, 20, IntStream.range(0, 23).map(i -> 33).toArray());
        assertThat(marked(QualityRule.STUCK)).isEmpty();
        hours(0, 20, IntStream.range(0, 24).map(i -> 33).toArray());
        assertThat(marked(QualityRule.STUCK)).containsExactlyElementsOf(hoursFrom(1, 24));
    }

    @Test
    void aLowNumberMayStayLonger() {
        hours(0, 20, IntStream.range(0, 71).map(i -> 5).toArray());
        assertThat(marked(QualityRule.STUCK)).isEmpty();
        hours(0, 20, IntStream.range(0, 72).map(i -> 5).toArray());
        assertThat(marked(QualityRule.STUCK)).hasSize(72);
    }

    @Test
    void aGapOfADayDoesNotEndARunAndALongerOneDoes() {
        track.clear();
        IntStream.range(0, 12).forEach(hour -> track.add(hour, 33, false));
        IntStream.range(0, 12).forEach(hour -> track.add(11 + 24 + hour, 33, false));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.STUCK)).hasSize(24);
        track.clear();
        IntStream.range(0, 12).forEach(hour -> track.add(hour, 33, false));
        IntStream.range(0, 12).forEach(hour -> track.add(11 + 25 + hour, 33, false));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.STUCK)).isEmpty();
    }

    @Test
    void aSpikeIsMoreThanFourTimesItsHigherNeighbourAndTen() {
        hours(0, 20, 30, 130, 28, 27);
        assertThat(marked(QualityRule.SPIKE)).as("130 = 4 x 30 + 10").isEmpty();
        hours(0, 20, 30, 131, 28, 27);
        assertThat(marked(QualityRule.SPIKE)).containsExactly(2);
        hours(0, 1, 1, 14, 1, 2);
        assertThat(marked(QualityRule.SPIKE)).as("14 = 4 x 1 + 10").isEmpty();
        hours(0, 1, 1, 15, 1, 2);
        assertThat(marked(QualityRule.SPIKE)).containsExactly(2);
    }

    @Test
    void aDropIsSeenByItsLowerNeighbour() {
        hours(0, 50, 40, 0, 11, 42);
        assertThat(marked(QualityRule.SPIKE)).containsExactly(2);
        hours(0, 50, 40, 0, 10, 42);
        assertThat(marked(QualityRule.SPIKE)).isEmpty();
    }

    @Test
    void twoHighHoursAreNoSpikeAndOneWithoutNearNeighboursIsNoneEither() {
        hours(0, 20, 30, 300, 280, 27);
        assertThat(marked(QualityRule.SPIKE)).isEmpty();
        track.clear();
        track.add(0, 30, false);
        track.add(3, 300, false);
        track.add(6, 30, false);
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.SPIKE)).as("three hours are near enough").containsExactly(3);
        track.clear();
        track.add(0, 30, false);
        track.add(4, 300, false);
        track.add(6, 30, false);
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.SPIKE)).isEmpty();
    }

    @Test
    void aNumberOutsideThePlausibleRangeIsNobodysNeighbour() {
        track.clear();
        track.add(0, 30, false);
        track.add(1, 99_999, true);
        track.add(2, 300, false);
        track.add(3, 30, false);
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.SPIKE)).containsExactly(2);
    }

    @Test
    void daysInPartsPerMillionAreInAnotherUnit() {
        day(0, 1);
        day(1, 1 / 1880f);
        day(2, 1 / 1880f);
        day(3, 1);
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).containsExactlyElementsOf(hoursFrom(24, 48));
        assertThat(marked(QualityRule.SPIKE)).isEmpty();
    }

    @Test
    void oneHourInPartsPerMillionIsInAnotherUnitWhenBothHoursBesideItSaySo() {
        track.clear();
        float[] values = {7, 8, 8 / 1912f, 9, 7, 6 / 1912f, 5 / 1912f, 0.2f, 7, 0.1f, 0.4f, 7};
        IntStream.range(0, values.length).forEach(hour -> track.add(hour, values[hour], false));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT))
                .as(
                        "7 is only 35 times 0.2, so none of the three is, and not even that much of 0.4 and what lies beside it")
                .containsExactly(2);
        track.clear();
        IntStream.of(0, 1, 2, 6, 7).forEach(hour -> track.add(hour, hour == 2 ? 0.01f : 20, false));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).as("nothing is near after it").isEmpty();
        track.clear();
        float[] high = {7, 8, 7000, 9000, 6};
        IntStream.range(0, high.length).forEach(hour -> track.add(hour, high[hour], false));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).containsExactly(2, 3);
    }

    @Test
    void aStretchThatHasNoEndYetIsSeenByItsBeginAndAcceptedAfterFourteenDays() {
        IntStream.range(0, 5).forEach(day -> day(day, 1));
        IntStream.range(5, 40).forEach(day -> day(day, 0.001f));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).containsExactlyElementsOf(hoursFrom(5 * 24, 14 * 24 + 1));
    }

    @Test
    void aPlaceWithCleanAirIsLeftAlone() {
        IntStream.range(0, 20).forEach(day -> day(day, 0.008f));
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).isEmpty();
    }

    @Test
    void aDayAThousandTimesTooHighIsInAnotherUnitWhetherPlausibleOrNot() {
        day(0, 1);
        for (int hour = 24; hour < 48; hour++) {
            float value = diurnal(hour) * 1000;
            track.add(hour, value, value > 50_000);
        }
        day(2, 1);
        SeriesRules.judge(track, NO2);
        assertThat(marked(QualityRule.UNIT)).containsExactlyElementsOf(hoursFrom(24, 24));
    }

    @Test
    void whereNoRuleIsAppliedNothingIsMarked() {
        day(0, 1);
        day(1, 0.001f);
        IntStream.range(48, 1000).forEach(hour -> track.add(hour, hour == 500 ? 1e30f : 7, false));
        SeriesRules.judge(track, Thresholds.none(60));
        assertThat(IntStream.range(0, track.size()).filter(i -> track.bits(i) != 0))
                .isEmpty();
    }

    /** 20 to 100 over the day. */
    private static float diurnal(int hour) {
        return 60 + 40 * (float) Math.sin(2 * Math.PI * hour / 24) + hour % 7;
    }

    private void day(int day, float factor) {
        IntStream.range(day * 24, day * 24 + 24).forEach(hour -> track.add(hour, diurnal(hour) * factor, false));
    }

    private void hours(int first, int value, int... more) {
        track.clear();
        track.add(first, value, false);
        for (int i = 0; i < more.length; i++) {
            track.add(first + 1 + i, more[i], false);
        }
        SeriesRules.judge(track, NO2);
    }

    private List<Integer> marked(QualityRule rule) {
        IntPredicate isMarked = i -> rule.isIn(track.bits(i));
        return IntStream.range(0, track.size())
                .filter(isMarked)
                .map(track::at)
                .boxed()
                .toList();
    }

    private static List<Integer> hoursFrom(int first, int count) {
        List<Integer> hours = new ArrayList<>();
        IntStream.range(first, first + count).forEach(hours::add);
        return hours;
    }
}
