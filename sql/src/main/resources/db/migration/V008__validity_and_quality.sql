-- Validity and verification (EEA vocabularies) and our own quality rules, each apart; and series whose steps do not start at
-- whole multiples of the step, such as the hours of India.

ALTER TABLE calima.series ADD COLUMN phase_minutes smallint NOT NULL DEFAULT 0,
  ADD CHECK (phase_minutes >= 0 AND phase_minutes < step_minutes),
  DROP CONSTRAINT series_station_id_parameter_id_step_minutes_key,
  ADD CONSTRAINT series_key UNIQUE (station_id, parameter_id, step_minutes, phase_minutes);
COMMENT ON COLUMN calima.series.phase_minutes IS 'Minutes after midnight UTC at which the first period of a UTC day starts; 30 for hourly values of a zone half an hour off.';

ALTER TABLE calima.observation_day
  ADD COLUMN rules_version smallint NOT NULL DEFAULT 0,
  ADD COLUMN quality bytea,
  ADD CHECK (octet_length(quality) = octet_length(flags));
COMMENT ON COLUMN calima.observation_day.rules_version IS 'Version of the quality rules that judged this row last; 0 before there were any.';
COMMENT ON COLUMN calima.observation_day.quality IS 'One byte a step, the rules that speak against its value: 1 implausible, 2 sentinel, 4 stuck, 8 spike, 16 future, 32 unit; null when none does for any step.';
COMMENT ON COLUMN calima.observation_day.flags IS 'One byte a step: 0 nothing published; bits 0-2 validity (1-4 as in the EEA vocabulary, 5 for -1 not valid, 6 for -99 maintenance); bit 3 the file does not tell which of the two hours of the autumn clock change it is; bits 4-5 verification (1 verified, 2 preliminary, 3 or 0 not verified); bit 6 may not be used; bit 7 see quality. 1 to 63 may be used, 64 and up may not.';
COMMENT ON TABLE calima.observation_day IS 'A UTC day of a series: element i (from 1) is the period from day + phase + (i-1) x step to day + phase + i x step, UTC.';

-- The flags of before: 1 valid, 2 valid but which hour is not told, 64 not valid, 65 outside the plausible range.
CREATE FUNCTION calima.recode_flags(old bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT
RETURN (SELECT decode(string_agg(CASE get_byte(old, i) WHEN 0 THEN '00' WHEN 1 THEN '01' WHEN 2 THEN '09' WHEN 64 THEN '45' ELSE 'c1' END, '' ORDER BY i), 'hex')
        FROM generate_series(0, octet_length(old) - 1) AS i);
CREATE FUNCTION calima.recode_quality(old bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE STRICT
RETURN (SELECT CASE WHEN bool_or(get_byte(old, i) = 65) THEN
               decode(string_agg(CASE get_byte(old, i) WHEN 65 THEN '01' ELSE '00' END, '' ORDER BY i), 'hex') END
        FROM generate_series(0, octet_length(old) - 1) AS i);
UPDATE calima.observation_day SET flags = calima.recode_flags(flags), quality = calima.recode_quality(flags);
DROP FUNCTION calima.recode_flags, calima.recode_quality;

CREATE OR REPLACE VIEW calima.observation AS
SELECT d.series_id,
       (d.day::timestamp + make_interval(mins => s.phase_minutes + s.step_minutes * (e.i::integer - 1))) AT TIME ZONE 'UTC' AS period_start,
       (d.day::timestamp + make_interval(mins => s.phase_minutes + s.step_minutes * e.i::integer)) AT TIME ZONE 'UTC' AS period_end,
       CASE WHEN get_byte(d.flags, e.i::integer - 1) BETWEEN 1 AND 63 THEN e.published END AS value,
       get_byte(d.flags, e.i::integer - 1) AS flag,
       e.published AS published_value,
       CASE get_byte(d.flags, e.i::integer - 1) & 7 WHEN 5 THEN -1 WHEN 6 THEN -99 ELSE get_byte(d.flags, e.i::integer - 1) & 7 END::smallint AS validity,
       CASE (get_byte(d.flags, e.i::integer - 1) >> 4) & 3 WHEN 0 THEN 3 ELSE (get_byte(d.flags, e.i::integer - 1) >> 4) & 3 END::smallint AS verification,
       coalesce(get_byte(d.quality, e.i::integer - 1), 0)::smallint AS quality,
       d.rules_version,
       d.raw_file_id,
       d.updated_at
FROM calima.observation_day d
JOIN calima.series s USING (series_id)
CROSS JOIN LATERAL unnest(d.values) WITH ORDINALITY AS e (published, i)
WHERE get_byte(d.flags, e.i::integer - 1) <> 0;
COMMENT ON COLUMN calima.observation.validity IS 'What the publisher says, by the EEA vocabulary: 1 valid, 2 below the detection limit, 3 the same and replaced by half of it, 4 valid (CCQM.O3.2019), -1 not valid, -99 maintenance or calibration.';
COMMENT ON COLUMN calima.observation.verification IS 'By the EEA vocabulary: 1 verified, 2 preliminary, 3 not verified.';
COMMENT ON COLUMN calima.observation.quality IS 'Our rules that speak against the value, as in observation_day.quality; 0 for none.';
COMMENT ON COLUMN calima.observation.rules_version IS 'Version of the quality rules that judged its day last.';
COMMENT ON COLUMN calima.observation.raw_file_id IS 'The file that changed its day last.';
COMMENT ON COLUMN calima.observation.updated_at IS 'When its day changed last.';
