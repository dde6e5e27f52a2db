package dev.calima.batch.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissedTimesTest {

    private static final Timetable HOURLY = UtcCron.parse("0 5 * * * ?");
    private static final Duration HORIZON = Duration.ofDays(3);
    private static final Instant DOWN = Instant.parse("2026-10-24T10:05:00Z");
    private static final Instant UP = Instant.parse("2026-10-25T12:40:00Z");

    /** 26 hours over the night on which Madrid's clock goes back; UTC knows nothing of it. */
    @Test
    void eachHourOfADayAndTwoHoursIsMadeOnceTheOldestFirst() {
        List<Instant> made = MissedTimes.toMake(HOURLY, CatchUp.EACH, HORIZON, DOWN, UP, false);
        assertThat(made)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 26)
                        .mapToObj(hour -> DOWN.plus(Duration.ofHours(hour)))
                        .toList());
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.EACH, HORIZON, made.getLast(), UP, false))
                .isEmpty();
    }

    @Test
    void onlyTheNewestWhereThatIsEnough() {
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.LATEST, HORIZON, DOWN, UP, false))
                .containsExactly(Instant.parse("2026-10-25T12:05:00Z"));
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.LATEST, HORIZON, UP, UP.plusSeconds(60), false))
                .isEmpty();
    }

    @Test
    void noneButWhatIsFiredJustNow() {
        Instant fired = Instant.parse("2026-10-25T13:05:00Z");
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.NONE, HORIZON, DOWN, UP, false))
                .isEmpty();
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.NONE, HORIZON, DOWN, fired, true))
                .containsExactly(fired);
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.NONE, HORIZON, DOWN, UP, true))
                .as("not due")
                .isEmpty();
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.NONE, HORIZON, fired, fired, true))
                .as("settled")
                .isEmpty();
    }

    @Test
    void whatIsOlderThanTheHorizonIsGivenUp() {
        assertThat(MissedTimes.toMake(HOURLY, CatchUp.EACH, Duration.ofHours(3), DOWN, UP, false))
                .hasSize(3);
        assertThat(MissedTimes.toMake(
                        UtcCron.parse("0 0 3 * * ?"), CatchUp.LATEST, Duration.ofHours(5), DOWN, UP, false))
                .as("03:00 is longer ago than 5 h")
                .isEmpty();
    }

    @Test
    void aLongPauseIsMadeInParts() {
        Timetable often = UtcCron.parse("0 * * * * ?");
        List<Instant> first = MissedTimes.toMake(often, CatchUp.EACH, HORIZON, DOWN, UP, false);
        assertThat(first).hasSize(MissedTimes.MOST_AT_ONCE);
        List<Instant> second = MissedTimes.toMake(often, CatchUp.EACH, HORIZON, first.getLast(), UP, false);
        assertThat(first.size() + second.size()).isEqualTo(26 * 60 + 35);
        assertThat(second.getFirst()).isEqualTo(first.getLast().plusSeconds(60));
    }

    @Test
    void lookingBackFindsTheNewestHoweverFar() {
        Timetable yearly = UtcCron.parse("0 0 12 1 JAN ?");
        assertThat(yearly.last(Instant.parse("2020-01-01T00:00:00Z"), UP))
                .contains(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(yearly.last(Instant.parse("2026-01-01T12:00:00Z"), UP))
                .as("from excluded")
                .isEmpty();
        assertThat(UtcCron.parse("* * * * * ?").last(Instant.EPOCH, UP)).contains(UP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 5 * * *",
                "",
                "0 5 * * * 1",
                "0 5 * * * MON-5",
                "0 61 * * * ?",
                "0 5 * * * * * *",
                "nonsense x y z a b"
            })
    void whatIsNoCronOrMayBeMisreadIsRefused(String text) {
        assertThatThrownBy(() -> UtcCron.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 5 * * * ?", "0 0 6 ? * MON-FRI", "0 0 6 ? * MON#1", "0 0/15 * * * ? 2026-2030"})
    void quartzCronIsTaken(String text) {
        assertThat(UtcCron.parse("  " + text + " ").text()).isEqualTo("cron " + text + " UTC");
    }
}
