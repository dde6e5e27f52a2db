package dev.calima.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why an hour is absent. One series of a feed whose hours are there 2 h after their end and late after 24 h. Published: 00, 01 and
 * 05 of 2026-01-10 (UTC).
 */
class AbsentHoursTest {

    private final TestDatabase database = TestDatabase.create();

    @BeforeEach
    void oneSeriesOfOneFeed() {
        database.execute(
                "INSERT INTO calima.network (code, name, country, time_zone, attribution, licence) VALUES ('n', 'N', 'ES', 'UTC', 'a', 'l')",
                "INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude) VALUES (1, 's', 'S', 'traffic', 40, -3), (1, 'o', 'O', 'traffic', 40, -3)",
                "INSERT INTO calima.series (station_id, parameter_id) VALUES (1, 8)",
                "INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path) VALUES ('f', decode(repeat('00', 32), 'hex'), 'f', 'f', 1, 'f')",
                "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) VALUES (1, '2026-01-10', 1, decode('010100000001', 'hex') || decode(repeat('00', 18), 'hex'), array_fill(7::real, ARRAY[2]) || array_fill(NULL::real, ARRAY[3]) || 7::real || array_fill(NULL::real, ARRAY[18]))",
                "INSERT INTO calima.feed VALUES ('f', 1, true, 120, 1440), ('weather', 1, true, 60, 60)",
                "INSERT INTO calima.feed_parameter VALUES ('f', 8), ('weather', 83)");
    }

    @Test
    void whatWasNeverAskedForIsMissingByUsOnceItShouldBeThere() {
        assertThat(absent("02:00", "08:00", "2026-01-10 09:30"))
                .isEqualTo("02 missing-by-us 03 missing-by-us 04 missing-by-us 06 missing-by-us 07 not-yet");
    }

    @Test
    void whatTheSourceAnsweredWithoutIsMissingThereOnceItIsLate() {
        cover("f", "NULL", 0b1101_1100);
        assertThat(absent("02:00", "08:00", "2026-01-11 04:30"))
                .isEqualTo("02 missing-at-source 03 missing-at-source 04 not-yet 06 not-yet 07 not-yet");
    }

    @Test
    void anAnswerOfAnotherStationOrAboutOtherParametersSaysNothing() {
        cover("f", "2", 0b0100);
        cover("weather", "NULL", 0b1000);
        cover("f", "1", 0b1_0000);
        assertThat(absent("02:00", "05:00", "2026-01-20 00:00"))
                .isEqualTo("02 missing-by-us 03 missing-by-us 04 missing-at-source");
    }

    @Test
    void aRefusedValueIsTheReasonWhateverElseIsKnown() {
        cover("f", "NULL", 0xffffff);
        database.execute("INSERT INTO calima.refused_day VALUES (1, '2026-01-10', 8)");
        assertThat(absent("02:00", "05:00", "2026-01-10 05:00")).isEqualTo("02 not-yet 03 rejected 04 not-yet");
    }

    @Test
    void nothingIsExpectedBeforeTheFirstPublishedHourAndDaysWithoutARowCount() {
        assertThat(database.value(
                        "SELECT count(*) || ' ' || min(period_start AT TIME ZONE 'UTC') || ' ' || max(period_start AT TIME ZONE 'UTC')"
                                + " FROM calima.absent_hours(1, '2025-12-01Z', '2026-01-12Z', '2026-02-01Z')"))
                .isEqualTo("45 2026-01-10 02:00:00 2026-01-11 23:00:00");
        assertThat(database.value("SELECT string_agg(day || ' ' || status || ' ' || periods, ', ' ORDER BY day)"
                        + " FROM calima.absent_days('f', '2025-12-01Z', '2026-01-12Z', '2026-02-01Z')"))
                .isEqualTo("2026-01-10 missing-by-us 21, 2026-01-11 missing-by-us 24");
    }

    @Test
    void hoursOfAHalfHourZoneAreFoundInTheirOwnRows() {
        database.execute(
                "INSERT INTO calima.series (station_id, parameter_id, phase_minutes) VALUES (1, 8, 30)",
                "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) SELECT 2, '2026-01-10', 1, decode('0100', 'hex') || decode(repeat('01', 22), 'hex'), array_fill(7::real, ARRAY[24])");
        assertThat(
                        database.value(
                                "SELECT string_agg((period_start AT TIME ZONE 'UTC')::text, ',') FROM calima.absent_hours(2, '2026-01-10Z', '2026-01-11 00:45Z', '2026-02-01Z')"))
                .isEqualTo("2026-01-10 01:30:00,2026-01-11 00:30:00");
    }

    private void cover(String feed, String station, int hours) {
        database.execute("INSERT INTO calima.coverage_day VALUES ('" + feed + "', '2026-01-10', " + station + ", "
                + hours + ")");
    }

    /** Hours of 2026-01-10 and why they are absent, seen at a moment, UTC. */
    private String absent(String from, String to, String at) {
        return database.value(
                "SELECT string_agg(to_char(period_start AT TIME ZONE 'UTC', 'HH24 ') || status, ' ') FROM calima.absent_hours(1, '2026-01-10 "
                        + from + "Z', '2026-01-10 " + to + "Z', '" + at + "Z')");
    }
}
