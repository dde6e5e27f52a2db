-- Means of days, months and years in the network's own clock (docs/decisions/0016-aggregates-as-blocks-of-days.md). Written by the
-- job aggregates-rebuild, which consumes stale_days.

ALTER TABLE calima.parameter
  ADD COLUMN averaging text NOT NULL DEFAULT 'mean' CHECK (averaging IN ('mean', 'total', 'direction')),
  ADD COLUMN eight_hour_mean boolean NOT NULL DEFAULT false;
UPDATE calima.parameter SET averaging = 'total' WHERE code = 'precipitation';
UPDATE calima.parameter SET averaging = 'direction' WHERE code = 'wind_direction';
UPDATE calima.parameter SET eight_hour_mean = true WHERE code IN ('o3', 'co');
COMMENT ON COLUMN calima.parameter.averaging IS 'What a day''s value is: mean; total (the steps are amounts, so their sum counts too); direction (the mean of unit vectors; least, greatest and quantiles make no sense).';
COMMENT ON COLUMN calima.parameter.eight_hour_mean IS 'Whether the greatest running 8-hour mean of each day is computed.';

CREATE TABLE calima.capture_rule (
  rule         text     PRIMARY KEY,
  min_percent  smallint NOT NULL CHECK (min_percent BETWEEN 1 AND 100),
  meaning      text     NOT NULL,
  source       text     NOT NULL,
  verified     boolean  NOT NULL
);
COMMENT ON TABLE calima.capture_rule IS 'How much must be there for a mean to be valid: usable x 100 >= expected x min_percent. After a change run calima aggregate --all.';
COMMENT ON COLUMN calima.capture_rule.rule IS 'hour, window-8h, window-24h, day, max-8h, month or year.';
COMMENT ON COLUMN calima.capture_rule.min_percent IS 'The least share, in percent.';
COMMENT ON COLUMN calima.capture_rule.meaning IS 'What the share is of.';
COMMENT ON COLUMN calima.capture_rule.source IS 'Where the rule stands.';
COMMENT ON COLUMN calima.capture_rule.verified IS 'Whether the source was read, or the data show it.';
INSERT INTO calima.capture_rule (rule, min_percent, meaning, source, verified) VALUES
  ('hour',       75, 'usable steps of an hour, for series of less than an hour', 'Directive 2008/50/EC, annex XI: 45 minutes of an hour', false),
  ('window-8h',  75, 'valid hours of a running 8-hour mean: 6 of 8',             'Directive 2008/50/EC, annex XI', false),
  ('window-24h', 75, 'valid hours of a running 24-hour mean: 18 of 24',          'As for a day', false),
  ('day',        75, 'usable steps of a local day: 18 of 24 hours',              'Directive 2008/50/EC, annex XI; the published daily means of Madrid show it', true),
  ('max-8h',     75, 'valid running 8-hour means that end in the day: 18 of 24', 'Directive 2008/50/EC, annex XI, as listed by ECHA: the required proportion is of the running means', true),
  ('month',      75, 'usable steps of a local month',                            'None: the rule for days, taken for months too', false),
  ('year',       85, 'usable steps of a local year',                             'Directive (EU) 2024/2881: data coverage of 85 % for fixed measurements', false);

CREATE TABLE calima.aggregate_day_block (
  series_id    integer  NOT NULL REFERENCES calima.series,
  month        date     NOT NULL CHECK (extract(day FROM month) = 1),
  expected     smallint[] NOT NULL,
  observed     smallint[] NOT NULL,
  avg          real[]   NOT NULL,
  min          real[],
  max          real[],
  sum          real[],
  max_8h       real[],
  windows_8h   smallint[],
  changed_at   timestamptz[] NOT NULL,
  computed_at  timestamptz[] NOT NULL,
  PRIMARY KEY (series_id, month),
  CHECK (cardinality(expected) = extract(day FROM month + interval '1 month' - interval '1 day')
         AND cardinality(observed) = cardinality(expected) AND cardinality(avg) = cardinality(expected)
         AND cardinality(changed_at) = cardinality(expected) AND cardinality(computed_at) = cardinality(expected)),
  CHECK (cardinality(min) = cardinality(expected) AND cardinality(max) = cardinality(expected)
         AND cardinality(sum) = cardinality(expected)),
  CHECK (cardinality(max_8h) = cardinality(expected) AND cardinality(windows_8h) = cardinality(expected))
) WITH (fillfactor = 90);
COMMENT ON TABLE calima.aggregate_day_block IS 'The days of a local month of a series, one element for each day from the first; see the view aggregate_day.';
COMMENT ON COLUMN calima.aggregate_day_block.series_id IS 'The series.';
COMMENT ON COLUMN calima.aggregate_day_block.month IS 'First day of the month, in the network''s zone.';
COMMENT ON COLUMN calima.aggregate_day_block.expected IS 'Steps that start in each local day: 23, 24 or 25 for hours.';
COMMENT ON COLUMN calima.aggregate_day_block.observed IS 'Usable values of each day.';
COMMENT ON COLUMN calima.aggregate_day_block.avg IS 'Mean of the usable values, in the parameter''s unit; for a direction that of the unit vectors; null without any.';
COMMENT ON COLUMN calima.aggregate_day_block.min IS 'Least usable value, in the parameter''s unit; the whole column is null for directions.';
COMMENT ON COLUMN calima.aggregate_day_block.max IS 'Greatest usable value, in the parameter''s unit; the whole column is null for directions.';
COMMENT ON COLUMN calima.aggregate_day_block.sum IS 'Sum of the usable values, in the parameter''s unit; the whole column is null where steps are no amounts.';
COMMENT ON COLUMN calima.aggregate_day_block.max_8h IS 'Greatest running 8-hour mean that ends in the day, in the parameter''s unit; the whole column is null where none is asked for.';
COMMENT ON COLUMN calima.aggregate_day_block.windows_8h IS 'How many running 8-hour means of the day had enough hours; null where max_8h is.';
COMMENT ON COLUMN calima.aggregate_day_block.changed_at IS 'Newest updated_at of the observation days that each day was computed from; null where there were none.';
COMMENT ON COLUMN calima.aggregate_day_block.computed_at IS 'When each day was computed with this result. Computed again and found equal, it stays.';

CREATE TABLE calima.aggregate_period (
  series_id    integer NOT NULL REFERENCES calima.series,
  period       text    NOT NULL CHECK (period IN ('month', 'year')),
  starts_on    date    NOT NULL,
  expected     integer NOT NULL CHECK (expected >= 0),
  observed     integer NOT NULL CHECK (observed >= 0),
  valid_days   smallint NOT NULL,
  avg          real,
  sd           real,
  min          real,
  q02          real,
  q25          real,
  median       real,
  q75          real,
  q98          real,
  max          real,
  sum          real,
  changed_at   timestamptz,
  computed_at  timestamptz NOT NULL,
  PRIMARY KEY (series_id, period, starts_on)
) WITH (fillfactor = 90);
COMMENT ON TABLE calima.aggregate_period IS 'A local month or year of a series, from its steps; see the views aggregate_month and aggregate_year.';
COMMENT ON COLUMN calima.aggregate_period.series_id IS 'The series.';
COMMENT ON COLUMN calima.aggregate_period.period IS 'month or year.';
COMMENT ON COLUMN calima.aggregate_period.starts_on IS 'Its first day, in the network''s zone.';
COMMENT ON COLUMN calima.aggregate_period.expected IS 'Steps that start in the whole period, whether or not anything was published.';
COMMENT ON COLUMN calima.aggregate_period.observed IS 'Usable values.';
COMMENT ON COLUMN calima.aggregate_period.valid_days IS 'Local days with enough usable values for a daily mean (capture_rule day).';
COMMENT ON COLUMN calima.aggregate_period.avg IS 'Mean of the usable values, in the parameter''s unit; for a direction that of the unit vectors; null without any.';
COMMENT ON COLUMN calima.aggregate_period.sd IS 'Sample standard deviation (n - 1), in the parameter''s unit; null for fewer than two values and for directions.';
COMMENT ON COLUMN calima.aggregate_period.min IS 'Least usable value, in the parameter''s unit; null for directions.';
COMMENT ON COLUMN calima.aggregate_period.q02 IS '2 % quantile, linear between neighbours as PostgreSQL''s percentile_cont, in the parameter''s unit; null for directions.';
COMMENT ON COLUMN calima.aggregate_period.q25 IS '25 % quantile.';
COMMENT ON COLUMN calima.aggregate_period.median IS '50 % quantile.';
COMMENT ON COLUMN calima.aggregate_period.q75 IS '75 % quantile.';
COMMENT ON COLUMN calima.aggregate_period.q98 IS '98 % quantile.';
COMMENT ON COLUMN calima.aggregate_period.max IS 'Greatest usable value, in the parameter''s unit; null for directions.';
COMMENT ON COLUMN calima.aggregate_period.sum IS 'Sum of the usable values, in the parameter''s unit; null where steps are no amounts.';
COMMENT ON COLUMN calima.aggregate_period.changed_at IS 'Newest updated_at of the observation days that it was computed from.';
COMMENT ON COLUMN calima.aggregate_period.computed_at IS 'When it was computed with this result. Computed again and found equal, it stays.';

CREATE FUNCTION calima.expected_so_far(expected integer, step_minutes integer, starts_on date, time_zone text) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN least(expected, greatest(0, floor(extract(epoch FROM now() - starts_on::timestamp AT TIME ZONE time_zone) / 60 / step_minutes)))::integer;
COMMENT ON FUNCTION calima.expected_so_far IS 'How many of the expected steps of a period that starts on a local day are over by now.';

CREATE FUNCTION calima.percent(part bigint, whole bigint) RETURNS real
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN whole > 0 THEN least(100, 100.0 * part / whole)::real END;
COMMENT ON FUNCTION calima.percent IS 'part of whole in percent, 100 at most; null of nothing.';

CREATE VIEW calima.aggregate_day AS
SELECT b.series_id, b.month, b.month + (e.i - 1)::integer AS day,
       e.expected AS expected_count,
       calima.expected_so_far(e.expected, s.step_minutes, b.month + (e.i - 1)::integer, n.time_zone) AS expected_so_far,
       e.observed AS observed_count,
       calima.percent(e.observed, e.expected) AS percent_complete,
       calima.percent(e.observed, calima.expected_so_far(e.expected, s.step_minutes, b.month + (e.i - 1)::integer, n.time_zone)) AS percent_coverage,
       e.observed * 100 >= e.expected * r.min_percent AS valid,
       e.avg, e.min, e.max, e.sum, e.max_8h,
       e.windows_8h * 100 >= round(e.expected * s.step_minutes / 60.0) * r8.min_percent AS max_8h_valid,
       e.changed_at, e.computed_at
FROM calima.aggregate_day_block b
JOIN calima.series s USING (series_id)
JOIN calima.station t USING (station_id)
JOIN calima.network n USING (network_id)
JOIN calima.capture_rule r ON r.rule = 'day'
JOIN calima.capture_rule r8 ON r8.rule = 'max-8h'
CROSS JOIN LATERAL unnest(b.expected, b.observed, b.avg, b.min, b.max, b.sum, b.max_8h, b.windows_8h, b.changed_at, b.computed_at)
  WITH ORDINALITY AS e (expected, observed, avg, min, max, sum, max_8h, windows_8h, changed_at, computed_at, i);
COMMENT ON VIEW calima.aggregate_day IS 'One row for each local day of each month in which a series has anything. Filter on month, not only on day: the days of a month are unpacked together.';
COMMENT ON COLUMN calima.aggregate_day.series_id IS 'The series.';
COMMENT ON COLUMN calima.aggregate_day.month IS 'First day of its month.';
COMMENT ON COLUMN calima.aggregate_day.day IS 'The day, in the network''s zone.';
COMMENT ON COLUMN calima.aggregate_day.expected_count IS 'Steps of the whole day, absent ones included.';
COMMENT ON COLUMN calima.aggregate_day.expected_so_far IS 'Those of them that are over by now.';
COMMENT ON COLUMN calima.aggregate_day.observed_count IS 'Usable values.';
COMMENT ON COLUMN calima.aggregate_day.percent_complete IS 'Data capture: usable values in percent of the whole day''s steps.';
COMMENT ON COLUMN calima.aggregate_day.percent_coverage IS 'Usable values in percent of the steps that are over by now, 100 at most; null before the first one is.';
COMMENT ON COLUMN calima.aggregate_day.valid IS 'Whether enough is there for a daily mean (capture_rule day).';
COMMENT ON COLUMN calima.aggregate_day.avg IS 'Mean of the usable values, in the parameter''s unit; for a direction that of the unit vectors.';
COMMENT ON COLUMN calima.aggregate_day.min IS 'Least usable value.';
COMMENT ON COLUMN calima.aggregate_day.max IS 'Greatest usable value.';
COMMENT ON COLUMN calima.aggregate_day.sum IS 'Sum of the usable values, for amounts such as rain; null for others.';
COMMENT ON COLUMN calima.aggregate_day.max_8h IS 'Greatest running 8-hour mean that ends in the day, for O3 and CO; null for others.';
COMMENT ON COLUMN calima.aggregate_day.max_8h_valid IS 'Whether enough running means were there (capture_rule max-8h).';
COMMENT ON COLUMN calima.aggregate_day.changed_at IS 'Newest change of the observations that it was computed from.';
COMMENT ON COLUMN calima.aggregate_day.computed_at IS 'When it was computed with this result.';

CREATE VIEW calima.aggregate_month AS
SELECT p.series_id, p.starts_on AS month,
       p.expected AS expected_count,
       calima.expected_so_far(p.expected, s.step_minutes, p.starts_on, n.time_zone) AS expected_so_far,
       p.observed AS observed_count,
       calima.percent(p.observed, p.expected) AS percent_complete,
       calima.percent(p.observed, calima.expected_so_far(p.expected, s.step_minutes, p.starts_on, n.time_zone)) AS percent_coverage,
       p.observed::bigint * 100 >= p.expected::bigint * r.min_percent AS valid,
       p.valid_days, p.min, p.q02, p.q25, p.median, p.q75, p.q98, p.max, p.avg, p.sd, p.sum, p.changed_at, p.computed_at
FROM calima.aggregate_period p
JOIN calima.series s USING (series_id)
JOIN calima.station t USING (station_id)
JOIN calima.network n USING (network_id)
JOIN calima.capture_rule r ON r.rule = 'month'
WHERE p.period = 'month';

CREATE VIEW calima.aggregate_year AS
SELECT p.series_id, extract(year FROM p.starts_on)::smallint AS year,
       p.expected AS expected_count,
       calima.expected_so_far(p.expected, s.step_minutes, p.starts_on, n.time_zone) AS expected_so_far,
       p.observed AS observed_count,
       calima.percent(p.observed, p.expected) AS percent_complete,
       calima.percent(p.observed, calima.expected_so_far(p.expected, s.step_minutes, p.starts_on, n.time_zone)) AS percent_coverage,
       p.observed::bigint * 100 >= p.expected::bigint * r.min_percent AS valid,
       p.valid_days, p.min, p.q02, p.q25, p.median, p.q75, p.q98, p.max, p.avg, p.sd, p.sum, p.changed_at, p.computed_at
FROM calima.aggregate_period p
JOIN calima.series s USING (series_id)
JOIN calima.station t USING (station_id)
JOIN calima.network n USING (network_id)
JOIN calima.capture_rule r ON r.rule = 'year'
WHERE p.period = 'year';

COMMENT ON VIEW calima.aggregate_month IS 'One row for each local month in which a series has anything.';
COMMENT ON VIEW calima.aggregate_year IS 'One row for each local year in which a series has anything.';
COMMENT ON COLUMN calima.aggregate_month.month IS 'Its first day, in the network''s zone.';
COMMENT ON COLUMN calima.aggregate_year.year IS 'The year, in the network''s zone.';
DO $$
DECLARE
  explained text[] := ARRAY[
    'series_id', 'The series.',
    'expected_count', 'Steps of the whole period, absent ones included.',
    'expected_so_far', 'Those of them that are over by now.',
    'observed_count', 'Usable values.',
    'percent_complete', 'Data capture: usable values in percent of the whole period''s steps.',
    'percent_coverage', 'Usable values in percent of the steps that are over by now, 100 at most; null before the first one is.',
    'valid', 'Whether enough is there (capture_rule month or year).',
    'valid_days', 'Local days with enough usable values for a daily mean.',
    'min', 'Least usable value, in the parameter''s unit.',
    'q02', '2 % quantile of the steps, as percentile_cont.',
    'q25', '25 % quantile of the steps.',
    'median', '50 % quantile of the steps.',
    'q75', '75 % quantile of the steps.',
    'q98', '98 % quantile of the steps.',
    'max', 'Greatest usable value.',
    'avg', 'Mean of the steps; for a direction that of the unit vectors.',
    'sd', 'Sample standard deviation of the steps.',
    'sum', 'Sum of the steps, for amounts such as rain; null for others.',
    'changed_at', 'Newest change of the observations that it was computed from.',
    'computed_at', 'When it was computed with this result.'];
BEGIN
  FOR i IN 1 .. cardinality(explained) BY 2 LOOP
    EXECUTE format('COMMENT ON COLUMN calima.aggregate_month.%I IS %L', explained[i], explained[i + 1]);
    EXECUTE format('COMMENT ON COLUMN calima.aggregate_year.%I IS %L', explained[i], explained[i + 1]);
  END LOOP;
END
$$;

GRANT SELECT ON calima.capture_rule, calima.aggregate_day_block, calima.aggregate_period, calima.aggregate_day,
  calima.aggregate_month, calima.aggregate_year TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.aggregate_day_block, calima.aggregate_period TO calima_loader;
REVOKE EXECUTE ON FUNCTION calima.expected_so_far, calima.percent FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calima.expected_so_far, calima.percent TO calima_loader, calima_trainer, calima_reader;

-- What was loaded before there were marks has never been computed.
INSERT INTO calima.stale_days (series_id, month, days)
SELECT series_id, date_trunc('month', day)::date, bit_or(1 << (extract(day FROM day)::integer - 1))
FROM calima.observation_day
GROUP BY 1, 2
ON CONFLICT (series_id, month) DO UPDATE SET days = stale_days.days | excluded.days;
