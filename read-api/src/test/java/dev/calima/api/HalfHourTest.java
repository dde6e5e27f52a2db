package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * A station of India, whose hours start at half past, UTC: hour h of 31 March 2019 (from h:30 on) has the value h, of
 * 1 April 100 + h. Now is 2019-04-02T12:00Z.
 */
class HalfHourTest {

    private static final RunningApi API = api();
    private static final String OBSERVATIONS = "/v1/observations?station=8118&parameter=pm25";

    private static RunningApi api() {
        TestDatabase database = TestDatabase.create();
        database.execute("""
                INSERT INTO calima.network (code, name, country, time_zone, attribution, licence)
                VALUES ('delhi', 'Delhi', 'IN', 'Asia/Kolkata', 'Data: Delhi', 'Open')
                """, """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                SELECT network_id, '8118', 'New Delhi', 'unknown', 28.63576, 77.22445 FROM calima.network
                """, """
                INSERT INTO calima.series (station_id, parameter_id, step_minutes, phase_minutes)
                SELECT station_id, 9, 60, 30 FROM calima.station
                """, """
                INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path)
                VALUES ('delhi', sha256('f'), 'f', 'by hand', 1, 'f')
                """, """
                INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
                SELECT series_id, date '2019-03-31' + d, 1, decode(repeat('01', 24), 'hex'),
                       (SELECT array_agg((100 * d + h)::real ORDER BY h) FROM generate_series(0, 23) h)
                FROM calima.series, generate_series(0, 1) d
                """);
        return RunningApi.over(database);
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    /** From, to, the first and the last value, how many. The second is a local day. */
    @ParameterizedTest
    @CsvSource({
        "2019-03-31T00:00:00Z, 2019-04-01T00:00:00Z, 0, 23, 24",
        "2019-04-01T00:00:00%2B05:30, 2019-04-02T00:00:00%2B05:30, 18, 117, 24",
        "2019-03-31T23:30:00Z, 2019-04-01T00:00:00Z, 23, 23, 1",
        "2019-04-01T00:00:00Z, 2019-04-01T00:31:00Z, 100, 100, 1",
        "2019-04-01T23:00:00Z, 2019-04-02T00:30:00Z, 123, 123, 1"
    })
    void aRangeHasTheHoursThatStartInIt(String from, String to, double first, double last, int count) {
        JsonNode json = API.json(OBSERVATIONS + "&datetimeFrom=" + from + "&datetimeTo=" + to);
        List<Double> values = new ArrayList<>();
        json.get("data").forEach(row -> values.add(row.get("value").asDouble()));
        assertThat(values).hasSize(count).startsWith(first).endsWith(last);
        assertThat(json.at("/meta/coverage").toString())
                .isEqualTo(
                        "{\"expectedCount\":" + count + ",\"observedCount\":" + count + ",\"percentComplete\":100.0}");
    }

    @Test
    void periodsStartAtHalfPast() {
        JsonNode row = API.json(OBSERVATIONS + "&datetimeFrom=2019-03-31T05:00:00Z&datetimeTo=2019-03-31T06:00:00Z")
                .at("/data/0");
        assertThat(row.get("periodStart").asString()).isEqualTo("2019-03-31T05:30:00Z");
        assertThat(row.get("periodEnd").asString()).isEqualTo("2019-03-31T06:30:00Z");
        assertThat(row.get("value").asDouble()).isEqualTo(5);
    }

    @Test
    void onlyHoursThatHaveEndedAreExpected() {
        // until noon: 00:30 to 01:30 is the first, 10:30 to 11:30 the last
        JsonNode coverage = API.json(
                        OBSERVATIONS + "&datetimeFrom=2019-04-02T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z")
                .at("/meta/coverage");
        assertThat(coverage.get("expectedCount").asInt()).isEqualTo(11);
    }

    @Test
    void theLatestValueSaysItsOwnPeriod() {
        JsonNode latest = API.json("/v1/latest?parameter=pm25").at("/data/0");
        assertThat(latest.get("periodStart").asString()).isEqualTo("2019-04-01T23:30:00Z");
        assertThat(latest.get("periodEnd").asString()).isEqualTo("2019-04-02T00:30:00Z");
        assertThat(latest.get("value").asDouble()).isEqualTo(123);
    }

    @Test
    void pagesTogetherAreTheWhole() {
        String range = "&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z&limit=7";
        List<Double> values = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = API.json(OBSERVATIONS + range + cursor);
            page.get("data").forEach(row -> values.add(row.get("value").asDouble()));
            JsonNode next = page.at("/meta/nextCursor");
            cursor = next.isString() ? "&cursor=" + next.asString() : "";
        } while (!cursor.isEmpty());
        assertThat(values).hasSize(48).doesNotHaveDuplicates().isSorted();
    }
}
