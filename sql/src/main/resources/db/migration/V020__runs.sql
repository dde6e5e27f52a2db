-- Runs: everything that an operator, a schedule, a backfill, an upload or a command wants done, who does it, and who asked
-- (docs/decisions/0023-runs-as-rows.md). The operator API gets a role of its own.

RESET ROLE; -- roles are made by the account that migrates
DO $$
DECLARE
  db text := current_database();
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'calima_operator') THEN
    CREATE ROLE calima_operator;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO calima_operator', db);
END
$$;
ALTER ROLE calima_operator LOGIN;
ALTER ROLE calima_operator SET search_path = calima;
ALTER ROLE calima_operator SET timezone = 'UTC';
ALTER ROLE calima_operator SET statement_timeout = '10s';
SET ROLE calima_owner;
GRANT USAGE ON SCHEMA calima, batch TO calima_operator;

CREATE TABLE calima.worker (
  worker_id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind           text   NOT NULL CHECK (kind IN ('up', 'command')),
  host           text   NOT NULL,
  pid            bigint NOT NULL,
  started_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  backend_pid    integer,
  backend_start  timestamptz,
  ended_at       timestamptz
);
CREATE INDEX worker_heartbeat ON calima.worker (heartbeat_at);
COMMENT ON TABLE calima.worker IS 'Processes that do runs. One that is silent for 20 s, or 6 s without its connection, is taken for dead: its runs go to another.';
COMMENT ON COLUMN calima.worker.worker_id IS 'Its key, made anew at each start.';
COMMENT ON COLUMN calima.worker.kind IS 'up: takes queued runs; command: does its own run only.';
COMMENT ON COLUMN calima.worker.host IS 'The machine.';
COMMENT ON COLUMN calima.worker.pid IS 'Number of the process there.';
COMMENT ON COLUMN calima.worker.started_at IS 'When it began.';
COMMENT ON COLUMN calima.worker.heartbeat_at IS 'Last sign of life, each 3 s, by the database''s clock.';
COMMENT ON COLUMN calima.worker.backend_pid IS 'PostgreSQL process of the connection on which its heart beats.';
COMMENT ON COLUMN calima.worker.backend_start IS 'Start of that process, to tell it from a later one with the same number.';
COMMENT ON COLUMN calima.worker.ended_at IS 'When it ended in order; null while it works, and when it died.';

CREATE TABLE calima.run (
  run_id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job               text   NOT NULL CHECK (job ~ '^[a-z][a-z0-9-]{0,99}$'),
  parameters        jsonb  NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(parameters) = 'object'),
  identity          text   NOT NULL,
  pool              text   NOT NULL CHECK (pool IN ('hourly', 'default', 'backfill')),
  requested_by      text   NOT NULL CHECK (length(requested_by) BETWEEN 1 AND 200),
  reason            text   CHECK (length(reason) <= 1000),
  requested_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  schedule          text,
  scheduled_for     timestamptz,
  idempotency_key   text   UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  backfill_id       bigint,
  partition         text,
  state             text   NOT NULL DEFAULT 'queued'
                    CHECK (state IN ('queued', 'running', 'stopping', 'stopped', 'completed', 'failed', 'abandoned')),
  outcome           text   CHECK (outcome IN ('completed', 'noop', 'rejects', 'stopped', 'failed', 'busy')),
  message           text,
  again             boolean NOT NULL DEFAULT false,
  worker_id         uuid   REFERENCES calima.worker,
  epoch             bigint NOT NULL DEFAULT 0,
  attempt           integer NOT NULL DEFAULT 0,
  fruitless         integer NOT NULL DEFAULT 0,
  not_before        timestamptz,
  started_at        timestamptz,
  ended_at          timestamptz,
  heartbeat_at      timestamptz,
  phase             text   NOT NULL DEFAULT '',
  unit              text   NOT NULL DEFAULT '',
  done              bigint NOT NULL DEFAULT 0,
  total             bigint NOT NULL DEFAULT 0,
  phase_at          timestamptz,
  phase_from        bigint NOT NULL DEFAULT 0,
  attempt_from      bigint NOT NULL DEFAULT 0,
  counts            jsonb  NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(counts) = 'object'),
  load_id           bigint REFERENCES calima.load_ledger,
  job_execution_id  bigint,
  UNIQUE (schedule, scheduled_for),
  CHECK ((schedule IS NULL) = (scheduled_for IS NULL)),
  CHECK ((ended_at IS NOT NULL) = (state IN ('stopped', 'completed', 'failed', 'abandoned')))
) WITH (fillfactor = 70);
-- What decides every race: of two that want the same done, one row is alive.
CREATE UNIQUE INDEX run_one_alive ON calima.run (identity) WHERE state IN ('queued', 'running', 'stopping');
CREATE INDEX run_waiting ON calima.run (pool, run_id) WHERE state IN ('queued', 'stopping');
CREATE INDEX run_alive ON calima.run (worker_id) WHERE state IN ('running', 'stopping');
CREATE INDEX run_job ON calima.run (job, run_id);
CREATE INDEX run_state ON calima.run (state, run_id);
CREATE INDEX run_requested_by ON calima.run (requested_by, run_id);
CREATE INDEX run_requested_at ON calima.run (requested_at);
CREATE INDEX run_ended_at ON calima.run (ended_at);
CREATE INDEX run_backfill ON calima.run (backfill_id, partition) WHERE backfill_id IS NOT NULL;
CREATE INDEX run_load ON calima.run (load_id) WHERE load_id IS NOT NULL;
COMMENT ON TABLE calima.run IS 'One thing that somebody wants done by a job: who wanted it, how far it is, what came of it. Restarting goes on with the same row.';
COMMENT ON COLUMN calima.run.run_id IS 'Surrogate key; the execution id of the operator API.';
COMMENT ON COLUMN calima.run.job IS 'Name of the job, such as observations-load-massive.';
COMMENT ON COLUMN calima.run.parameters IS 'What the job is told: names and texts.';
COMMENT ON COLUMN calima.run.identity IS 'Hash over the job and its identifying parameters; one run of the same identity is alive at most.';
COMMENT ON COLUMN calima.run.pool IS 'Whose threads do it: hourly, default or backfill.';
COMMENT ON COLUMN calima.run.requested_by IS 'Who wanted it: the name of an operator''s key, an account of the machine, a schedule.';
COMMENT ON COLUMN calima.run.reason IS 'Why, in the words of who wanted it; null when nothing was said.';
COMMENT ON COLUMN calima.run.requested_at IS 'When.';
COMMENT ON COLUMN calima.run.schedule IS 'The schedule that wanted it; null when none did.';
COMMENT ON COLUMN calima.run.scheduled_for IS 'The moment of that schedule that it is for: with the schedule unique, whoever fires.';
COMMENT ON COLUMN calima.run.idempotency_key IS 'What the sender called the request, so that sending it twice is one run; null when it gave none.';
COMMENT ON COLUMN calima.run.backfill_id IS 'The backfill that it is a part of; null when it is none''s.';
COMMENT ON COLUMN calima.run.partition IS 'The part of the backfill, such as 2019-01; null when it is none''s.';
COMMENT ON COLUMN calima.run.state IS 'queued; running; stopping (told to stop, its worker has not let go yet); stopped; completed; failed; abandoned (never to be taken up again).';
COMMENT ON COLUMN calima.run.outcome IS 'How the last attempt ended: completed, noop (nothing to do), rejects (done, something was refused), stopped, failed, busy (somebody else was doing it); null before.';
COMMENT ON COLUMN calima.run.message IS 'What there is to say in a sentence: why it failed or waits; null otherwise.';
COMMENT ON COLUMN calima.run.again IS 'Somebody wanted the same once more while it was running: when it ends a new one is queued.';
COMMENT ON COLUMN calima.run.worker_id IS 'Who does it, or did it last; null when nobody has it.';
COMMENT ON COLUMN calima.run.epoch IS 'Grows when it is taken and when it is taken away; a worker with an older one may write nothing here.';
COMMENT ON COLUMN calima.run.attempt IS 'How often it was begun or taken up again.';
COMMENT ON COLUMN calima.run.fruitless IS 'Attempts that died one after the other without having got further; after five it fails.';
COMMENT ON COLUMN calima.run.not_before IS 'Not to be taken before; null for at once.';
COMMENT ON COLUMN calima.run.started_at IS 'When it was begun first; null before.';
COMMENT ON COLUMN calima.run.ended_at IS 'When it ended; null before, and when it was restarted.';
COMMENT ON COLUMN calima.run.heartbeat_at IS 'When its worker noted last how far it is, about each second.';
COMMENT ON COLUMN calima.run.phase IS 'What is being done, such as load madrid-air-hourly; empty before.';
COMMENT ON COLUMN calima.run.unit IS 'What is counted in this phase, such as lines.';
COMMENT ON COLUMN calima.run.done IS 'How many of them are done, by earlier attempts too.';
COMMENT ON COLUMN calima.run.total IS 'How many there are.';
COMMENT ON COLUMN calima.run.phase_at IS 'When this attempt began the phase.';
COMMENT ON COLUMN calima.run.phase_from IS 'How many were done then: no part of the rate.';
COMMENT ON COLUMN calima.run.attempt_from IS 'How many were done when the attempt was begun: tells whether it got further.';
COMMENT ON COLUMN calima.run.counts IS 'What came of it, in numbers: names and whole numbers.';
COMMENT ON COLUMN calima.run.load_id IS 'The load that it is; null when it is none, or before its files are received.';
COMMENT ON COLUMN calima.run.job_execution_id IS 'The newest execution in Spring Batch''s tables; null before.';

CREATE TABLE calima.audit (
  audit_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor      text NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  via        text NOT NULL CHECK (via IN ('api', 'command', 'schedule', 'supervisor')),
  verb       text NOT NULL CHECK (length(verb) <= 50),
  subject    text NOT NULL CHECK (length(subject) <= 300),
  run_id     bigint,
  result     text NOT NULL CHECK (length(result) <= 50),
  detail     text
);
CREATE INDEX audit_at ON calima.audit (at);
CREATE INDEX audit_run ON calima.audit (run_id, audit_id) WHERE run_id IS NOT NULL;
CREATE INDEX audit_actor ON calima.audit (actor, audit_id);
COMMENT ON TABLE calima.audit IS 'Who told the platform what, and what was answered. Nobody may change or take away a row.';
COMMENT ON COLUMN calima.audit.audit_id IS 'Surrogate key; rises with time.';
COMMENT ON COLUMN calima.audit.at IS 'When.';
COMMENT ON COLUMN calima.audit.actor IS 'Who: the name of an operator''s key, or an account of the machine.';
COMMENT ON COLUMN calima.audit.via IS 'How: api, command, schedule, or supervisor (by itself).';
COMMENT ON COLUMN calima.audit.verb IS 'What: start, stop, restart, recover, abandon, upload, ...';
COMMENT ON COLUMN calima.audit.subject IS 'What it was about: the name of a job, or of another thing, or run and its key.';
COMMENT ON COLUMN calima.audit.run_id IS 'The run that it was about, or that came of it; null when none.';
COMMENT ON COLUMN calima.audit.result IS 'done, or why not: conflict, not-found, refused, failed.';
COMMENT ON COLUMN calima.audit.detail IS 'More in words; null when there is no more to say.';

GRANT SELECT, INSERT, UPDATE ON calima.worker, calima.run TO calima_loader;
GRANT SELECT, INSERT ON calima.audit TO calima_loader, calima_operator;
GRANT SELECT ON calima.worker, calima.run TO calima_operator;
GRANT INSERT ON calima.run TO calima_operator;
GRANT UPDATE (state, outcome, message, again, worker_id, epoch, fruitless, not_before, ended_at) ON calima.run TO calima_operator;
-- What the operator API shows beside its own.
GRANT SELECT ON calima.load_ledger, calima.load_file, calima.raw_file, calima.rejected_reading, calima.upload, calima.upload_file
  TO calima_operator;
GRANT INSERT ON calima.upload, calima.upload_file TO calima_operator;
GRANT SELECT ON batch.batch_job_execution, batch.batch_step_execution TO calima_operator;
