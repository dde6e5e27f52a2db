package dev.calima.batch.ingest.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.config.AutumnHour;
import dev.calima.batch.config.Coverage;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.FeedParameter;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.config.StationSource;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Observation;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.StampedReading.SeenStation;
import dev.calima.batch.ingest.Verdict;
import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.StationCode;
import dev.calima.sql.type.Verification;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values with their own time: station, parameter, unit, period. */
class ReadingValidatorTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-05-10T12:00:00Z"), ZoneOffset.UTC);
    private static final Map<String, StoredParameter> STORED = Map.of(
            "no2", new StoredParameter((short) 8, "µg/m³", -10, 1500),
            "pm25", new StoredParameter((short) 9, "µg/m³", -10, 3000),
            "temperature", new StoredParameter((short) 83, "°C", -90, 60));

    private final List<String> made = new ArrayList<>();

    @Test
    void aStampIsTheEndOfItsPeriodWhereTheFeedSaysEnding() {
        // as OpenAQ: 01:00 at -07:00 is the hour from 00:00 to 01:00 there, 07:00 to 08:00 UTC
        Observation observation =
                accepted(feed("America/Denver", HourLabel.ENDING), at("2023-02-22T01:00:00-07:00", 60));
        assertThat(start(observation)).isEqualTo(Instant.parse("2023-02-22T07:00:00Z"));
        assertThat(observation.stepMinutes()).isEqualTo(60);
        assertThat(observation.phaseMinutes()).isZero();
        assertThat(observation.steps()).isEqualTo(1);
        assertThat(observation.value(0)).isEqualTo(14f);
        assertThat(QualityFlag.isUsable(observation.flag(0))).isTrue();
    }

    @Test
    void aStampIsTheBeginOfItsPeriodWhereTheFeedSaysBeginning() {
        Observation observation =
                accepted(feed("Europe/Madrid", HourLabel.BEGINNING), at("2023-02-22T01:00:00+01:00", 60));
        assertThat(start(observation)).isEqualTo(Instant.parse("2023-02-22T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // zone, stamp (end), step, start in UTC, phase
        "Asia/Kolkata,   2024-05-01T01:00:00+05:30, 60, 2024-04-30T18:30:00Z, 30",
        "Asia/Kolkata,   2024-05-01T01:00:00Z,      60, 2024-05-01T00:00:00Z, 0",
        "Asia/Kathmandu, 2024-05-01T01:00:00+05:45, 60, 2024-04-30T18:15:00Z, 15",
        "Asia/Kolkata,   2024-05-01T00:15:00+05:30, 15, 2024-04-30T18:30:00Z, 0",
        "Asia/Kathmandu, 2024-05-01T00:20:00+05:45, 20, 2024-04-30T18:15:00Z, 15",
        "Europe/Madrid,  2024-05-01T00:30:00+02:00, 30, 2024-04-30T22:00:00Z, 0",
        "Europe/Madrid,  2024-05-01T00:05:00+02:00, 5,  2024-04-30T22:00:00Z, 0",
        "Europe/Madrid,  2024-05-02T00:00:00Z,    1440, 2024-05-01T00:00:00Z, 0"
    })
    void periodsOfEveryLengthUnderEveryClock(String zone, String stamp, int step, String start, int phase) {
        Observation observation = accepted(feed(zone, HourLabel.ENDING), at(stamp, step));
        assertThat(start(observation)).isEqualTo(Instant.parse(start));
        assertThat(observation.stepMinutes()).isEqualTo(step);
        assertThat(observation.phaseMinutes()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 2025-09-01T00:13:59Z, 60", // as a sensor of OpenAQ's location 3145071 sends them
        "Europe/Madrid, 2025-09-01T00:13:00Z, 60",
        "Europe/Madrid, 2025-09-01T00:30:00Z, 60",
        "Asia/Kolkata,  2025-09-01T00:15:00Z, 60",
        "Europe/Madrid, 2025-09-01T00:05:00Z, 15",
        "Europe/Madrid, 2025-09-01T00:00:00Z, 17",
        "Europe/Madrid, 2025-09-01T00:00:00Z, 0",
        "Europe/Madrid, 2025-09-01T00:00:00Z, 10080"
    })
    void aStampOffEveryGridIsRefused(String zone, String stamp, int step) {
        assertThat(refused(feed(zone, HourLabel.ENDING), at(stamp, step)).kind())
                .isEqualTo(NoticeKind.NOT_ON_THE_GRID);
    }

    @Test
    void aFeedThatDiscoversItsStationsHasThemUnderAnyClock() {
        FeedDefinition feed = new Feed().discovering().definition();
        StampedReading delhi = at("2024-05-01T01:00:00+05:30", 60);
        assertThat(accepted(feed, delhi).phaseMinutes()).isEqualTo(30);
        assertThat(refused(feed, at("2025-09-01T00:13:59Z", 60)).kind()).isEqualTo(NoticeKind.NOT_ON_THE_GRID);
        assertThat(refused(feed, at("2025-09-01T00:10:00Z", 60)).kind()).isEqualTo(NoticeKind.NOT_ON_THE_GRID);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, false",
        "1979-12-31T23:00:00Z, false",
        "1980-01-01T00:00:00Z, false", // its hour began in 1979
        "1980-01-01T01:00:00Z, true",
        "2026-05-10T13:00:00Z, true", // has not ended yet: the rules of quality say so
        "2026-05-12T00:00:00Z, true", // the last hour of tomorrow
        "2026-05-12T01:00:00Z, false",
        "2091-01-01T00:00:00Z, false",
        "+292278994-08-17T07:00:00Z, false"
    })
    void timesBeforeAnybodyMeasuredAndAfterTomorrowAreRefused(String stamp, boolean believed) {
        FeedDefinition feed = feed("UTC", HourLabel.ENDING);
        if (believed) {
            assertThat(start(accepted(feed, at(stamp, 60))))
                    .isEqualTo(OffsetDateTime.parse(stamp).minusHours(1).toInstant());
        } else {
            assertThat(refused(feed, at(stamp, 60)).kind()).isEqualTo(NoticeKind.DATE_OUT_OF_RANGE);
        }
    }

    @Test
    void momentsThatNoCalendarHasAreRefusedToo() {
        FeedDefinition feed = feed("UTC", HourLabel.ENDING);
        for (long second : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 1_700_000_000_000L}) {
            StampedReading reading =
                    new StampedReading(2, "", "2178", null, "pm25", null, second, 60, 14, Reading.VALID);
            assertThat(refused(feed, reading).kind()).isEqualTo(NoticeKind.DATE_OUT_OF_RANGE);
        }
    }

    @Test
    void theUnitOfTheLineCountsBeforeThatOfTheFeed() {
        FeedDefinition feed = feed("UTC", HourLabel.ENDING);
        // 0.017 ppm of NO2 at 20 °C are 32.5 µg/m³: 17 ppb by 1.9125
        assertThat(accepted(feed, value("no2", "ppm", 0.017)).value(0))
                .isCloseTo(32.5f, org.assertj.core.data.Offset.offset(0.05f));
        assertThat(accepted(feed, value("no2", null, 17)).value(0)).isEqualTo(17f);
        assertThat(accepted(feed, value("no2", "µg/m³", 17)).value(0)).isEqualTo(17f);
        assertThat(accepted(feed, value("no2", " ", 17)).value(0)).isEqualTo(17f);
        assertThat(accepted(feed, value("t", "c", 21.5)).value(0)).isEqualTo(21.5f);
        assertThat(accepted(feed, value("t", null, 300)).value(0))
                .isCloseTo(26.85f, org.assertj.core.data.Offset.offset(1e-4f));
        Notice refused = refused(feed, value("pm25", "particles/cm³", 812));
        assertThat(refused.kind()).isEqualTo(NoticeKind.UNKNOWN_UNIT);
        assertThat(refused.reason()).contains("particles/cm³").contains("µg/m³");
        assertThat(refused(feed, value("pm25", "ppm", 0.1)).kind()).isEqualTo(NoticeKind.UNKNOWN_UNIT);
    }

    @Test
    void manySpellingsOfUnitsDoNoHarm() {
        ReadingValidator validator = validator(feed("UTC", HourLabel.ENDING), Map.of("2178", 1));
        for (int i = 0; i < 10_000; i++) {
            assertThat(validator.check(value("no2", "unit " + i, 1))).isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(validator.check(value("no2", "ppb", 1))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void whatIsNoNumberIsRefusedAndASentinelIsKept() {
        FeedDefinition feed = new Feed().sentinel(-9999e9).definition();
        for (double none : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -2e9, Double.MAX_VALUE
        }) {
            assertThat(refused(feed, value("no2", "ppm", none)).kind()).isEqualTo(NoticeKind.NOT_A_NUMBER);
        }
        assertThat(accepted(feed, value("no2", null, -9999e9)).value(0)).isEqualTo(-9999e9f);
        // outside the plausible range: kept as published, flagged
        Observation kept = accepted(feed, value("no2", null, -99));
        assertThat(kept.value(0)).isEqualTo(-99f);
        assertThat(QualityFlag.isUsable(kept.flag(0))).isFalse();
        assertThat(kept.quality(0)).isNotZero();
    }

    @Test
    void stationsUnderOldCodesAndCodesOfNoStation() {
        FeedDefinition feed =
                new Feed().alias("28079003", "28079035").notStation("28079099").definition();
        ReadingValidator validator = validator(feed, Map.of("28079035", 35));
        assertThat(validator.check(of("28079003", null)))
                .isInstanceOfSatisfying(
                        Verdict.Accepted.class,
                        accepted ->
                                assertThat(accepted.observation().stationId()).isEqualTo(35));
        assertThat(validator.check(of("28079099", null))).isInstanceOf(Verdict.Ignored.class);
        assertThat(validator.check(of("28079004", null))).isInstanceOfSatisfying(Verdict.Rejected.class, refused -> {
            assertThat(refused.notice().kind()).isEqualTo(NoticeKind.UNKNOWN_STATION);
            assertThat(refused.notice().line()).isEqualTo(2);
        });
        Verdict day = validator.check(
                new Reading(3, "28079003", "no2", LocalDate.of(2011, 1, 2), 1, new double[24], new byte[24], List.of()),
                notice -> {});
        assertThat(day).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aNewStationIsMadeOnceFromWhatItsLineTells() {
        ReadingValidator validator = validator(new Feed().discovering().definition(), Map.of("2178", 1));
        SeenStation del = new SeenStation("Del\u0000 Norte \n", 35.1353, -106.5847);
        for (int i = 0; i < 3; i++) {
            assertThat(validator.check(of("2179", del))).isInstanceOf(Verdict.Accepted.class);
        }
        assertThat(validator.check(of("2178", new SeenStation("Another name", 1, 2))))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(made).containsExactly("2179 Del Norte 35.1353 -106.5847");
    }

    @ParameterizedTest
    @CsvSource({
        "2179, ' ', 35, -106, name",
        "2179, Del Norte, NaN, -106, place",
        "2179, Del Norte, 91, -106, place",
        "2179, Del Norte, 35, 181, place",
        "2179, Del Norte, 0, 0, '0,0'",
        "'21 79', Del Norte, 35, -106, code",
        "taken, Del Norte, 35, -106, another network"
    })
    void aStationOfWhichTheLineTellsTooLittleIsNotMade(
            String code, String name, double latitude, double longitude, String why) {
        FeedDefinition feed = new Feed().discovering().definition();
        Notice refused = refused(feed, of(code, new SeenStation(name, latitude, longitude)));
        assertThat(refused.kind()).isEqualTo(NoticeKind.UNKNOWN_STATION);
        assertThat(refused.reason()).contains(why);
        assertThat(refused(feed, of("2179", null)).reason()).contains("neither its name nor its place");
        assertThat(made).isEmpty();
    }

    @Test
    void aLineThatIsRefusedMakesNoStation() {
        FeedDefinition feed = new Feed().discovering().definition();
        SeenStation seen = new SeenStation("Del Norte", 35, -106);
        for (StampedReading bad : List.of(
                new StampedReading(2, "", "9", seen, "um003", null, 1_700_000_000L, 60, 1, Reading.VALID),
                new StampedReading(2, "", "9", seen, "no2", "furlong", 1_699_999_200L, 60, 1, Reading.VALID),
                new StampedReading(2, "", "9", seen, "no2", null, 1_699_999_201L, 60, 1, Reading.VALID),
                new StampedReading(2, "", "9", seen, "no2", null, 0, 60, 1, Reading.VALID),
                new StampedReading(2, "", "9", seen, "no2", null, 1_699_999_200L, 60, Double.NaN, Reading.VALID))) {
            assertThat(validator(feed, Map.of()).check(bad)).isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(made).isEmpty();
    }

    @Test
    void aRefusalNamesTheColumnWhereALineHasSeveral() {
        StampedReading reading = new StampedReading(
                7, "PM2.5", "2178", null, "pm25", null, 1_699_999_200L, 60, Double.NaN, Reading.VALID);
        Notice refused = refused(feed("UTC", HourLabel.ENDING), reading);
        assertThat(refused.field()).isEqualTo("PM2.5");
        assertThat(refused.isAboutLine()).isFalse();
        assertThat(refused.line()).isEqualTo(7);
    }

    private Observation accepted(FeedDefinition feed, StampedReading reading) {
        Verdict verdict = validator(feed, Map.of("2178", 1)).check(reading);
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted.observation();
        }
        throw new AssertionError("not accepted: " + verdict);
    }

    private Notice refused(FeedDefinition feed, StampedReading reading) {
        Verdict verdict = validator(feed, Map.of("2178", 1)).check(reading);
        if (verdict instanceof Verdict.Rejected rejected) {
            return rejected.notice();
        }
        throw new AssertionError("not refused: " + verdict);
    }

    private ReadingValidator validator(FeedDefinition feed, Map<String, Integer> stations) {
        return new ReadingValidator(feed, ReferenceData.of(feed, stations, STORED, this::make), NOW);
    }

    private @Nullable Integer make(StationCode code, SeenStation seen) {
        if (code.value().equals("taken")) {
            return null;
        }
        made.add(code + " " + seen.name() + " " + seen.latitude() + " " + seen.longitude());
        return 1000 + made.size();
    }

    private static Instant start(Observation observation) {
        return Instant.ofEpochSecond(observation.epochMinute(0) * 60);
    }

    private static StampedReading at(String stamp, int step) {
        return new StampedReading(
                2,
                "",
                "2178",
                null,
                "pm25",
                null,
                OffsetDateTime.parse(stamp).toEpochSecond(),
                step,
                14,
                Reading.VALID);
    }

    private static StampedReading value(String parameter, @Nullable String unit, double value) {
        return new StampedReading(2, "", "2178", null, parameter, unit, 1_699_999_200L, 60, value, Reading.VALID);
    }

    private static StampedReading of(String station, @Nullable SeenStation seen) {
        return new StampedReading(2, "", station, seen, "no2", null, 1_699_999_200L, 60, 20, Reading.VALID);
    }

    private static FeedDefinition feed(String zone, HourLabel label) {
        Feed feed = new Feed();
        feed.zone = zone;
        feed.label = label;
        return feed.definition();
    }

    /** A feed's definition, piece by piece. */
    private static final class Feed {

        private String zone = "Europe/Madrid";
        private HourLabel label = HourLabel.ENDING;
        private StationSource stations = StationSource.LISTED;
        private final Map<String, String> aliases = new HashMap<>();
        private Set<String> notStations = Set.of();
        private Set<Double> sentinels = Set.of();

        Feed discovering() {
            stations = StationSource.DISCOVERED;
            return this;
        }

        Feed alias(String old, String code) {
            aliases.put(old, code);
            return this;
        }

        Feed notStation(String code) {
            notStations = Set.of(code);
            return this;
        }

        Feed sentinel(double number) {
            sentinels = Set.of(number);
            return this;
        }

        FeedDefinition definition() {
            return new FeedDefinition(
                    "test",
                    "A feed",
                    "none",
                    "town",
                    ZoneId.of(zone),
                    label,
                    AutumnHour.FIRST,
                    Verification.NOT_VERIFIED,
                    Coverage.STATION,
                    stations,
                    aliases,
                    notStations,
                    sentinels,
                    20,
                    0.5,
                    Map.of(
                            "no2", new FeedParameter(new ParameterCode("no2"), "µg/m³", null),
                            "pm25", new FeedParameter(new ParameterCode("pm25"), "µg/m³", null),
                            "t", new FeedParameter(new ParameterCode("temperature"), "K", null)),
                    Map.of(),
                    null,
                    null,
                    null,
                    null);
        }
    }
}
