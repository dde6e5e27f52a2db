-- Index bands, limit values and alert protocols as data, each number with its source; and what the job aggregates-rebuild finds with
-- them (docs/decisions/0016-aggregates-as-blocks-of-days.md). A number that is corrected later needs a migration of its own, which
-- also marks what was computed with the old one as stale.

CREATE TABLE calima.air_quality_index (
  air_quality_index_id  smallint PRIMARY KEY,
  code        text    NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]*:[0-9]{4}$'),
  name        text    NOT NULL,
  valid_from  date    NOT NULL,
  valid_to    date,
  source      text    NOT NULL,
  verified    boolean NOT NULL,
  CHECK (valid_to > valid_from)
);
COMMENT ON TABLE calima.air_quality_index IS 'A version of an air-quality index. Of an hour''s pollutants the worst decides; bands are not interpolated.';
COMMENT ON COLUMN calima.air_quality_index.air_quality_index_id IS 'Key.';
COMMENT ON COLUMN calima.air_quality_index.code IS 'Name and version, such as eaqi:2024.';
COMMENT ON COLUMN calima.air_quality_index.name IS 'Name for people, in English.';
COMMENT ON COLUMN calima.air_quality_index.valid_from IS 'When its publisher began to use it; it is computed for all days.';
COMMENT ON COLUMN calima.air_quality_index.valid_to IS 'When its publisher stopped (excluded); null while it is in use.';
COMMENT ON COLUMN calima.air_quality_index.source IS 'Where its bands come from.';
COMMENT ON COLUMN calima.air_quality_index.verified IS 'Whether two sources that do not copy each other agree.';

CREATE TABLE calima.index_band (
  air_quality_index_id  smallint NOT NULL REFERENCES calima.air_quality_index,
  band     smallint NOT NULL CHECK (band >= 1),
  name     text NOT NULL,
  name_es  text NOT NULL,
  colour   text NOT NULL CHECK (colour ~ '^#[0-9a-f]{6}$'),
  PRIMARY KEY (air_quality_index_id, band)
);
COMMENT ON TABLE calima.index_band IS 'The bands of an index, from the best (1).';
COMMENT ON COLUMN calima.index_band.air_quality_index_id IS 'The index.';
COMMENT ON COLUMN calima.index_band.band IS 'From 1, the best.';
COMMENT ON COLUMN calima.index_band.name IS 'Name in English.';
COMMENT ON COLUMN calima.index_band.name_es IS 'Name in Spanish.';
COMMENT ON COLUMN calima.index_band.colour IS 'Colour, #rrggbb.';

CREATE TABLE calima.index_bound (
  air_quality_index_id  smallint NOT NULL REFERENCES calima.air_quality_index,
  parameter_id     smallint NOT NULL REFERENCES calima.parameter,
  averaging_hours  smallint NOT NULL CHECK (averaging_hours IN (1, 24)),
  upper_bounds     real[]   NOT NULL CHECK (cardinality(upper_bounds) BETWEEN 1 AND 20),
  PRIMARY KEY (air_quality_index_id, parameter_id)
);
COMMENT ON TABLE calima.index_bound IS 'The greatest value of each band but the last, which has no end.';
COMMENT ON COLUMN calima.index_bound.air_quality_index_id IS 'The index.';
COMMENT ON COLUMN calima.index_bound.parameter_id IS 'The pollutant.';
COMMENT ON COLUMN calima.index_bound.averaging_hours IS 'Hours whose mean counts: 1, or the last 24 (capture_rule window-24h).';
COMMENT ON COLUMN calima.index_bound.upper_bounds IS 'Rising, in the parameter''s unit; a value equal to one is still in its band.';

INSERT INTO calima.air_quality_index (air_quality_index_id, code, name, valid_from, valid_to, source, verified) VALUES
  (1, 'eaqi:2024', 'European Air Quality Index (revised)', '2024-11-20', NULL,
   'ETC HE Report 2024/17, as two public projects use it; the day from which the EEA uses it is not verified', true),
  (2, 'eaqi:2017', 'European Air Quality Index', '2017-11-16', '2024-11-20',
   'European Environment Agency, European Air Quality Index of 2017, as a public project uses it', false);
INSERT INTO calima.index_band (air_quality_index_id, band, name, name_es, colour)
SELECT i.id, b.band, b.name, b.name_es, b.colour
FROM (VALUES (1), (2)) AS i (id)
CROSS JOIN (VALUES
  (1, 'Good', 'Buena', '#50f0e6'), (2, 'Fair', 'Razonablemente buena', '#50ccaa'), (3, 'Moderate', 'Regular', '#f0e641'),
  (4, 'Poor', 'Desfavorable', '#ff5050'), (5, 'Very poor', 'Muy desfavorable', '#960032'),
  (6, 'Extremely poor', 'Extremadamente desfavorable', '#7d2181')) AS b (band, name, name_es, colour);
INSERT INTO calima.index_bound (air_quality_index_id, parameter_id, averaging_hours, upper_bounds)
SELECT b.id, p.parameter_id, b.hours, b.bounds::real[]
FROM (VALUES
  (1, 'pm25',  1, '{5,15,50,90,140}'), (1, 'pm10', 1, '{15,45,120,195,270}'), (1, 'no2', 1, '{10,25,60,100,150}'),
  (1, 'o3',    1, '{60,100,120,160,180}'), (1, 'so2', 1, '{20,40,125,190,275}'),
  (2, 'pm25', 24, '{10,20,25,50,75}'), (2, 'pm10', 24, '{20,40,50,100,150}'), (2, 'no2', 1, '{40,90,120,230,340}'),
  (2, 'o3',    1, '{50,100,130,240,380}'), (2, 'so2', 1, '{100,200,350,500,750}')) AS b (id, code, hours, bounds)
JOIN calima.parameter p USING (code);

CREATE TABLE calima.limit_value (
  limit_value_id  smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  standard        text     NOT NULL CHECK (standard ~ '^[a-z][a-z0-9-]{0,39}$'),
  parameter_id    smallint NOT NULL REFERENCES calima.parameter,
  kind            text     NOT NULL CHECK (kind IN ('limit', 'target', 'objective', 'guideline', 'alert', 'information')),
  averaging       text     NOT NULL CHECK (averaging IN ('hour', 'day', 'max-8h', 'year', 'peak-season')),
  value           real     NOT NULL CHECK (value > 0),
  unit            text     NOT NULL,
  consecutive     smallint NOT NULL DEFAULT 1 CHECK (consecutive BETWEEN 1 AND 24),
  allowed         smallint CHECK (allowed >= 0),
  averaged_years  smallint NOT NULL DEFAULT 1 CHECK (averaged_years BETWEEN 1 AND 5),
  valid_from      date     NOT NULL,
  valid_to        date,
  source          text     NOT NULL,
  verified        boolean  NOT NULL,
  UNIQUE (standard, parameter_id, kind, averaging),
  CHECK (valid_to > valid_from),
  CHECK (consecutive = 1 OR averaging = 'hour')
);
COMMENT ON TABLE calima.limit_value IS 'What a directive or a guideline says must not be exceeded. It is computed for all years; valid_from and valid_to say when it binds.';
COMMENT ON COLUMN calima.limit_value.limit_value_id IS 'Key.';
COMMENT ON COLUMN calima.limit_value.standard IS 'eu-2008-50, eu-2024-2881 or who-2021.';
COMMENT ON COLUMN calima.limit_value.parameter_id IS 'The pollutant.';
COMMENT ON COLUMN calima.limit_value.kind IS 'limit, target, objective (long term), guideline, alert or information (thresholds).';
COMMENT ON COLUMN calima.limit_value.averaging IS 'What is compared: means of an hour or a day, the greatest running 8-hour mean of a day, the mean of a year; peak-season is not computed.';
COMMENT ON COLUMN calima.limit_value.value IS 'Exceeded by what is greater, in unit; means are not rounded before.';
COMMENT ON COLUMN calima.limit_value.unit IS 'The parameter''s unit.';
COMMENT ON COLUMN calima.limit_value.consecutive IS 'Hours in a row that make one exceedance.';
COMMENT ON COLUMN calima.limit_value.allowed IS 'Exceedances that a year may have; null where each one counts or none is counted.';
COMMENT ON COLUMN calima.limit_value.averaged_years IS 'Years over whose exceedances the mean is taken before it is compared with allowed.';
COMMENT ON COLUMN calima.limit_value.valid_from IS 'First day on which it binds.';
COMMENT ON COLUMN calima.limit_value.valid_to IS 'Day from which it does not any more; null while no end is known.';
COMMENT ON COLUMN calima.limit_value.source IS 'Where the number comes from.';
COMMENT ON COLUMN calima.limit_value.verified IS 'Whether a second source confirms it, or the publisher''s own text was read.';

INSERT INTO calima.limit_value (standard, parameter_id, kind, averaging, value, unit, consecutive, allowed, averaged_years, valid_from, valid_to, source, verified)
SELECT l.standard, p.parameter_id, l.kind, l.averaging, l.value, p.unit, l.consecutive, l.allowed, l.years, l.valid_from, l.valid_to, s.source, l.verified
FROM (
  SELECT 'eu-2008-50' AS standard, v.*, CASE WHEN v.code = 'pm25' THEN date '2015-01-01' WHEN v.code IN ('pm10', 'so2', 'co') THEN date '2005-01-01' ELSE date '2010-01-01' END AS valid_from,
         date '2030-01-01' AS valid_to
  FROM (VALUES
    ('no2',  'limit', 'hour',   200, 1,   18, 1, true), ('no2', 'limit', 'year', 40, 1, NULL, 1, true), ('no2', 'alert', 'hour', 400, 3, NULL, 1, false),
    ('pm25', 'limit', 'year',    25, 1, NULL, 1, true),
    ('pm10', 'limit', 'day',     50, 1,   35, 1, true), ('pm10', 'limit', 'year', 40, 1, NULL, 1, true),
    ('so2',  'limit', 'hour',   350, 1,   24, 1, true), ('so2', 'limit', 'day', 125, 1, 3, 1, true), ('so2', 'alert', 'hour', 500, 3, NULL, 1, false),
    ('co',   'limit', 'max-8h',  10, 1,    0, 1, true),
    ('o3',   'target', 'max-8h', 120, 1,  25, 3, true), ('o3', 'objective', 'max-8h', 120, 1, 0, 1, true),
    ('o3',   'information', 'hour', 180, 1, NULL, 1, false), ('o3', 'alert', 'hour', 240, 1, NULL, 1, false),
    ('benzene', 'limit', 'year', 5, 1, NULL, 1, true)
  ) AS v (code, kind, averaging, value, consecutive, allowed, years, verified)
  UNION ALL
  SELECT 'eu-2024-2881', v.*, date '2030-01-01', NULL
  FROM (VALUES
    ('no2',  'limit', 'hour', 200, 1, 3, 1, false), ('no2', 'limit', 'day', 50, 1, 18, 1, true), ('no2', 'limit', 'year', 20, 1, NULL, 1, true),
    ('no2',  'alert', 'hour', 200, 3, NULL, 1, false), ('no2', 'information', 'hour', 150, 1, NULL, 1, false),
    ('pm25', 'limit', 'day', 25, 1, 18, 1, true), ('pm25', 'limit', 'year', 10, 1, NULL, 1, true),
    ('pm25', 'alert', 'day', 50, 1, NULL, 1, false), ('pm25', 'information', 'day', 50, 1, NULL, 1, false),
    ('pm10', 'limit', 'day', 45, 1, 18, 1, true), ('pm10', 'limit', 'year', 20, 1, NULL, 1, true),
    ('pm10', 'alert', 'day', 90, 1, NULL, 1, false), ('pm10', 'information', 'day', 90, 1, NULL, 1, false),
    ('so2',  'limit', 'hour', 350, 1, 3, 1, false), ('so2', 'limit', 'day', 50, 1, 18, 1, true), ('so2', 'limit', 'year', 20, 1, NULL, 1, true),
    ('so2',  'alert', 'hour', 350, 3, NULL, 1, false), ('so2', 'information', 'hour', 275, 1, NULL, 1, false),
    ('co',   'limit', 'max-8h', 10, 1, 0, 1, false), ('co', 'limit', 'day', 4, 1, 18, 1, true),
    ('o3',   'target', 'max-8h', 120, 1, 18, 3, false), ('o3', 'objective', 'max-8h', 100, 1, NULL, 1, false),
    ('o3',   'information', 'hour', 180, 1, NULL, 1, false), ('o3', 'alert', 'hour', 240, 1, NULL, 1, false),
    ('benzene', 'limit', 'year', 3.4, 1, NULL, 1, true)
  ) AS v (code, kind, averaging, value, consecutive, allowed, years, verified)
  UNION ALL
  SELECT 'who-2021', v.*, date '2021-09-22', NULL
  FROM (VALUES
    ('no2',  'guideline', 'day', 25, 1, NULL::integer, 1, true), ('no2', 'guideline', 'year', 10, 1, NULL, 1, true),
    ('pm25', 'guideline', 'day', 15, 1, NULL, 1, true), ('pm25', 'guideline', 'year', 5, 1, NULL, 1, true),
    ('pm10', 'guideline', 'day', 45, 1, NULL, 1, true), ('pm10', 'guideline', 'year', 15, 1, NULL, 1, true),
    ('so2',  'guideline', 'day', 40, 1, NULL, 1, false), ('co', 'guideline', 'day', 4, 1, NULL, 1, false),
    ('o3',   'guideline', 'max-8h', 100, 1, NULL, 1, false), ('o3', 'guideline', 'peak-season', 60, 1, NULL, 1, false)
  ) AS v (code, kind, averaging, value, consecutive, allowed, years, verified)
) AS l
JOIN calima.parameter p USING (code)
JOIN (VALUES
  ('eu-2008-50', 'Directive 2008/50/EC; EEA figures and ECHA''s list of its annexes VII, XI and XII for the verified ones, the thresholds from memory'),
  ('eu-2024-2881', 'Directive (EU) 2024/2881, annex I, as transcribed by a public project; the verified ones also by airclim.org; not read in EUR-Lex'),
  ('who-2021', 'WHO global air quality guidelines 2021, as transcribed by a public project; the verified ones also by airclim.org. The 24-hour values are 99th percentiles: three to four days a year are above them')
) AS s (standard, source) USING (standard)
ORDER BY l.standard, p.parameter_id, l.averaging, l.kind;

CREATE TABLE calima.protocol_level (
  protocol           text     NOT NULL CHECK (protocol ~ '^[a-z][a-z0-9-]{0,39}$'),
  rule_no            smallint NOT NULL,
  level              text     NOT NULL,
  severity           smallint NOT NULL,
  parameter_id       smallint NOT NULL REFERENCES calima.parameter,
  value              real     NOT NULL,
  unit               text     NOT NULL,
  consecutive_hours  smallint NOT NULL,
  stations           smallint NOT NULL,
  scope              text     NOT NULL CHECK (scope IN ('zone', 'network')),
  zone               smallint,
  source             text     NOT NULL,
  verified           boolean  NOT NULL,
  PRIMARY KEY (protocol, rule_no)
);
COMMENT ON TABLE calima.protocol_level IS 'When a city''s protocol declares a level: so many stations above a value for so many hours in a row.';
COMMENT ON COLUMN calima.protocol_level.protocol IS 'The protocol, such as madrid-no2.';
COMMENT ON COLUMN calima.protocol_level.rule_no IS 'Number of the rule in it.';
COMMENT ON COLUMN calima.protocol_level.level IS 'The publisher''s name of the level, such as preaviso.';
COMMENT ON COLUMN calima.protocol_level.severity IS 'From 1, the mildest.';
COMMENT ON COLUMN calima.protocol_level.parameter_id IS 'The pollutant.';
COMMENT ON COLUMN calima.protocol_level.value IS 'Exceeded by what is greater, in unit.';
COMMENT ON COLUMN calima.protocol_level.unit IS 'The parameter''s unit.';
COMMENT ON COLUMN calima.protocol_level.consecutive_hours IS 'Hours in a row.';
COMMENT ON COLUMN calima.protocol_level.stations IS 'Stations that must be above it in the same hours.';
COMMENT ON COLUMN calima.protocol_level.scope IS 'zone: stations of one zone; network: any of the network.';
COMMENT ON COLUMN calima.protocol_level.zone IS 'The zone that the rule is for, in place of the general one; null for all that have none of their own.';
COMMENT ON COLUMN calima.protocol_level.source IS 'Where the rule comes from.';
COMMENT ON COLUMN calima.protocol_level.verified IS 'Whether the publisher''s own text was read.';

CREATE TABLE calima.protocol_station (
  protocol      text     NOT NULL,
  station_code  text     NOT NULL,
  zone          smallint NOT NULL,
  zone_name     text     NOT NULL,
  source        text     NOT NULL,
  verified      boolean  NOT NULL,
  PRIMARY KEY (protocol, station_code)
);
COMMENT ON TABLE calima.protocol_station IS 'The zone of each station in a city''s protocol.';
COMMENT ON COLUMN calima.protocol_station.protocol IS 'The protocol.';
COMMENT ON COLUMN calima.protocol_station.station_code IS 'The station''s code; the station itself comes with the first load.';
COMMENT ON COLUMN calima.protocol_station.zone IS 'Number of the zone.';
COMMENT ON COLUMN calima.protocol_station.zone_name IS 'Where it lies.';
COMMENT ON COLUMN calima.protocol_station.source IS 'Where the assignment comes from.';
COMMENT ON COLUMN calima.protocol_station.verified IS 'Whether the publisher''s own text was read.';

INSERT INTO calima.protocol_level (protocol, rule_no, level, severity, parameter_id, value, unit, consecutive_hours, stations, scope, zone, source, verified)
SELECT 'madrid-no2', r.rule_no, r.level, r.severity, p.parameter_id, r.value, p.unit, r.hours, r.stations, r.scope, r.zone, r.source, r.verified
FROM (VALUES
  (1, 'preaviso', 1, 180, 2, 2, 'zone',    NULL, 'diario.madrid.es, 2017-11-23', true),
  (2, 'aviso',    2, 200, 2, 2, 'zone',    NULL, 'diario.madrid.es, 2017-11-23', true),
  (3, 'aviso',    2, 200, 3, 3, 'network', NULL, 'madrid.es, page on scenario 4; its current text was not read', false),
  (4, 'alerta',   3, 400, 3, 3, 'zone',    NULL, 'diario.madrid.es, 2017-11-23', true),
  (5, 'alerta',   3, 400, 3, 2, 'zone',       4, 'diario.madrid.es, 2017-11-23', true)
) AS r (rule_no, level, severity, value, hours, stations, scope, zone, source, verified)
JOIN calima.parameter p ON p.code = 'no2';
INSERT INTO calima.protocol_station (protocol, station_code, zone, zone_name, source, verified)
SELECT 'madrid-no2', '28079' || station, z.zone, z.name, 'Protocol of 2016, stations by zone as transcribed by a public project (chucheria/CalidadAire); zones: diario.madrid.es, 2017-11-23', false
FROM (VALUES
  (1, 'inside the M-30', ARRAY['004', '008', '011', '035', '038', '039', '047', '048', '049', '050']),
  (2, 'south-east', ARRAY['036', '040', '054']),
  (3, 'north-east', ARRAY['016', '027', '055', '057', '059', '060']),
  (4, 'north-west', ARRAY['024', '058']),
  (5, 'south-west', ARRAY['017', '018', '056'])) AS z (zone, name, stations)
CROSS JOIN LATERAL unnest(z.stations) AS station;

CREATE TABLE calima.index_day_block (
  station_id            integer  NOT NULL REFERENCES calima.station,
  air_quality_index_id  smallint NOT NULL REFERENCES calima.air_quality_index,
  month                 date     NOT NULL CHECK (extract(day FROM month) = 1),
  band                  smallint[] NOT NULL,
  parameter_id          smallint[] NOT NULL,
  hours                 smallint[] NOT NULL,
  hours_at_worst        smallint[] NOT NULL,
  computed_at           timestamptz[] NOT NULL,
  PRIMARY KEY (station_id, air_quality_index_id, month),
  CHECK (cardinality(band) = extract(day FROM month + interval '1 month' - interval '1 day')
         AND cardinality(parameter_id) = cardinality(band) AND cardinality(hours) = cardinality(band)
         AND cardinality(hours_at_worst) = cardinality(band) AND cardinality(computed_at) = cardinality(band))
) WITH (fillfactor = 90);
COMMENT ON TABLE calima.index_day_block IS 'An index on the days of a local month at a station, one element for each day from the first; see the view index_day.';
COMMENT ON COLUMN calima.index_day_block.station_id IS 'The station.';
COMMENT ON COLUMN calima.index_day_block.air_quality_index_id IS 'The index.';
COMMENT ON COLUMN calima.index_day_block.month IS 'First day of the month, in the network''s zone.';
COMMENT ON COLUMN calima.index_day_block.band IS 'Worst band of any hour of each day; null when no hour has one.';
COMMENT ON COLUMN calima.index_day_block.parameter_id IS 'The pollutant that decided: of those that reached the worst band the one with most hours in it, then the one with the smallest key.';
COMMENT ON COLUMN calima.index_day_block.hours IS 'Hours of each day that have a band.';
COMMENT ON COLUMN calima.index_day_block.hours_at_worst IS 'Hours of each day in the worst band.';
COMMENT ON COLUMN calima.index_day_block.computed_at IS 'When each day was computed with this result. Computed again and found equal, it stays.';

CREATE TABLE calima.exceedance_count (
  series_id       integer  NOT NULL REFERENCES calima.series,
  limit_value_id  smallint NOT NULL REFERENCES calima.limit_value,
  year            smallint NOT NULL,
  exceedances     integer  NOT NULL CHECK (exceedances >= 0),
  judged          integer  NOT NULL CHECK (judged >= 0),
  expected        integer  NOT NULL,
  on_days         date[]   NOT NULL,
  computed_at     timestamptz NOT NULL,
  PRIMARY KEY (series_id, limit_value_id, year)
) WITH (fillfactor = 90);
COMMENT ON TABLE calima.exceedance_count IS 'How often a series was above a limit value in a local year, so far as there are data; see the view exceedance_year.';
COMMENT ON COLUMN calima.exceedance_count.series_id IS 'The series.';
COMMENT ON COLUMN calima.exceedance_count.limit_value_id IS 'The limit value.';
COMMENT ON COLUMN calima.exceedance_count.year IS 'The year, in the network''s zone.';
COMMENT ON COLUMN calima.exceedance_count.exceedances IS 'Hours (or runs of hours) or days above it; for a yearly mean 1 when the mean of what is there is.';
COMMENT ON COLUMN calima.exceedance_count.judged IS 'Hours or days with enough values to be judged; for a yearly mean the usable steps.';
COMMENT ON COLUMN calima.exceedance_count.expected IS 'Hours or days, or steps, of the whole year.';
COMMENT ON COLUMN calima.exceedance_count.on_days IS 'The local days with exceedances, rising; empty for a yearly mean.';
COMMENT ON COLUMN calima.exceedance_count.computed_at IS 'When it was computed with this result. Computed again and found equal, it stays.';

CREATE VIEW calima.index_day AS
SELECT b.station_id, b.air_quality_index_id, i.code AS index_code, b.month, b.month + (e.i - 1)::integer AS day,
       e.band, d.name AS band_name, d.name_es AS band_name_es, d.colour, p.code AS parameter, e.hours, e.hours_at_worst, e.computed_at
FROM calima.index_day_block b
JOIN calima.air_quality_index i USING (air_quality_index_id)
CROSS JOIN LATERAL unnest(b.band, b.parameter_id, b.hours, b.hours_at_worst, b.computed_at)
  WITH ORDINALITY AS e (band, parameter_id, hours, hours_at_worst, computed_at, i)
LEFT JOIN calima.index_band d ON d.air_quality_index_id = b.air_quality_index_id AND d.band = e.band
LEFT JOIN calima.parameter p ON p.parameter_id = e.parameter_id;
COMMENT ON VIEW calima.index_day IS 'One row for each local day and index of each month in which a station has anything. Filter on month, not only on day.';
COMMENT ON COLUMN calima.index_day.station_id IS 'The station.';
COMMENT ON COLUMN calima.index_day.air_quality_index_id IS 'The index.';
COMMENT ON COLUMN calima.index_day.index_code IS 'Its name and version, such as eaqi:2024.';
COMMENT ON COLUMN calima.index_day.month IS 'First day of its month.';
COMMENT ON COLUMN calima.index_day.day IS 'The day, in the network''s zone.';
COMMENT ON COLUMN calima.index_day.band IS 'Worst band of any hour, from 1, the best; null when no hour has one.';
COMMENT ON COLUMN calima.index_day.band_name IS 'Its name in English.';
COMMENT ON COLUMN calima.index_day.band_name_es IS 'Its name in Spanish.';
COMMENT ON COLUMN calima.index_day.colour IS 'Its colour.';
COMMENT ON COLUMN calima.index_day.parameter IS 'Code of the pollutant that decided.';
COMMENT ON COLUMN calima.index_day.hours IS 'Hours that have a band.';
COMMENT ON COLUMN calima.index_day.hours_at_worst IS 'Hours in the worst band.';
COMMENT ON COLUMN calima.index_day.computed_at IS 'When it was computed with this result.';

CREATE VIEW calima.exceedance_year AS
SELECT e.series_id, e.year, l.limit_value_id, l.standard, p.code AS parameter, l.kind, l.averaging, l.consecutive, l.value, l.unit,
       e.exceedances, l.allowed, CASE WHEN l.allowed IS NOT NULL THEN greatest(0, l.allowed - e.exceedances) END AS remaining,
       CASE WHEN l.averaged_years = 1 THEN e.exceedances::real ELSE (
         SELECT avg(x.exceedances) FROM calima.exceedance_count x
         WHERE x.series_id = e.series_id AND x.limit_value_id = e.limit_value_id
           AND x.year BETWEEN e.year - l.averaged_years + 1 AND e.year)::real END AS averaged,
       l.averaged_years, calima.percent(e.judged, e.expected) AS percent_judged,
       l.valid_from <= make_date(e.year, 12, 31) AND (l.valid_to IS NULL OR l.valid_to > make_date(e.year, 1, 1)) AS in_force,
       e.judged, e.expected, e.on_days, l.source, l.verified, e.computed_at
FROM calima.exceedance_count e
JOIN calima.limit_value l USING (limit_value_id)
JOIN calima.parameter p ON p.parameter_id = l.parameter_id;
COMMENT ON VIEW calima.exceedance_year IS 'One row for each series, limit value and local year.';
COMMENT ON COLUMN calima.exceedance_year.series_id IS 'The series.';
COMMENT ON COLUMN calima.exceedance_year.year IS 'The year, in the network''s zone.';
COMMENT ON COLUMN calima.exceedance_year.limit_value_id IS 'The limit value.';
COMMENT ON COLUMN calima.exceedance_year.standard IS 'Whose it is, such as eu-2008-50.';
COMMENT ON COLUMN calima.exceedance_year.parameter IS 'Code of the pollutant.';
COMMENT ON COLUMN calima.exceedance_year.kind IS 'As limit_value.kind.';
COMMENT ON COLUMN calima.exceedance_year.averaging IS 'What is compared: hour, day, max-8h or year.';
COMMENT ON COLUMN calima.exceedance_year.consecutive IS 'Hours in a row that make one exceedance.';
COMMENT ON COLUMN calima.exceedance_year.value IS 'The limit.';
COMMENT ON COLUMN calima.exceedance_year.unit IS 'Its unit.';
COMMENT ON COLUMN calima.exceedance_year.exceedances IS 'Exceedances so far; for a yearly mean 1 when the mean so far is above.';
COMMENT ON COLUMN calima.exceedance_year.allowed IS 'How many a year may have; null where it does not say.';
COMMENT ON COLUMN calima.exceedance_year.remaining IS 'How many are left of them, 0 at least; null where it does not say.';
COMMENT ON COLUMN calima.exceedance_year.averaged IS 'Mean of the exceedances over averaged_years up to this year, of those years that there are.';
COMMENT ON COLUMN calima.exceedance_year.averaged_years IS 'Years over which the mean is taken before it is compared with allowed.';
COMMENT ON COLUMN calima.exceedance_year.percent_judged IS 'Judged hours, days or steps in percent of the whole year''s.';
COMMENT ON COLUMN calima.exceedance_year.in_force IS 'Whether the limit binds on any day of the year.';
COMMENT ON COLUMN calima.exceedance_year.judged IS 'Hours or days with enough values to be judged; for a yearly mean the usable steps.';
COMMENT ON COLUMN calima.exceedance_year.expected IS 'Hours or days, or steps, of the whole year.';
COMMENT ON COLUMN calima.exceedance_year.on_days IS 'The local days with exceedances, rising.';
COMMENT ON COLUMN calima.exceedance_year.source IS 'Where the limit comes from.';
COMMENT ON COLUMN calima.exceedance_year.verified IS 'Whether it is verified.';
COMMENT ON COLUMN calima.exceedance_year.computed_at IS 'When it was computed with this result.';

GRANT SELECT ON calima.air_quality_index, calima.index_band, calima.index_bound, calima.limit_value, calima.protocol_level,
  calima.protocol_station, calima.index_day_block, calima.exceedance_count, calima.index_day, calima.exceedance_year
  TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.index_day_block, calima.exceedance_count TO calima_loader;
