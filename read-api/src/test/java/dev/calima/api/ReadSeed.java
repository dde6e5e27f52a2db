package dev.calima.api;

import dev.calima.sql.TestDatabase;

/** What jobs leave beside the values of {@link Seed}: changes, roll-ups, counts, scores, runs; and 96,000 hours of pm10. */
final class ReadSeed {

    private ReadSeed() {}

    /** Writes it beside the seed. */
    static void into(TestDatabase database) {
        database.execute(
                episode("28079008", "{190,195,210,220,230,50}"),
                episode("28079035", "{181,185,205,201,200,50}"),
                "UPDATE calima.observation_day SET updated_at = '2019-03-31 12:00Z'",
                "UPDATE calima.observation_day SET updated_at = '2019-04-01 10:00Z' WHERE series_id = 1 AND day = '2019-03-31'",
                change("2019-03-31", "2019-04-01 10:00Z", "2019-03-31 23:30Z", "{5,7}", "{40,60}", "{4,6}"),
                // Hour 23 is new in that change; the new flag of hour 4 is that of a value below the detection limit.
                "UPDATE calima.observation_change SET added_steps = '\\x000080', new_flags = '\\x1201'",
                """
                INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
                SELECT series_id, date '2001-01-01' + n, 1, decode(repeat('01', 24), 'hex'), array_fill(n::real, ARRAY[24])
                FROM calima.series JOIN calima.station USING (station_id), generate_series(0, 3999) AS n WHERE code = 'X-1'
                """,
                """
                INSERT INTO calima.aggregate_day_block (series_id, month, expected, observed, avg, min, max, changed_at, computed_at)
                SELECT 1, '2019-03-01', array_fill(24::smallint, ARRAY[30]) || 23::smallint, array_fill(0::smallint, ARRAY[30]) || 18::smallint,
                       array_fill(NULL::real, ARRAY[30]) || 12.25::real, array_fill(NULL::real, ARRAY[30]) || 0::real,
                       array_fill(NULL::real, ARRAY[30]) || 21::real, array_fill(now(), ARRAY[31]), array_fill(now(), ARRAY[31])
                """,
                period("month", "2019-03-01", 743, 29),
                period("year", "2019-01-01", 8760, 29),
                """
                INSERT INTO calima.index_day_block (station_id, air_quality_index_id, month, band, parameter_id, hours, hours_at_worst, computed_at)
                SELECT station_id, 1, '2019-03-01', array_fill(NULL::smallint, ARRAY[30]) || 2::smallint,
                       array_fill(NULL::smallint, ARRAY[30]) || 8::smallint, array_fill(0::smallint, ARRAY[30]) || 18::smallint,
                       array_fill(0::smallint, ARRAY[30]) || 11::smallint, array_fill(now(), ARRAY[31])
                FROM calima.station WHERE code = '28079008'
                """,
                """
                INSERT INTO calima.exceedance_count (series_id, limit_value_id, year, exceedances, judged, expected, on_days, computed_at)
                SELECT 1, limit_value_id, 2019, 4, 2100, 8760, '{2019-01-03,2019-01-04}', now()
                FROM calima.limit_value JOIN calima.parameter USING (parameter_id)
                WHERE standard = 'eu-2008-50' AND code = 'no2' AND limit_value.averaging = 'hour' AND limit_value.kind = 'limit'
                """,
                """
                INSERT INTO calima.forecast_skill (series_id, window_days, lead_from, lead_to, first_origin, last_origin, n, mae, rmse, bias,
                  crps, coverage50, coverage80, coverage90, coverage95, naive_mae, skill)
                VALUES (1, 30, 1, 6, '2019-03-01 00:00Z', '2019-03-30 00:00Z', 180, 6, 8, -1, 5, 0.53, 0.76, 0.9, 0.94, 12, 0.5)
                """,
                """
                INSERT INTO calima.feed (feed, network_id, has_source, publication_delay_minutes, late_after_minutes)
                SELECT 'madrid-air-hourly', network_id, true, 60, 120 FROM calima.network WHERE code = 'madrid'
                """,
                "INSERT INTO calima.feed_parameter (feed, parameter_id) VALUES ('madrid-air-hourly', 8)",
                """
                INSERT INTO calima.run (job, parameters, identity, pool, requested_by, reason)
                VALUES ('aggregates-rebuild', '{}', 'a', 'default', 'somebody', 'because'),
                       ('observations-load-incremental', '{"feed": "madrid-air-hourly"}', 'b', 'hourly', 'somebody', 'because')
                """,
                """
                INSERT INTO calima.schedule (name, definition_hash, timetable, jobs, enabled, changed_at, jobs_since, active_since, settled_until)
                VALUES ('night', 'h', '0 0 2 * * ?', '{aggregates-rebuild}', true, now(), now(), now(), '2019-04-02 00:00Z')
                """);
    }

    /** A change of some steps of the no2 of 28079008, all valid before and since. */
    static String change(String day, String changedAt, String previousAt, String steps, String before, String since) {
        int count = steps.split(",").length;
        return """
                INSERT INTO calima.observation_change (series_id, day, changed_at, previous_at, raw_file_id, previous_raw_file_id,
                  previous_rules_version, steps, old_values, new_values, old_flags, new_flags)
                VALUES (1, '%s', '%s', '%s', 1, 1, 0, '%s', '%s', '%s', decode('%s', 'hex'), decode('%s', 'hex'))
                """.formatted(day, changedAt, previousAt, steps, before, since, "01".repeat(count), "01".repeat(count));
    }

    /** 10 December 2018: 50 in every hour but the last six, UTC. */
    private static String episode(String station, String evening) {
        return """
                INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
                SELECT series_id, '2018-12-10', 1, decode(repeat('01', 24), 'hex'), array_fill(50::real, ARRAY[18]) || '%s'::real[]
                FROM calima.series JOIN calima.station st USING (station_id) WHERE st.code = '%s' AND parameter_id = 8
                """.formatted(evening, station);
    }

    private static String period(String period, String startsOn, int expected, int validDays) {
        return """
                INSERT INTO calima.aggregate_period (series_id, period, starts_on, expected, observed, valid_days, avg, sd, min, q02, q25,
                  median, q75, q98, max, computed_at)
                VALUES (1, '%s', '%s', %d, 700, %d, 4.5, 1.5, 1, 2, 3, 4, 5, 6, 7, now())
                """.formatted(period, startsOn, expected, validDays);
    }
}
