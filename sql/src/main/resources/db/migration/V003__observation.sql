-- The measurements: one row for each series and UTC day (docs/decisions/0002-one-row-per-series-and-day.md).

CREATE TABLE calima.observation_day (
  series_id    integer     NOT NULL,
  day          date        NOT NULL,
  raw_file_id  bigint      NOT NULL,
  updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  flags        bytea       NOT NULL,
  values       real[]      NOT NULL,
  PRIMARY KEY (series_id, day),
  CHECK (cardinality(values) = octet_length(flags))
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);
COMMENT ON TABLE calima.observation_day IS 'A UTC day of a series: element i (from 1) is the period from day + (i-1) x step to day + i x step, UTC.';
COMMENT ON COLUMN calima.observation_day.series_id IS 'The series.';
COMMENT ON COLUMN calima.observation_day.day IS 'The UTC day.';
COMMENT ON COLUMN calima.observation_day.raw_file_id IS 'The file that changed this row last.';
COMMENT ON COLUMN calima.observation_day.updated_at IS 'When this row changed last (time of recording, not of measuring).';
COMMENT ON COLUMN calima.observation_day.flags IS 'One byte a step: 0 nothing published; 1 valid; 2 valid, but the file does not tell which of the two hours of the autumn clock change it is; 64 not valid, says the publisher; 65 outside the plausible range. 1 to 63 may be used, 64 and up may not.';
COMMENT ON COLUMN calima.observation_day.values IS 'Value of each step as published, in the parameter''s unit, also where the flag says that it may not be used; null where nothing was published.';

CREATE FUNCTION calima.overlay_values(old_values real[], new_values real[], new_flags bytea) RETURNS real[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT array_agg(CASE WHEN get_byte(new_flags, i - 1) = 0 THEN old_values[i] ELSE new_values[i] END ORDER BY i)
        FROM generate_series(1, octet_length(new_flags)) AS i);
COMMENT ON FUNCTION calima.overlay_values IS 'The old day with the steps that the new one has (flag not 0) laid over it.';

CREATE FUNCTION calima.overlay_flags(old_flags bytea, new_flags bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT decode(string_agg(lpad(to_hex(CASE WHEN get_byte(new_flags, i) = 0 THEN get_byte(old_flags, i) ELSE get_byte(new_flags, i) END), 2, '0'), '' ORDER BY i), 'hex')
        FROM generate_series(0, octet_length(new_flags) - 1) AS i);
COMMENT ON FUNCTION calima.overlay_flags IS 'The old flags with the steps that the new ones have (flag not 0) laid over them.';

CREATE VIEW calima.observation AS
SELECT d.series_id,
       (d.day::timestamp + make_interval(mins => s.step_minutes * (e.i::integer - 1))) AT TIME ZONE 'UTC' AS period_start,
       (d.day::timestamp + make_interval(mins => s.step_minutes * e.i::integer)) AT TIME ZONE 'UTC' AS period_end,
       CASE WHEN get_byte(d.flags, e.i::integer - 1) BETWEEN 1 AND 63 THEN e.published END AS value,
       get_byte(d.flags, e.i::integer - 1) AS flag,
       e.published AS published_value
FROM calima.observation_day d
JOIN calima.series s USING (series_id)
CROSS JOIN LATERAL unnest(d.values) WITH ORDINALITY AS e (published, i)
WHERE get_byte(d.flags, e.i::integer - 1) <> 0;
COMMENT ON VIEW calima.observation IS 'One row for each published value, for people who write SQL.';
COMMENT ON COLUMN calima.observation.series_id IS 'The series.';
COMMENT ON COLUMN calima.observation.period_start IS 'Start of the averaging period (included).';
COMMENT ON COLUMN calima.observation.period_end IS 'End of the averaging period (excluded).';
COMMENT ON COLUMN calima.observation.value IS 'Value in the parameter''s unit; null when the flag says that it may not be used.';
COMMENT ON COLUMN calima.observation.flag IS 'See observation_day.flags.';
COMMENT ON COLUMN calima.observation.published_value IS 'The number as published, valid or not, in the parameter''s unit.';

GRANT SELECT ON calima.observation_day, calima.observation TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.observation_day TO calima_loader;
