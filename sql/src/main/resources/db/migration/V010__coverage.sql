-- What has been asked of the sources and what they have answered, so that each absent hour can say why it is absent.

CREATE TABLE calima.feed (
  feed                       text     PRIMARY KEY,
  network_id                 smallint NOT NULL REFERENCES calima.network,
  has_source                 boolean  NOT NULL,
  publication_delay_minutes  integer  NOT NULL CHECK (publication_delay_minutes >= 0),
  late_after_minutes         integer  NOT NULL CHECK (late_after_minutes >= 0)
);
COMMENT ON TABLE calima.feed IS 'A published source, as far as its configuration is needed beside the data; written before each load.';
COMMENT ON COLUMN calima.feed.feed IS 'Its name: a file in jobs-config/feeds.';
COMMENT ON COLUMN calima.feed.network_id IS 'The network whose stations it tells of.';
COMMENT ON COLUMN calima.feed.has_source IS 'Whether it can be asked; false when it is only loaded from what people bring.';
COMMENT ON COLUMN calima.feed.publication_delay_minutes IS 'How long after its end a period is usually there, in minutes.';
COMMENT ON COLUMN calima.feed.late_after_minutes IS 'How long after its end an absent period is called not-yet although the source has been asked, in minutes.';

CREATE TABLE calima.feed_parameter (
  feed          text     NOT NULL REFERENCES calima.feed,
  parameter_id  smallint NOT NULL REFERENCES calima.parameter,
  PRIMARY KEY (feed, parameter_id)
);
COMMENT ON TABLE calima.feed_parameter IS 'What a feed measures: what it covers says nothing of other parameters.';
COMMENT ON COLUMN calima.feed_parameter.feed IS 'The feed.';
COMMENT ON COLUMN calima.feed_parameter.parameter_id IS 'One of its parameters.';

CREATE TABLE calima.coverage_day (
  feed        text    NOT NULL,
  day         date    NOT NULL,
  station_id  integer REFERENCES calima.station,
  answered    integer NOT NULL DEFAULT 0 CHECK (answered BETWEEN 0 AND 16777215),
  failed      integer NOT NULL DEFAULT 0 CHECK (failed BETWEEN 0 AND 16777215),
  UNIQUE NULLS NOT DISTINCT (feed, day, station_id)
);
COMMENT ON TABLE calima.coverage_day IS 'The hours of a UTC day for which a source has answered, or was asked in vain. Bit h (from 0) stands for the periods that start in hour h, UTC.';
COMMENT ON COLUMN calima.coverage_day.feed IS 'The feed.';
COMMENT ON COLUMN calima.coverage_day.day IS 'The UTC day.';
COMMENT ON COLUMN calima.coverage_day.station_id IS 'The station; null for the whole network.';
COMMENT ON COLUMN calima.coverage_day.answered IS 'Hours answered after they were over: something was published for them, or a complete answer had nothing.';
COMMENT ON COLUMN calima.coverage_day.failed IS 'Hours that were asked for at least once without an answer; says nothing where answered has the bit too.';

CREATE TABLE calima.refused_day (
  series_id  integer NOT NULL REFERENCES calima.series,
  day        date    NOT NULL,
  hours      integer NOT NULL CHECK (hours BETWEEN 1 AND 16777215),
  PRIMARY KEY (series_id, day)
);
COMMENT ON TABLE calima.refused_day IS 'The hours of a UTC day for which a published value of a series was refused, all of them, also those beyond what rejected_reading keeps.';
COMMENT ON COLUMN calima.refused_day.series_id IS 'The series.';
COMMENT ON COLUMN calima.refused_day.day IS 'The UTC day.';
COMMENT ON COLUMN calima.refused_day.hours IS 'Bit h (from 0): the periods that start in hour h, UTC.';

ALTER TABLE calima.rejected_reading
  ADD COLUMN series_id integer REFERENCES calima.series,
  ADD COLUMN period_start timestamptz,
  ADD CHECK ((series_id IS NULL) = (period_start IS NULL));
COMMENT ON COLUMN calima.rejected_reading.series_id IS 'The series that the value would have belonged to; null when the line does not tell, or the series does not exist.';
COMMENT ON COLUMN calima.rejected_reading.period_start IS 'Start of the period of the value; null together with series_id.';

CREATE TABLE calima.fetch_run (
  fetch_run_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed           text        NOT NULL,
  scheduled_at   timestamptz NOT NULL,
  attempt        integer     NOT NULL DEFAULT 0,
  state          text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'partial', 'done')),
  month_to_date  boolean     NOT NULL,
  load_id        bigint      REFERENCES calima.load_ledger,
  started_at     timestamptz NOT NULL,
  finished_at    timestamptz,
  UNIQUE (feed, scheduled_at)
);
COMMENT ON TABLE calima.fetch_run IS 'An hourly asking of a source: one for each feed and scheduled hour.';
COMMENT ON COLUMN calima.fetch_run.fetch_run_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.fetch_run.feed IS 'The feed.';
COMMENT ON COLUMN calima.fetch_run.scheduled_at IS 'The full hour that it is for; windows count back from it.';
COMMENT ON COLUMN calima.fetch_run.attempt IS '0, or how many times it was taken up again after it had died or some request had failed.';
COMMENT ON COLUMN calima.fetch_run.state IS 'running; partial when some request failed (the same run asks those again); done.';
COMMENT ON COLUMN calima.fetch_run.month_to_date IS 'Whether it asked for the month so far.';
COMMENT ON COLUMN calima.fetch_run.load_id IS 'The load of what came; null when nothing came.';
COMMENT ON COLUMN calima.fetch_run.started_at IS 'When it was begun, by the job''s clock.';
COMMENT ON COLUMN calima.fetch_run.finished_at IS 'When it ended last, by the job''s clock; null while it runs.';

CREATE TABLE calima.fetch_request (
  fetch_run_id  bigint NOT NULL REFERENCES calima.fetch_run,
  address       text   NOT NULL,
  station_id    integer REFERENCES calima.station,
  range_from    timestamptz NOT NULL,
  range_to      timestamptz NOT NULL,
  state         text    NOT NULL CHECK (state IN ('answered', 'unchanged', 'nothing', 'failed')),
  files         integer NOT NULL DEFAULT 0,
  problem       text,
  asked_at      timestamptz NOT NULL,
  PRIMARY KEY (fetch_run_id, address),
  CHECK ((state = 'failed') = (problem IS NOT NULL))
);
COMMENT ON TABLE calima.fetch_request IS 'What was asked in a run and what became of it, written when the answer is loaded.';
COMMENT ON COLUMN calima.fetch_request.fetch_run_id IS 'The run.';
COMMENT ON COLUMN calima.fetch_request.address IS 'The address asked, its headers left out; {page} stands for all pages.';
COMMENT ON COLUMN calima.fetch_request.station_id IS 'The station asked for; null for the whole network.';
COMMENT ON COLUMN calima.fetch_request.range_from IS 'Start of the range asked for.';
COMMENT ON COLUMN calima.fetch_request.range_to IS 'End of the range asked for (excluded).';
COMMENT ON COLUMN calima.fetch_request.state IS 'answered; unchanged (since it was asked last); nothing (a complete answer without data); failed.';
COMMENT ON COLUMN calima.fetch_request.files IS 'Files received, one for each page.';
COMMENT ON COLUMN calima.fetch_request.problem IS 'Why it failed and what to do; null otherwise.';
COMMENT ON COLUMN calima.fetch_request.asked_at IS 'When it was asked last, by the job''s clock.';

CREATE TABLE calima.http_validator (
  feed               text  NOT NULL,
  address            text  NOT NULL,
  definition_sha256  bytea NOT NULL CHECK (octet_length(definition_sha256) = 32),
  etag               text,
  last_modified      text,
  answered_at        timestamptz NOT NULL,
  PRIMARY KEY (feed, address),
  CHECK (etag IS NOT NULL OR last_modified IS NOT NULL)
);
COMMENT ON TABLE calima.http_validator IS 'How to ask a source for something only if it has changed; written when the answer is loaded.';
COMMENT ON COLUMN calima.http_validator.feed IS 'The feed.';
COMMENT ON COLUMN calima.http_validator.address IS 'The address.';
COMMENT ON COLUMN calima.http_validator.definition_sha256 IS 'How the answer was read, as load_ledger.definition_sha256: read in another way, it is asked for whole.';
COMMENT ON COLUMN calima.http_validator.etag IS 'The answer''s ETag; null when it had none.';
COMMENT ON COLUMN calima.http_validator.last_modified IS 'The answer''s Last-Modified as sent; null when it had none.';
COMMENT ON COLUMN calima.http_validator.answered_at IS 'When that answer came, by the job''s clock.';

-- What was loaded before there was coverage: an hour is covered when anything was published for it.
INSERT INTO calima.coverage_day (feed, day, answered)
SELECT f.feed, d.day,
       bit_or(CASE WHEN get_byte(d.flags, e.i) = 0 THEN 0 ELSE 1 << least(23, (s.phase_minutes + s.step_minutes * e.i) / 60) END)
FROM calima.observation_day d
JOIN calima.series s USING (series_id)
JOIN calima.raw_file f USING (raw_file_id)
CROSS JOIN LATERAL generate_series(0, octet_length(d.flags) - 1) AS e (i)
GROUP BY f.feed, d.day;

CREATE FUNCTION calima.absent_hours(of_series integer, from_time timestamptz, to_time timestamptz, at_time timestamptz)
RETURNS TABLE (period_start timestamptz, status text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH of AS (
  SELECT r.series_id, r.station_id, r.parameter_id, r.step_minutes, r.phase_minutes, t.network_id,
         (SELECT (d.day::timestamp + make_interval(mins => r.phase_minutes + r.step_minutes * min(e.i))) AT TIME ZONE 'UTC'
          FROM (SELECT o.day, o.flags FROM calima.observation_day o WHERE o.series_id = r.series_id ORDER BY o.day LIMIT 1) d,
               generate_series(0, octet_length(d.flags) - 1) AS e (i)
          WHERE get_byte(d.flags, e.i) <> 0
          GROUP BY d.day) AS first_period
  FROM calima.series r JOIN calima.station t USING (station_id)
  WHERE r.series_id = of_series
), timing AS (
  SELECT make_interval(mins => coalesce(min(f.publication_delay_minutes) FILTER (WHERE f.has_source), 60)) AS delay,
         make_interval(mins => coalesce(min(f.late_after_minutes) FILTER (WHERE f.has_source), 4320)) AS late
  FROM of JOIN calima.feed f USING (network_id) JOIN calima.feed_parameter p USING (feed, parameter_id)
), step AS (
  SELECT of.*, first_period + make_interval(mins => step_minutes * n) AS begin,
         (first_period + make_interval(mins => step_minutes * n)) AT TIME ZONE 'UTC' AS utc
  FROM of, generate_series(greatest(0, ceil(extract(epoch FROM from_time - first_period) / 60 / step_minutes))::integer,
                           ceil(extract(epoch FROM to_time - first_period) / 60 / step_minutes)::integer - 1) AS n
), absent AS (
  SELECT s.*, s.begin + make_interval(mins => s.step_minutes) AS ends, s.utc::date AS utc_day,
         1 << extract(hour FROM s.utc)::integer AS bit
  FROM step s
  LEFT JOIN calima.observation_day d
    ON d.series_id = s.series_id AND d.day = (s.utc - make_interval(mins => s.phase_minutes))::date
  WHERE d.flags IS NULL
     OR get_byte(d.flags, (extract(epoch FROM s.utc - make_interval(mins => s.phase_minutes) - d.day) / 60)::integer / s.step_minutes) = 0
)
SELECT a.begin,
       CASE
         WHEN EXISTS (SELECT FROM calima.refused_day q
                      WHERE q.series_id = a.series_id AND q.day = a.utc_day AND q.hours & a.bit <> 0) THEN 'rejected'
         WHEN EXISTS (SELECT FROM calima.feed_parameter p
                      JOIN calima.feed f USING (feed)
                      JOIN calima.coverage_day c USING (feed)
                      WHERE p.parameter_id = a.parameter_id AND f.network_id = a.network_id AND c.day = a.utc_day
                        AND (c.station_id = a.station_id OR c.station_id IS NULL) AND c.answered & a.bit <> 0)
           THEN CASE WHEN at_time < a.ends + t.late THEN 'not-yet' ELSE 'missing-at-source' END
         WHEN at_time < a.ends + t.delay THEN 'not-yet'
         ELSE 'missing-by-us'
       END
FROM absent a, timing t
ORDER BY a.begin
$$;
COMMENT ON FUNCTION calima.absent_hours IS 'Every period of a series from its first published one on, starting in [from_time, to_time), for which nothing is published, and why, seen at at_time: rejected (a value of it was refused), missing-at-source (answered without it, and late), missing-by-us (never asked for, or in vain), not-yet.';

CREATE FUNCTION calima.absent_days(of_feed text, from_time timestamptz, to_time timestamptz, at_time timestamptz)
RETURNS TABLE (day date, station_id integer, parameter_id smallint, series_id integer, status text, periods bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT (a.period_start AT TIME ZONE 'UTC')::date, s.station_id, s.parameter_id, s.series_id, a.status, count(*)
FROM calima.feed f
JOIN calima.feed_parameter p USING (feed)
JOIN calima.station t USING (network_id)
JOIN calima.series s ON s.station_id = t.station_id AND s.parameter_id = p.parameter_id
CROSS JOIN LATERAL calima.absent_hours(s.series_id, from_time, to_time, at_time) a
WHERE f.feed = of_feed
GROUP BY 1, 2, 3, 4, 5
$$;
COMMENT ON FUNCTION calima.absent_days IS 'How many periods of each series of a feed''s network and parameters are absent on each UTC day, by status as in absent_hours.';

GRANT SELECT ON calima.feed, calima.feed_parameter, calima.coverage_day, calima.refused_day
  TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.feed, calima.coverage_day, calima.refused_day TO calima_loader;
GRANT INSERT, DELETE ON calima.feed_parameter TO calima_loader;
GRANT SELECT, INSERT, UPDATE ON calima.fetch_run, calima.fetch_request, calima.http_validator TO calima_loader;
