package dev.calima.api;

import dev.calima.sql.TestDatabase;

/**
 * A small world, written by hand. Madrid: station 28079008 (no2, o3) and 28079035 (no2); another network with station
 * X-1 (pm10, without values). Now is 2019-04-02T12:00Z.
 */
final class Seed {

    private Seed() {}

    /** Writes the world into an empty database. */
    static void into(TestDatabase database) {
        database.execute(
                """
                INSERT INTO calima.network (code, name, country, time_zone, attribution, licence, licence_url) VALUES
                  ('madrid', 'Madrid', 'ES', 'Europe/Madrid', 'Origen de los datos: Ayuntamiento de Madrid', 'Reuse terms', 'https://example.org/terms'),
                  ('north', 'North', 'NO', 'Europe/Oslo', 'Data: North', 'Own terms', NULL)
                """,
                """
                INSERT INTO calima.station (network_id, code, name, kind, address, latitude, longitude, altitude_m)
                SELECT network_id, s.* FROM calima.network, (VALUES
                  ('28079008', 'Escuelas Aguirre', 'traffic', 'Entre C/ Alcalá y C/ O’Donnell', 40.4215533, -3.6823158, 672::real),
                  ('28079035', 'Plaza del Carmen', 'background', NULL, 40.4192091, -3.7031662, NULL)) AS s
                WHERE network.code = 'madrid'
                """,
                """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                SELECT network_id, 'X-1', 'Fjord', 'rural', 60, 5 FROM calima.network WHERE code = 'north'
                """,
                """
                INSERT INTO calima.series (station_id, parameter_id)
                SELECT station_id, parameter_id FROM calima.station JOIN calima.parameter p
                  ON (station.code, p.code) IN (('28079008', 'no2'), ('28079008', 'o3'), ('28079035', 'no2'), ('X-1', 'pm10'))
                """,
                """
                INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path)
                VALUES ('madrid-air-hourly', sha256('f'), 'mar_mo19.csv', 'by hand', 1, 'f')
                """,
                // 31 March 2019, the day of the spring clock change, is a whole day in UTC: hour h has the value h,
                // but hour 1 is not valid (999), hour 2 was not published, hour 3 is implausible and a spike (7000),
                // hour 4
                // is verified and below the detection limit, hour 5 was under maintenance and is preliminary.
                day("28079008", "no2", "2019-03-31", """
                        '\\x' || '01' || '45' || '00' || 'c1' || '12' || '66' || repeat('01', 18)""", """
                        '{0,999,NULL,7000,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23}'"""),
                """
                UPDATE calima.observation_day SET quality = decode('00000009' || repeat('00', 20), 'hex')
                WHERE day = '2019-03-31'
                """,
                // A part of 1 April: only the hours 0 to 2, and hour 2 not valid.
                day("28079008", "no2", "2019-04-01", """
                        '\\x' || '010145' || repeat('00', 21)""", """
                        '{100.5,101.25,102,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}'"""),
                // A later day without anything that may be used, and one number that is none.
                day("28079008", "no2", "2019-04-02", """
                        '\\x' || '4501' || repeat('00', 22)""", """
                        '{1,NaN,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}'"""),
                // The autumn clock change: 28 October 2018, hour 0 UTC is one of two that the file cannot tell apart.
                day("28079008", "no2", "2018-10-28", """
                        '\\x' || '0901' || repeat('00', 22)""", """
                        '{55.5,44,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}'"""),
                day("28079035", "no2", "2019-03-30", """
                        '\\x' || repeat('00', 23) || '01'""", """
                        '{NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,31.5}'"""),
                """
                INSERT INTO calima.training_run (profile, profile_sha256, data_sha256, parameters, state, series_total)
                VALUES ('default', sha256('p'), sha256('d'), '{}', 'done', 4)
                """,
                model("28079008", "no2", "'active', 'ridge-direct', NULL, '\\x00'"),
                model("28079008", "o3", "'refused', NULL, 'it has 12 days of history and needs 60.', NULL"),
                model("28079035", "no2", "'active', 'ridge-direct', NULL, '\\x00'"),
                // An old forecast, then the newest: origin 1 April 00:00, three steps, levels 0.05, 0.25, 0.5, 0.75,
                // 0.95.
                forecast("2019-03-30 00:00Z", "2019-03-30 00:05Z", "2019-03-30 03:00Z"),
                forecast("2019-04-01 00:00Z", "2019-04-01 00:05:30Z", "2019-04-01 03:00Z"),
                values("2019-03-30", 0),
                values("2019-04-01", 100));
    }

    private static String day(String station, String parameter, String day, String flags, String values) {
        return """
                INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
                SELECT series_id, '%s', 1, (%s)::bytea, %s::real[] FROM calima.series JOIN calima.station st USING (station_id)
                  JOIN calima.parameter p USING (parameter_id) WHERE st.code = '%s' AND p.code = '%s'
                """.formatted(day, flags.strip(), values.strip(), station, parameter);
    }

    private static String model(String station, String parameter, String values) {
        return """
                INSERT INTO calima.model (training_run_id, series_id, state, algorithm, reason, fitted)
                SELECT 1, series_id, %s FROM calima.series JOIN calima.station st USING (station_id)
                  JOIN calima.parameter p USING (parameter_id) WHERE st.code = '%s' AND p.code = '%s'
                """.formatted(values, station, parameter);
    }

    private static String forecast(String origin, String issuedAt, String validUntil) {
        return """
                INSERT INTO calima.forecast (series_id, model_id, origin, issued_at, valid_until, step_minutes, method, quantile_levels)
                SELECT series_id, model_id, '%s', '%s', '%s', 60, 'ridge-direct', '{0.05,0.25,0.5,0.75,0.95}'
                FROM calima.model JOIN calima.series USING (series_id) JOIN calima.station st USING (station_id)
                  JOIN calima.parameter p USING (parameter_id) WHERE st.code = '28079008' AND p.code = 'no2'
                """.formatted(origin, issuedAt, validUntil);
    }

    /** Step n of a forecast: base + n + (10, 20, 30, 40, 80). */
    private static String values(String origin, int base) {
        return """
                INSERT INTO calima.forecast_value (forecast_id, lead, period_start, quantiles)
                SELECT forecast_id, n, origin + (n - 1) * interval '1 hour',
                       ARRAY[%1$d + n + 10, %1$d + n + 20, %1$d + n + 30, %1$d + n + 40, %1$d + n + 80]::real[]
                FROM calima.forecast, generate_series(1, 3) AS n WHERE origin = '%2$s 00:00Z'
                """.formatted(base, origin);
    }
}
