-- What the read API shows beside the data (docs/decisions/0033-the-public-read-side.md): runs, schedules and feeds as far as the public
-- may see them, and changes in the order in which they were made, page by page.

-- With series and day behind the time a page of changes is read from the index in its order; a BRIN index would find the rows
-- since a moment too, but sort all of them for each page.
DROP INDEX calima.observation_change_changed_at;
CREATE INDEX observation_change_changed_at ON calima.observation_change (changed_at, series_id, day);

CREATE VIEW calima.public_run AS
SELECT r.run_id, r.job, r.state, r.outcome, r.parameters ->> 'feed' AS feed, r.schedule, r.requested_at, r.started_at, r.ended_at,
       r.phase, r.unit, r.done, r.total
FROM calima.run r;
COMMENT ON VIEW calima.public_run IS 'Runs without who asked for them, why, with which parameters, on which machine, and what was said of failures.';
COMMENT ON COLUMN calima.public_run.run_id IS 'The run.';
COMMENT ON COLUMN calima.public_run.job IS 'The job.';
COMMENT ON COLUMN calima.public_run.state IS 'As run.state.';
COMMENT ON COLUMN calima.public_run.outcome IS 'As run.outcome.';
COMMENT ON COLUMN calima.public_run.feed IS 'The feed that it works on; null when it works on none, or on several.';
COMMENT ON COLUMN calima.public_run.schedule IS 'The schedule that asked for it; null when none did.';
COMMENT ON COLUMN calima.public_run.requested_at IS 'When it was asked for.';
COMMENT ON COLUMN calima.public_run.started_at IS 'When it was begun; null while it waits.';
COMMENT ON COLUMN calima.public_run.ended_at IS 'When it ended; null before.';
COMMENT ON COLUMN calima.public_run.phase IS 'What it is at.';
COMMENT ON COLUMN calima.public_run.unit IS 'What done and total count.';
COMMENT ON COLUMN calima.public_run.done IS 'How much of the phase is done.';
COMMENT ON COLUMN calima.public_run.total IS 'How much the phase has; 0 when that is not known.';

CREATE VIEW calima.public_schedule AS
SELECT s.name, s.timetable, s.jobs, s.enabled AND s.paused_at IS NULL AS active, s.settled_until
FROM calima.schedule s;
COMMENT ON VIEW calima.public_schedule IS 'What is started by itself.';
COMMENT ON COLUMN calima.public_schedule.name IS 'The schedule.';
COMMENT ON COLUMN calima.public_schedule.timetable IS 'When, in words of its configuration.';
COMMENT ON COLUMN calima.public_schedule.jobs IS 'The jobs that it starts, one after the other.';
COMMENT ON COLUMN calima.public_schedule.active IS 'Whether it starts anything: enabled and not paused.';
COMMENT ON COLUMN calima.public_schedule.settled_until IS 'Every moment up to this one has been dealt with.';

CREATE VIEW calima.public_feed AS
SELECT f.feed, n.code AS network, f.has_source, f.publication_delay_minutes, f.late_after_minutes,
       asked.started_at AS last_asked_at, asked.state AS last_asked_state, answered.finished_at AS last_answered_at,
       loaded.finished_at AS last_loaded_at
FROM calima.feed f
JOIN calima.network n USING (network_id)
LEFT JOIN LATERAL (SELECT r.started_at, r.state FROM calima.fetch_run r
                   WHERE r.feed = f.feed ORDER BY r.scheduled_at DESC LIMIT 1) asked ON true
LEFT JOIN LATERAL (SELECT r.finished_at FROM calima.fetch_run r
                   WHERE r.feed = f.feed AND r.state = 'done' ORDER BY r.scheduled_at DESC LIMIT 1) answered ON true
LEFT JOIN LATERAL (SELECT max(l.finished_at) AS finished_at FROM calima.load_ledger l
                   WHERE l.feed = f.feed AND l.state = 'loaded') loaded ON true;
COMMENT ON VIEW calima.public_feed IS 'How each feed stands: asked, answered, loaded.';
COMMENT ON COLUMN calima.public_feed.feed IS 'The feed.';
COMMENT ON COLUMN calima.public_feed.network IS 'Code of the network whose stations it tells of.';
COMMENT ON COLUMN calima.public_feed.has_source IS 'Whether it is asked by itself; false when it is loaded from what people bring.';
COMMENT ON COLUMN calima.public_feed.publication_delay_minutes IS 'As feed.publication_delay_minutes.';
COMMENT ON COLUMN calima.public_feed.late_after_minutes IS 'As feed.late_after_minutes.';
COMMENT ON COLUMN calima.public_feed.last_asked_at IS 'When its source was asked last; null when it never was.';
COMMENT ON COLUMN calima.public_feed.last_asked_state IS 'What came of that, as fetch_run.state; null when it was never asked.';
COMMENT ON COLUMN calima.public_feed.last_answered_at IS 'When every request of an asking was answered last; null when that never was.';
COMMENT ON COLUMN calima.public_feed.last_loaded_at IS 'When a load of it ended last; null when none has.';

GRANT SELECT ON calima.public_run, calima.public_schedule, calima.public_feed TO calima_reader;
