-- Schedules: what stands in jobs-config/schedules.yaml as the database knows it, and up to when each is settled
-- (docs/decisions/0024-quartz-only-wakes.md). Quartz gets a role of its own that can write its own tables and nothing else.

RESET ROLE; -- roles are made by the account that migrates
DO $$
DECLARE
  db text := current_database();
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'calima_scheduler') THEN
    CREATE ROLE calima_scheduler;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO calima_scheduler', db);
END
$$;
ALTER ROLE calima_scheduler LOGIN;
ALTER ROLE calima_scheduler SET search_path = quartz;
ALTER ROLE calima_scheduler SET timezone = 'UTC';
ALTER ROLE calima_scheduler SET default_transaction_isolation = 'read committed';
-- Nothing of Quartz's takes long: a statement that does waits for a lock of a node that hangs.
ALTER ROLE calima_scheduler SET statement_timeout = '20s';
ALTER ROLE calima_scheduler SET idle_in_transaction_session_timeout = '30s';
SET ROLE calima_owner;

GRANT USAGE ON SCHEMA quartz TO calima_scheduler;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA quartz TO calima_scheduler;
REVOKE ALL ON ALL TABLES IN SCHEMA quartz FROM calima_loader;
REVOKE USAGE ON SCHEMA quartz FROM calima_loader;

CREATE TABLE calima.schedule (
  name             text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,59}$'),
  definition_hash  text NOT NULL,
  timetable        text NOT NULL,
  jobs             text[] NOT NULL CHECK (cardinality(jobs) BETWEEN 1 AND 10),
  enabled          boolean NOT NULL,
  changed_at       timestamptz NOT NULL,
  jobs_since       timestamptz NOT NULL,
  active_since     timestamptz NOT NULL,
  settled_until    timestamptz NOT NULL,
  paused_by        text CHECK (length(paused_by) BETWEEN 1 AND 200),
  paused_at        timestamptz,
  CHECK ((paused_by IS NULL) = (paused_at IS NULL))
);
COMMENT ON TABLE calima.schedule IS 'What is started by itself: the schedules of jobs-config/schedules.yaml as they were when a serving process started last.';
COMMENT ON COLUMN calima.schedule.name IS 'Its name; runs carry it as their schedule, and those of later jobs of a chain name/job.';
COMMENT ON COLUMN calima.schedule.definition_hash IS 'SHA-256 over everything that the file says of it, in hexadecimal.';
COMMENT ON COLUMN calima.schedule.timetable IS 'When it is due: cron ... UTC, or local ... and a zone.';
COMMENT ON COLUMN calima.schedule.jobs IS 'The jobs that it starts, one when the one before it is completed.';
COMMENT ON COLUMN calima.schedule.enabled IS 'Whether the file says that it is started by itself.';
COMMENT ON COLUMN calima.schedule.changed_at IS 'Since when the file says this of it.';
COMMENT ON COLUMN calima.schedule.jobs_since IS 'Since when it starts these jobs: a job that was added later is not started after what ended before.';
COMMENT ON COLUMN calima.schedule.active_since IS 'Since when its moments count: when it was made, given other moments, enabled or resumed last.';
COMMENT ON COLUMN calima.schedule.settled_until IS 'Every moment that was due until then, included, has its run or is to have none.';
COMMENT ON COLUMN calima.schedule.paused_by IS 'Who paused it; null while it is not paused.';
COMMENT ON COLUMN calima.schedule.paused_at IS 'When it was paused; null while it is not paused.';

GRANT SELECT, INSERT, UPDATE, DELETE ON calima.schedule TO calima_loader;
GRANT SELECT ON calima.schedule TO calima_operator;
GRANT UPDATE (paused_by, paused_at, active_since, settled_until) ON calima.schedule TO calima_operator;
