package dev.calima.batch.aggregate.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days, months, years, indices and exceedances against arithmetic by hand. */
class AggregateArithmeticTest {

    private static final CaptureRules RULES = new CaptureRules(75, 75, 75, 75, 75);
    private static final StepGrid HOURLY = new StepGrid(60, 0);
    private static final LocalDays MADRID = new LocalDays(ZoneId.of("Europe/Madrid"));
    private static final LocalDays UTC = new LocalDays(ZoneId.of("UTC"));
    private static final double NONE = Double.NaN;

    /** Steps from a UTC midnight on; the value of step i from there, NaN for one that is not valid. */
    private static Steps steps(StepGrid grid, String firstDay, int days, IntToDoubleFunction value) {
        int first = day(firstDay);
        Steps steps = new Steps(grid, first, first + days - 1);
        for (int day = 0; day < days; day++) {
            byte[] flags = new byte[grid.perDay()];
            float[] values = new float[grid.perDay()];
            for (int i = 0; i < values.length; i++) {
                double one = value.applyAsDouble(day * grid.perDay() + i);
                flags[i] = (byte) (Double.isNaN(one) ? 0x45 : 1);
                values[i] = Double.isNaN(one) ? 9999 : (float) one;
            }
            steps.lay(first + day, flags, values, 1000L + day);
        }
        return steps;
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }

    private static Days days(Steps steps, LocalDays zone, Averaging averaging, boolean eightHour) {
        return new Days(steps, zone, averaging, eightHour, new Hours(steps, RULES));
    }

    @Test
    void aDayOfTheSpringClockChangeHas23Hours() {
        // 2019-03-31 in Madrid is 2019-03-30 23:00 to 2019-03-31 22:00 UTC: hours 23 to 45 from the first UTC midnight
        Steps steps = steps(HOURLY, "2019-03-30", 3, hour -> hour);
        DayAggregate day = days(steps, MADRID, Averaging.MEAN, false).day(day("2019-03-31"));
        assertThat(day).isEqualTo(new DayAggregate(23, 23, 34, 23, 45, Float.NaN, Float.NaN, 0));
    }

    @Test
    void aDayOfTheAutumnClockChangeHas25HoursAndTheirMean() {
        // 2018-10-28 in Madrid is 2018-10-27 22:00 to 2018-10-28 23:00 UTC: hours 22 to 46; the second of the two equal
        // is missing
        Steps steps = steps(HOURLY, "2018-10-27", 3, hour -> hour == 25 ? NONE : hour);
        DayAggregate day = days(steps, MADRID, Averaging.MEAN, false).day(day("2018-10-28"));
        assertThat(day.expected()).isEqualTo(25);
        assertThat(day.observed()).isEqualTo(24);
        assertThat(day.avg()).isEqualTo((float) ((22 + 46) * 25 / 2.0 - 25) / 24);
    }

    @Test
    void aDayWithoutAnythingExpectsItsHoursAndObservesNone() {
        Steps steps = steps(HOURLY, "2019-01-01", 1, hour -> 5);
        DayAggregate day = days(steps, UTC, Averaging.TOTAL, true).day(day("2019-02-01"));
        assertThat(day).isEqualTo(new DayAggregate(24, 0, Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NaN, 0));
    }

    @Test
    void hoursOfAZoneHalfAnHourOffBelongToItsDays() {
        // Kolkata's day starts at 18:30 UTC; its hours start at half past, the first of the UTC day at 00:30
        LocalDays kolkata = new LocalDays(ZoneId.of("Asia/Kolkata"));
        Steps steps = steps(new StepGrid(60, 30), "2019-01-01", 2, hour -> hour);
        DayAggregate day = days(steps, kolkata, Averaging.MEAN, true).day(day("2019-01-02"));
        assertThat(day.expected()).isEqualTo(24);
        assertThat(day.min()).as("18:30 UTC of the first day").isEqualTo(18);
        assertThat(day.max()).isEqualTo(41);
        assertThat(day.max8h()).as("hours 34 to 41").isEqualTo(37.5f);
        assertThat(day.windows8h()).isEqualTo(24);
    }

    @Test
    void anHourOverMidnightBelongsToTheDayInWhichItStarts() {
        LocalDays kolkata = new LocalDays(ZoneId.of("Asia/Kolkata"));
        Steps steps = steps(HOURLY, "2019-01-01", 2, hour -> hour);
        DayAggregate day = days(steps, kolkata, Averaging.MEAN, false).day(day("2019-01-02"));
        assertThat(day.expected()).isEqualTo(24);
        assertThat(day.min()).as("19:00 UTC, half past midnight there").isEqualTo(19);
    }

    @Test
    void aClockThatMovesHalfAnHourMakesADayOf49HalfHours() {
        LocalDays lordHowe = new LocalDays(ZoneId.of("Australia/Lord_Howe"));
        Steps steps = steps(new StepGrid(30, 0), "2019-04-05", 4, half -> 1);
        DayAggregate day = days(steps, lordHowe, Averaging.TOTAL, false).day(day("2019-04-07"));
        assertThat(day.expected()).isEqualTo(49);
        assertThat(day.sum()).isEqualTo(49);
    }

    @Test
    void aDayThatAZoneLeftOutExpectsNothing() {
        LocalDays apia = new LocalDays(ZoneId.of("Pacific/Apia"));
        Steps steps = steps(HOURLY, "2011-12-28", 5, hour -> 1);
        assertThat(days(steps, apia, Averaging.MEAN, false)
                        .day(day("2011-12-30"))
                        .expected())
                .isZero();
    }

    @Test
    void shortStepsMakeHoursWhenThreeQuartersAreThere() {
        // hour 0: 4 of 4, hour 1: 3 of 4, hour 2: 2 of 4
        Steps steps = steps(
                new StepGrid(15, 0),
                "2019-01-01",
                1,
                quarter -> quarter == 5 || (quarter > 9 && quarter < 12) ? NONE : quarter);
        Hours hours = new Hours(steps, RULES);
        long midnight = Instant.parse("2019-01-01T00:00:00Z").getEpochSecond();
        assertThat(hours.at(midnight)).isEqualTo(1.5f);
        assertThat(hours.at(midnight + 3600)).isEqualTo((4 + 6 + 7) / 3f);
        assertThat(hours.at(midnight + 7200)).isNaN();
        DayAggregate day = days(steps, UTC, Averaging.MEAN, false).day(day("2019-01-01"));
        assertThat(day.expected()).isEqualTo(96);
        assertThat(day.observed()).isEqualTo(93);
    }

    @Test
    void runningMeansOf8HoursBelongToTheDayInWhichTheyEnd() {
        // the high hours 16 to 23 make the greatest mean, which ends at 24:00 of the first day
        Steps steps = steps(HOURLY, "2019-01-01", 2, hour -> hour >= 16 && hour < 24 ? 80 : 0);
        Days daily = days(steps, UTC, Averaging.MEAN, true);
        assertThat(daily.day(day("2019-01-01")).max8h()).isEqualTo(80);
        assertThat(daily.day(day("2019-01-01")).windows8h())
                .as("the first that has 6 hours ends at 06:00")
                .isEqualTo(19);
        assertThat(daily.day(day("2019-01-02")).max8h()).as("17:00 to 01:00").isEqualTo(70);
        assertThat(daily.day(day("2019-01-02")).windows8h()).isEqualTo(24);
    }

    @Test
    void sixOfEightHoursMakeARunningMeanAndFiveDoNot() {
        Steps six = steps(HOURLY, "2019-01-01", 1, hour -> hour >= 8 && hour < 14 ? hour : NONE);
        DayAggregate day = days(six, UTC, Averaging.MEAN, true).day(day("2019-01-01"));
        assertThat(day.max8h()).isEqualTo(10.5f);
        assertThat(day.windows8h()).as("ending at 14:00, 15:00 and 16:00").isEqualTo(3);
        Steps five = steps(HOURLY, "2019-01-01", 1, hour -> hour >= 8 && hour < 13 ? hour : NONE);
        assertThat(days(five, UTC, Averaging.MEAN, true).day(day("2019-01-01")).max8h())
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource({"350, 10, 0", "80, 100, 90", "270, 360, 315", "181, 179, 180", "0, 180, NaN"})
    void theMeanOfDirectionsIsThatOfTheirVectors(double one, double other, float mean) {
        Steps steps = steps(HOURLY, "2019-01-01", 1, hour -> hour == 0 ? one : hour == 1 ? other : NONE);
        DayAggregate day = days(steps, UTC, Averaging.DIRECTION, false).day(day("2019-01-01"));
        if (Float.isNaN(mean)) {
            assertThat(day.avg()).isNaN();
        } else {
            assertThat(Math.abs((day.avg() - mean + 540) % 360 - 180)).isLessThan(1e-3f);
        }
        assertThat(day.min()).isNaN();
        assertThat(day.observed()).isEqualTo(2);
    }

    @Test
    void aPeriodHasLinearQuantilesAndTheSampleDeviation() {
        // 1, 2, 3, 4, 10: mean 4, squares 9 + 4 + 1 + 0 + 36 = 50, / 4 = 12.5
        double[] values = {10, 2, 4, 1, 3};
        Steps steps = steps(HOURLY, "2020-02-01", 29, hour -> hour < values.length ? values[hour] : NONE);
        PeriodAggregate period =
                new Periods(steps, UTC, Averaging.TOTAL).period(day("2020-02-01"), day("2020-03-01"), 7);
        assertThat(period)
                .isEqualTo(new PeriodAggregate(
                        29 * 24, 5, 7, 4, (float) Math.sqrt(12.5), 1, 1.08f, 2, 3, 4, 9.52f, 10, 20));
    }

    @Test
    void aYearOfMadridHasItsOwnHours() {
        Steps steps = steps(HOURLY, "2019-06-01", 1, hour -> 1);
        PeriodAggregate year =
                new Periods(steps, MADRID, Averaging.MEAN).period(day("2019-01-01"), day("2020-01-01"), 0);
        assertThat(year.expected()).as("23 and 25 hours cancel out").isEqualTo(8760);
        PeriodAggregate march =
                new Periods(steps, MADRID, Averaging.MEAN).period(day("2019-03-01"), day("2019-04-01"), 0);
        assertThat(march.expected()).isEqualTo(31 * 24 - 1);
        assertThat(march.avg()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 0, 60, 0, '2019-01-15'",
        "UTC, 7, 60, 0, '2019-01-15 2019-01-16'",
        "Europe/Madrid, 0, 60, 0, '2019-01-15 2019-01-16'",
        "Europe/Madrid, 7, 60, 0, '2019-01-15 2019-01-16'",
        "America/New_York, 0, 60, 0, '2019-01-14 2019-01-15'",
        "America/New_York, 7, 60, 0, '2019-01-14 2019-01-15 2019-01-16'",
        "Asia/Kolkata, 0, 60, 30, '2019-01-15 2019-01-16'",
        "UTC, 0, 15, 0, '2019-01-15'"
    })
    void aChangedUtcDayConcernsTheLocalDaysThatLookAtIt(String zone, int reach, int step, int phase, String expected) {
        DaySet affected = new DaySet();
        LocalDays clock = new LocalDays(ZoneId.of(zone));
        Affected.add(affected, 1 << 14, day("2019-01-01"), reach, new StepGrid(step, phase), clock);
        assertThat(affected.between(day("2018-01-01"), day("2020-01-01"))
                        .mapToObj(day -> LocalDate.ofEpochDay(day).toString()))
                .containsExactly(expected.split(" "));
    }

    @Test
    void aRunOfHoursCountsOnceAndInTheYearThatCompletesIt() {
        LimitValue runs = new LimitValue(1, "alert", 8, LimitValue.Mean.HOUR, 400, 3);
        LimitValue single = new LimitValue(2, "limit", 8, LimitValue.Mean.HOUR, 400, 1);
        // 22:00 to 01:00 over the new year, four hours at 10:00, two and, after a gap, two more at 20:00; 400 itself is
        // none
        List<Integer> high = List.of(22, 23, 24, 34, 35, 36, 37, 44, 45, 47, 48);
        Steps steps = steps(HOURLY, "2018-12-31", 3, hour -> high.contains(hour) ? 401 : hour == 46 ? NONE : 400);
        ExceedanceYears years = new ExceedanceYears(new Hours(steps, RULES), UTC, RULES);
        Days daily = days(steps, UTC, Averaging.MEAN, false);
        DayAggregate[] days = new DayAggregate[365];
        for (int i = 0; i < days.length; i++) {
            days[i] = daily.day(day("2019-01-01") + i);
        }
        PeriodAggregate year = new Periods(steps, UTC, Averaging.MEAN).period(day("2019-01-01"), day("2020-01-01"), 0);
        assertThat(years.count(runs, day("2019-01-01"), days, year))
                .isEqualTo(new Exceedances(2, 47, 8760, List.of(day("2019-01-01"))));
        assertThat(years.count(single, day("2019-01-01"), days, year))
                .isEqualTo(new Exceedances(9, 47, 8760, List.of(day("2019-01-01"), day("2019-01-02"))));
    }

    @Test
    void daysWithTooFewHoursAreNotJudged() {
        // day 1: 18 hours of 60; day 2: 17 hours of 60; day 3: all of 40
        Steps steps = steps(
                HOURLY, "2019-01-01", 3, hour -> hour < 18 || (hour >= 24 && hour < 41) ? 60 : hour >= 48 ? 40 : NONE);
        ExceedanceYears years = new ExceedanceYears(new Hours(steps, RULES), UTC, RULES);
        Days daily = days(steps, UTC, Averaging.MEAN, true);
        DayAggregate[] days = {daily.day(day("2019-01-01")), daily.day(day("2019-01-02")), daily.day(day("2019-01-03"))
        };
        PeriodAggregate year = new Periods(steps, UTC, Averaging.MEAN).period(day("2019-01-01"), day("2020-01-01"), 0);
        assertThat(years.count(new LimitValue(1, "day", 10, LimitValue.Mean.DAY, 50, 1), day("2019-01-01"), days, year))
                .isEqualTo(new Exceedances(1, 2, 3, List.of(day("2019-01-01"))));
        assertThat(years.count(
                                new LimitValue(1, "year", 10, LimitValue.Mean.YEAR, 50, 1),
                                day("2019-01-01"),
                                days,
                                year)
                        .count())
                .as("the mean of 35 x 60 and 24 x 40 is 51.9")
                .isEqualTo(1);
    }

    @Test
    void theWorstPollutantOfTheWorstHourDecides() {
        AirQualityIndex index = new AirQualityIndex(
                1,
                "test:2024",
                List.of(
                        new AirQualityIndex.Bound(8, 1, new float[] {10, 25}),
                        new AirQualityIndex.Bound(9, 24, new float[] {5, 15})));
        // NO2: band 3 in hours 8 and 9, 1 at its upper bound otherwise, nothing at 20; PM2.5: a day's mean of 30 from
        // 18 hours on
        Steps no2 = steps(HOURLY, "2019-01-01", 1, hour -> hour == 8 || hour == 9 ? 26 : hour == 20 ? NONE : 10);
        Steps pm25 = steps(HOURLY, "2019-01-01", 1, hour -> 30);
        IndexDay both = new IndexDays(
                        index, Map.of(8, List.of(new Hours(no2, RULES)), 9, List.of(new Hours(pm25, RULES))), UTC)
                .day(day("2019-01-01"));
        assertThat(both).as("PM2.5 is in band 3 from 17:00 on").isEqualTo(new IndexDay(3, 9, 24, 9));
        IndexDay alone = new IndexDays(index, Map.of(8, List.of(new Hours(no2, RULES))), UTC).day(day("2019-01-01"));
        assertThat(alone).isEqualTo(new IndexDay(3, 8, 23, 2));
        assertThat(new IndexDays(index, Map.of(), UTC).day(day("2019-01-01"))).isEqualTo(new IndexDay(0, 0, 0, 0));
    }
}
