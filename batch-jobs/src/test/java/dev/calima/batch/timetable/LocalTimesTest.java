package dev.calima.batch.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** Local wishes over clock changes: each local day once, whatever the zone. */
class LocalTimesTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Instant SWEEP_FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SWEEP_TO = Instant.parse("2046-01-01T00:00:00Z");

    /** Reckoned by hand from the published clock changes: 2026-10-25, 2027-03-28 and 2027-10-31 at 01:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        "03:30, 2026-10-24T12:00:00Z, 2026-10-25T02:30:00Z 2026-10-26T02:30:00Z",
        "03:30, 2026-10-23T12:00:00Z, 2026-10-24T01:30:00Z 2026-10-25T02:30:00Z",
        "03:30, 2027-03-26T12:00:00Z, 2027-03-27T02:30:00Z 2027-03-28T01:30:00Z",
        "03:30, 2027-10-29T12:00:00Z, 2027-10-30T01:30:00Z 2027-10-31T02:30:00Z",
        "01:15, 2027-03-27T12:00:00Z, 2027-03-28T00:15:00Z 2027-03-28T23:15:00Z",
        "00:05, 2026-10-24T12:00:00Z, 2026-10-24T22:05:00Z 2026-10-25T23:05:00Z"
    })
    void bothNightsInMadridHaveItOnce(LocalTime time, Instant after, String expected) {
        LocalTimes times = new LocalTimes(time, MADRID, ALL);
        assertThat(times.next(after, 2))
                .containsExactlyElementsOf(List.of(expected.split(" ")).stream()
                        .map(Instant::parse)
                        .toList());
    }

    @Test
    void daysOfTheWeekAreLocal() {
        LocalTimes times = new LocalTimes(LocalTime.of(0, 30), MADRID, EnumSet.of(DayOfWeek.MONDAY));
        assertThat(times.next(Instant.parse("2026-11-20T00:00:00Z"), 2))
                .containsExactly(Instant.parse("2026-11-22T23:30:00Z"), Instant.parse("2026-11-29T23:30:00Z"));
        assertThat(times.text()).isEqualTo("local 00:30 Europe/Madrid on MONDAY");
    }

    @ParameterizedTest
    @CsvSource({
        "02:00, Europe/Madrid, is left out when the clock changes on 2026-03-29",
        "02:59, Europe/Madrid, is left out when the clock changes on 2026-03-29",
        "01:30, Europe/London, is left out when the clock changes on 2026-03-29",
        "02:30, Europe/London, 02:00 to 02:59",
        "01:30, America/New_York, comes twice when the clock changes on 2026-11-01",
        "01:45, Australia/Lord_Howe, comes twice when the clock changes on 2026-04-05",
        "23:30, America/Nuuk, is left out when the clock changes on 2026-03-28",
        "23:30, America/Santiago, comes twice when the clock changes on"
    })
    void aTimeThatSomeDayHasNotOnceIsNotForWishing(LocalTime time, ZoneId zone, String reason) {
        assertThat(LocalTimes.problem(time, zone)).contains(reason).contains("choose");
    }

    @ParameterizedTest
    @CsvSource({"03:00, Europe/Madrid", "01:59, Europe/Madrid", "02:30, Asia/Kolkata", "02:30, UTC", "02:00, Asia/Tokyo"
    })
    void theOthersAre(LocalTime time, ZoneId zone) {
        assertThat(LocalTimes.problem(time, zone)).isNull();
    }

    /** Every zone that Java knows, 20 years: each local day that there is has the moment once, and none is a repetition. */
    @Test
    void everyZoneForTwentyYears() {
        List<String> wrong = new ArrayList<>();
        int zones = 0;
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            for (LocalTime time :
                    List.of(LocalTime.of(0, 30), LocalTime.of(2, 30), LocalTime.of(3, 30), LocalTime.NOON)) {
                sweep(zone, time, wrong);
            }
            zones++;
        }
        assertThat(zones).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    private static void sweep(ZoneId zone, LocalTime time, List<String> wrong) {
        LocalTimes times = new LocalTimes(time, zone, ALL);
        boolean wished = LocalTimes.problem(time, zone) == null;
        LocalDate expected = null;
        Instant at = times.next(SWEEP_FROM).orElseThrow();
        while (at.isBefore(SWEEP_TO)) {
            ZonedDateTime local = at.atZone(zone);
            if (expected != null && !local.toLocalDate().equals(expected)) {
                wrong.add(zone + " " + time + ": " + local + " instead of a moment on " + expected);
                return;
            }
            if (wished && !local.toLocalTime().equals(time)) {
                wrong.add(zone + " " + time + ": " + local);
                return;
            }
            expected = local.toLocalDate().plusDays(1);
            Instant next = times.next(at).orElseThrow();
            Duration gap = Duration.between(at, next);
            if (gap.compareTo(Duration.ofHours(22)) < 0 || gap.compareTo(Duration.ofHours(26)) > 0) {
                wrong.add(zone + " " + time + ": " + gap + " after " + local);
                return;
            }
            at = next;
        }
    }

    /** Quartz fires only UTC expressions; each due moment must be among what it fires. */
    @Test
    void quartzWakesAtEveryDueMoment() throws Exception {
        for (String id : List.of(
                "Europe/Madrid",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "UTC",
                "Africa/Casablanca")) {
            LocalTimes times = new LocalTimes(LocalTime.of(3, 30), ZoneId.of(id), ALL);
            CronExpression wakeUps = new CronExpression(times.wakeUps(SWEEP_FROM));
            wakeUps.setTimeZone(TimeZone.getTimeZone("UTC"));
            Set<Instant> woken = new HashSet<>();
            Date wake = Date.from(SWEEP_FROM);
            while (wake.toInstant().isBefore(SWEEP_FROM.plus(Duration.ofDays(800)))) {
                wake = wakeUps.getNextValidTimeAfter(wake);
                woken.add(wake.toInstant());
            }
            assertThat(woken).as(id + " " + times.wakeUps(SWEEP_FROM)).containsAll(times.next(SWEEP_FROM, 700));
            assertThat(woken.stream().filter(times::isDue).count()).isBetween(700L, 801L);
        }
    }

    @Test
    void onlyFullMinutesAndSomeDay() {
        assertThatThrownBy(() -> new LocalTimes(LocalTime.of(3, 30, 1), MADRID, ALL))
                .hasMessageContaining("full minutes");
        assertThatThrownBy(() -> new LocalTimes(LocalTime.NOON, MADRID, Set.of()))
                .hasMessageContaining("at least one day");
    }
}
