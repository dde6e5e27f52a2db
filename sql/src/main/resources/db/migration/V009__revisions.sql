-- What changed, when and by which load, so that any past moment can be shown (docs/decisions/0011-changes-as-rows.md); which
-- days have become stale; and the sums of a load's lines and values.

CREATE TABLE calima.observation_change (
  series_id               integer     NOT NULL,
  day                     date        NOT NULL,
  changed_at              timestamptz NOT NULL,
  previous_at             timestamptz NOT NULL,
  load_id                 bigint,
  raw_file_id             bigint      NOT NULL,
  previous_raw_file_id    bigint      NOT NULL,
  previous_rules_version  smallint    NOT NULL,
  added_steps             bytea,
  steps                   smallint[],
  old_values              real[],
  new_values              real[],
  old_flags               bytea,
  new_flags               bytea,
  old_quality             bytea,
  new_quality             bytea,
  PRIMARY KEY (series_id, day, changed_at),
  CHECK (previous_at < changed_at),
  CHECK (added_steps IS NOT NULL OR steps IS NOT NULL),
  CHECK (cardinality(steps) = cardinality(old_values) AND cardinality(steps) = cardinality(new_values)
         AND cardinality(steps) = octet_length(old_flags) AND cardinality(steps) = octet_length(new_flags)),
  CHECK (octet_length(old_quality) = cardinality(steps) AND octet_length(new_quality) = cardinality(steps))
);
-- Rows come in the order of time, so a few pages of summary find what changed since a moment.
CREATE INDEX observation_change_changed_at ON calima.observation_change
  USING brin (changed_at) WITH (pages_per_range = 16, autosummarize = on);
COMMENT ON TABLE calima.observation_change IS 'One row for each change of a row of observation_day that was there: only the steps that changed, with what stood there before.';
COMMENT ON COLUMN calima.observation_change.series_id IS 'The series.';
COMMENT ON COLUMN calima.observation_change.day IS 'The UTC day.';
COMMENT ON COLUMN calima.observation_change.changed_at IS 'When it changed (time of recording); the same for all that one transaction changed. It is then the updated_at of the changed row.';
COMMENT ON COLUMN calima.observation_change.previous_at IS 'When the row had been changed, or first written, before.';
COMMENT ON COLUMN calima.observation_change.load_id IS 'The load that changed it; null when no load did, but a later look at the quality.';
COMMENT ON COLUMN calima.observation_change.raw_file_id IS 'The file that the row names since.';
COMMENT ON COLUMN calima.observation_change.previous_raw_file_id IS 'The file that the row named before.';
COMMENT ON COLUMN calima.observation_change.previous_rules_version IS 'The version of the quality rules that the row named before.';
COMMENT ON COLUMN calima.observation_change.added_steps IS 'Steps for which nothing stood there before: bit i of get_bit, from 0, is step i + 1; null when there are none.';
COMMENT ON COLUMN calima.observation_change.steps IS 'Places, from 1, of the steps that were there and changed; null when there are none. The six columns that follow have one element for each.';
COMMENT ON COLUMN calima.observation_change.old_values IS 'Published values before, in the parameter''s unit.';
COMMENT ON COLUMN calima.observation_change.new_values IS 'Published values since, in the parameter''s unit.';
COMMENT ON COLUMN calima.observation_change.old_flags IS 'Flags before, as in observation_day.flags.';
COMMENT ON COLUMN calima.observation_change.new_flags IS 'Flags since, as in observation_day.flags.';
COMMENT ON COLUMN calima.observation_change.old_quality IS 'Quality before, as in observation_day.quality; null when no rule spoke against any of them.';
COMMENT ON COLUMN calima.observation_change.new_quality IS 'Quality since, as in observation_day.quality; null when no rule speaks against any of them.';

CREATE VIEW calima.observation_revision AS
SELECT c.series_id,
       (c.day::timestamp + make_interval(mins => s.phase_minutes + s.step_minutes * (e.step - 1))) AT TIME ZONE 'UTC' AS period_start,
       e.old_value,
       e.new_value,
       CASE get_byte(c.old_flags, e.i::integer - 1) & 7 WHEN 5 THEN -1 WHEN 6 THEN -99 ELSE get_byte(c.old_flags, e.i::integer - 1) & 7 END::smallint AS old_validity,
       CASE get_byte(c.new_flags, e.i::integer - 1) & 7 WHEN 5 THEN -1 WHEN 6 THEN -99 ELSE get_byte(c.new_flags, e.i::integer - 1) & 7 END::smallint AS new_validity,
       coalesce(nullif((get_byte(c.old_flags, e.i::integer - 1) >> 4) & 3, 0), 3)::smallint AS old_verification,
       coalesce(nullif((get_byte(c.new_flags, e.i::integer - 1) >> 4) & 3, 0), 3)::smallint AS new_verification,
       coalesce(get_byte(c.old_quality, e.i::integer - 1), 0)::smallint AS old_quality,
       coalesce(get_byte(c.new_quality, e.i::integer - 1), 0)::smallint AS new_quality,
       c.changed_at,
       c.previous_at,
       c.load_id,
       c.raw_file_id,
       c.previous_raw_file_id
FROM calima.observation_change c
JOIN calima.series s USING (series_id)
CROSS JOIN LATERAL unnest(c.steps, c.old_values, c.new_values) WITH ORDINALITY AS e (step, old_value, new_value, i)
WHERE e.old_value IS DISTINCT FROM e.new_value
   OR (get_byte(c.old_flags, e.i::integer - 1) & 7) <> (get_byte(c.new_flags, e.i::integer - 1) & 7);
COMMENT ON VIEW calima.observation_revision IS 'One row for each correction: a published value that was there and whose number or validity changed. A value that was new, or only better verified or otherwise judged by our rules, is none.';
COMMENT ON COLUMN calima.observation_revision.series_id IS 'The series.';
COMMENT ON COLUMN calima.observation_revision.period_start IS 'Start of the averaging period (included).';
COMMENT ON COLUMN calima.observation_revision.old_value IS 'The number published before, valid or not, in the parameter''s unit.';
COMMENT ON COLUMN calima.observation_revision.new_value IS 'The number published since, valid or not, in the parameter''s unit.';
COMMENT ON COLUMN calima.observation_revision.old_validity IS 'As observation.validity, before.';
COMMENT ON COLUMN calima.observation_revision.new_validity IS 'As observation.validity, since.';
COMMENT ON COLUMN calima.observation_revision.old_verification IS 'As observation.verification, before.';
COMMENT ON COLUMN calima.observation_revision.new_verification IS 'As observation.verification, since.';
COMMENT ON COLUMN calima.observation_revision.old_quality IS 'Our rules that spoke against the value before; 0 for none.';
COMMENT ON COLUMN calima.observation_revision.new_quality IS 'Our rules that speak against the value since; 0 for none.';
COMMENT ON COLUMN calima.observation_revision.changed_at IS 'When it changed (time of recording).';
COMMENT ON COLUMN calima.observation_revision.previous_at IS 'When its day had been changed, or first written, before.';
COMMENT ON COLUMN calima.observation_revision.load_id IS 'The load that changed it.';
COMMENT ON COLUMN calima.observation_revision.raw_file_id IS 'The file that changed it.';
COMMENT ON COLUMN calima.observation_revision.previous_raw_file_id IS 'The file that had changed its day before.';

CREATE FUNCTION calima.observation_as_of(of_series integer, from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (series_id integer, period_start timestamptz, period_end timestamptz, value real, flag integer,
               published_value real, validity smallint, verification smallint, quality smallint, rules_version smallint,
               raw_file_id bigint, updated_at timestamptz)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000
BEGIN ATOMIC
  WITH later AS MATERIALIZED (
    SELECT c.* FROM calima.observation_change c
    WHERE c.series_id = of_series AND c.changed_at > as_of
      AND c.day BETWEEN (from_time AT TIME ZONE 'UTC')::date - 1 AND (to_time AT TIME ZONE 'UTC')::date
  ), first_later AS ( -- the change that ended what the day said then
    SELECT DISTINCT ON (l.day) l.day, l.previous_at, l.previous_raw_file_id, l.previous_rules_version
    FROM later l ORDER BY l.day, l.changed_at
  ), was AS ( -- and the same for each step that changed since
    SELECT DISTINCT ON (s.day, s.step) s.day, s.step, s.value, s.flag, s.quality
    FROM (
      SELECT l.day, l.changed_at, e.step::integer AS step, e.old_value AS value,
             get_byte(l.old_flags, e.i::integer - 1) AS flag, coalesce(get_byte(l.old_quality, e.i::integer - 1), 0) AS quality
      FROM later l CROSS JOIN LATERAL unnest(l.steps, l.old_values) WITH ORDINALITY AS e (step, old_value, i)
      UNION ALL
      SELECT l.day, l.changed_at, b + 1, NULL, 0, 0
      FROM later l CROSS JOIN LATERAL generate_series(0, octet_length(l.added_steps) * 8 - 1) AS b
      WHERE get_bit(l.added_steps, b) = 1
    ) s
    ORDER BY s.day, s.step, s.changed_at
  ), then_there AS (
    SELECT d.day, e.i::integer AS step, r.step_minutes, r.phase_minutes,
           CASE WHEN w.step IS NULL THEN e.published ELSE w.value END AS published,
           CASE WHEN w.step IS NULL THEN get_byte(d.flags, e.i::integer - 1) ELSE w.flag END AS flag,
           CASE WHEN w.step IS NULL THEN coalesce(get_byte(d.quality, e.i::integer - 1), 0) ELSE w.quality END AS quality,
           coalesce(f.previous_rules_version, d.rules_version) AS rules_version,
           coalesce(f.previous_raw_file_id, d.raw_file_id) AS raw_file_id,
           coalesce(f.previous_at, d.updated_at) AS updated_at
    FROM calima.observation_day d
    JOIN calima.series r ON r.series_id = d.series_id
    LEFT JOIN first_later f ON f.day = d.day
    CROSS JOIN LATERAL unnest(d.values) WITH ORDINALITY AS e (published, i)
    LEFT JOIN was w ON w.day = d.day AND w.step = e.i
    WHERE d.series_id = of_series AND coalesce(f.previous_at, d.updated_at) <= as_of
      AND d.day BETWEEN (from_time AT TIME ZONE 'UTC')::date - 1 AND (to_time AT TIME ZONE 'UTC')::date
  ), timed AS (
    SELECT t.*, (t.day::timestamp + make_interval(mins => t.phase_minutes + t.step_minutes * (t.step - 1))) AT TIME ZONE 'UTC' AS period_start
    FROM then_there t
    WHERE t.flag <> 0
  )
  SELECT of_series, t.period_start, t.period_start + make_interval(mins => t.step_minutes),
         CASE WHEN t.flag BETWEEN 1 AND 63 THEN t.published END, t.flag, t.published,
         CASE t.flag & 7 WHEN 5 THEN -1 WHEN 6 THEN -99 ELSE t.flag & 7 END::smallint,
         coalesce(nullif((t.flag >> 4) & 3, 0), 3)::smallint,
         t.quality::smallint, t.rules_version, t.raw_file_id, t.updated_at
  FROM timed t
  WHERE t.period_start >= from_time AND t.period_start < to_time
  ORDER BY t.period_start;
END;
COMMENT ON FUNCTION calima.observation_as_of IS 'What the view observation showed at the moment as_of for the periods of a series that start from from_time to before to_time.';

CREATE TABLE calima.stale_days (
  series_id  integer NOT NULL,
  month      date    NOT NULL CHECK (extract(day FROM month) = 1),
  days       integer NOT NULL CHECK (days > 0),
  PRIMARY KEY (series_id, month)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
COMMENT ON TABLE calima.stale_days IS 'UTC days that were written or changed and whose dependents (means, indices, scores) have not been computed since. Written in the transaction that changes the days, in the order of the key. To consume: lock and DELETE the marks first, in the order of the key, then read the days in a later statement, and commit with the results; then no change is missed.';
COMMENT ON COLUMN calima.stale_days.series_id IS 'The series.';
COMMENT ON COLUMN calima.stale_days.month IS 'First day of the UTC month.';
COMMENT ON COLUMN calima.stale_days.days IS 'Bit mask of the stale UTC days: bit 0 is the first of the month.';

ALTER TABLE calima.load_file
  ADD COLUMN lines_loaded     bigint NOT NULL DEFAULT 0,
  ADD COLUMN lines_revised    bigint NOT NULL DEFAULT 0,
  ADD COLUMN lines_unchanged  bigint NOT NULL DEFAULT 0,
  ADD COLUMN values_read      bigint NOT NULL DEFAULT 0,
  ADD COLUMN values_unchanged bigint NOT NULL DEFAULT 0;
-- Loads of before did not tell the lines that changed nothing from the others.
UPDATE calima.load_file
SET lines_loaded = lines_read - lines_rejected - lines_ignored, values_read = values_inserted + values_revised + cells_rejected;
ALTER TABLE calima.load_file
  ADD CONSTRAINT load_file_lines_add_up
    CHECK (lines_read = lines_loaded + lines_revised + lines_unchanged + lines_rejected + lines_ignored),
  ADD CONSTRAINT load_file_values_add_up
    CHECK (values_read = values_inserted + values_revised + values_unchanged + cells_rejected);
COMMENT ON COLUMN calima.load_file.lines_read IS 'Lines with data that were read, the header not counted: loaded + revised + unchanged + rejected + ignored.';
COMMENT ON COLUMN calima.load_file.lines_loaded IS 'Lines that brought at least one new value.';
COMMENT ON COLUMN calima.load_file.lines_revised IS 'Lines that brought no new value, but changed at least one.';
COMMENT ON COLUMN calima.load_file.lines_unchanged IS 'Lines that changed nothing: all that they say was there, outranked by a better verified value, or nothing.';
COMMENT ON COLUMN calima.load_file.lines_rejected IS 'Lines refused whole, or of which every value was.';
COMMENT ON COLUMN calima.load_file.values_read IS 'Values of the lines that were not refused or left out whole: inserted + revised + unchanged + cells_rejected.';
COMMENT ON COLUMN calima.load_file.values_revised IS 'Values that were there and changed, in number or validity.';
COMMENT ON COLUMN calima.load_file.values_unchanged IS 'Values that changed nothing: equal to what was there, equal when rounded as the feed says, only better verified, or outranked by a better verified value.';
COMMENT ON COLUMN calima.load_file.cells_rejected IS 'Single values refused in lines otherwise accepted, and values that a later line of the same file contradicts.';

GRANT SELECT ON calima.observation_change, calima.observation_revision TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT ON calima.observation_change TO calima_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON calima.stale_days TO calima_loader;
REVOKE EXECUTE ON FUNCTION calima.observation_as_of FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calima.observation_as_of TO calima_loader, calima_trainer, calima_reader;
