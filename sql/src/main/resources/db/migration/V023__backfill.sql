-- Backfills: the past of a feed, loaded in partitions that are planned, run, stopped and repeated one by one.

CREATE TABLE calima.backfill (
  backfill_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed             text        NOT NULL,
  range_from       timestamptz NOT NULL,
  range_to         timestamptz NOT NULL,
  stations         text[]      NOT NULL DEFAULT '{}',
  reprocess        text        NOT NULL CHECK (reprocess IN ('none', 'failed', 'missing', 'all')),
  origin           text        NOT NULL CHECK (origin IN ('landing', 'location', 'source')),
  locations        text[]      NOT NULL DEFAULT '{}',
  requested_by     text        NOT NULL CHECK (length(requested_by) BETWEEN 1 AND 200),
  reason           text        NOT NULL CHECK (length(reason) <= 1000),
  idempotency_key  text        UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  request_sha256   bytea       NOT NULL CHECK (octet_length(request_sha256) = 32),
  state            text        NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'running', 'pausing', 'paused', 'cancelling', 'completed', 'completed with failures', 'cancelled')),
  unit             text        NOT NULL CHECK (unit IN ('lines', 'requests')),
  created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at       timestamptz,
  ended_at         timestamptz,
  CHECK (range_from < range_to),
  CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'completed with failures', 'cancelled')))
);
CREATE INDEX backfill_live ON calima.backfill (backfill_id) WHERE state IN ('running', 'pausing', 'cancelling');
CREATE INDEX backfill_newest ON calima.backfill (feed, backfill_id DESC);
COMMENT ON TABLE calima.backfill IS 'A piece of a feed''s past that an operator wants loaded: what is to be read was listed and frozen when it was planned.';
COMMENT ON COLUMN calima.backfill.backfill_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.backfill.feed IS 'The feed.';
COMMENT ON COLUMN calima.backfill.range_from IS 'Start of the range wanted.';
COMMENT ON COLUMN calima.backfill.range_to IS 'Its end, excluded.';
COMMENT ON COLUMN calima.backfill.stations IS 'Codes of the stations wanted, sorted; empty for all.';
COMMENT ON COLUMN calima.backfill.reprocess IS 'Which partitions: none = those never loaded, failed = those whose last run failed, missing = those with hours missing by us, all = every one, once more.';
COMMENT ON COLUMN calima.backfill.origin IS 'What is read: what lies in the landing area, a location, or the feed''s source, which is asked.';
COMMENT ON COLUMN calima.backfill.locations IS 'Files, folders, globs or s3:// addresses; empty for another origin.';
COMMENT ON COLUMN calima.backfill.requested_by IS 'Who wanted it.';
COMMENT ON COLUMN calima.backfill.reason IS 'Why, in the words of who wanted it; may be empty.';
COMMENT ON COLUMN calima.backfill.idempotency_key IS 'What the sender called the request, so that sending it twice is one backfill; null when it gave none.';
COMMENT ON COLUMN calima.backfill.request_sha256 IS 'SHA-256 of the request: the same idempotency key with another request is an error.';
COMMENT ON COLUMN calima.backfill.state IS 'planned (not begun), running, pausing or cancelling (a partition still ends its chunk), paused, completed, completed with failures, cancelled.';
COMMENT ON COLUMN calima.backfill.unit IS 'What is counted: lines of files, or requests to the source.';
COMMENT ON COLUMN calima.backfill.created_at IS 'When it was planned.';
COMMENT ON COLUMN calima.backfill.started_at IS 'When it was begun first; null before.';
COMMENT ON COLUMN calima.backfill.ended_at IS 'When it ended; null before, and again when failed partitions are tried anew.';

CREATE TABLE calima.backfill_partition (
  backfill_id   bigint  NOT NULL REFERENCES calima.backfill,
  partition_no  integer NOT NULL CHECK (partition_no >= 0),
  name          text    NOT NULL,
  range_from    timestamptz NOT NULL,
  range_to      timestamptz NOT NULL,
  found         text    NOT NULL
    CHECK (found IN ('loaded', 'partial', 'missing at source', 'missing by us', 'rejected', 'stale', 'not yet')),
  state         text    NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'queued', 'running', 'done', 'failed', 'skipped', 'cancelled')),
  total         bigint  NOT NULL CHECK (total >= 0),
  bytes         bigint  CHECK (bytes >= 0),
  lines         bigint  CHECK (lines >= 0),
  seconds       double precision CHECK (seconds >= 0),
  done          bigint  NOT NULL DEFAULT 0,
  lines_read    bigint  NOT NULL DEFAULT 0,
  bytes_read    bigint  NOT NULL DEFAULT 0,
  values_read   bigint  NOT NULL DEFAULT 0,
  values_new    bigint  NOT NULL DEFAULT 0,
  values_revised bigint NOT NULL DEFAULT 0,
  refused       bigint  NOT NULL DEFAULT 0,
  attempts      integer NOT NULL DEFAULT 0,
  run_id        bigint,
  load_after    bigint,
  load_id       bigint  REFERENCES calima.load_ledger,
  message       text,
  started_at    timestamptz,
  ended_at      timestamptz,
  PRIMARY KEY (backfill_id, partition_no),
  CHECK (range_from < range_to)
);
CREATE INDEX backfill_partition_run ON calima.backfill_partition (run_id);
COMMENT ON TABLE calima.backfill_partition IS 'A part of a backfill that is loaded by itself: mostly a month. Each time it is begun is a run.';
COMMENT ON COLUMN calima.backfill_partition.backfill_id IS 'The backfill.';
COMMENT ON COLUMN calima.backfill_partition.partition_no IS 'Its place, from 0: they are begun in this order.';
COMMENT ON COLUMN calima.backfill_partition.name IS 'What people call it, such as 2018-11.';
COMMENT ON COLUMN calima.backfill_partition.range_from IS 'Start of what it holds.';
COMMENT ON COLUMN calima.backfill_partition.range_to IS 'Its end, excluded.';
COMMENT ON COLUMN calima.backfill_partition.found IS 'How its hours were when it was planned: loaded, partial (some are missing by us), missing at source, missing by us, rejected, stale (aggregates are to be computed), not yet.';
COMMENT ON COLUMN calima.backfill_partition.state IS 'waiting, queued (a run is asked for), running, done, failed, skipped (not among what was to be reprocessed), cancelled.';
COMMENT ON COLUMN calima.backfill_partition.total IS 'Lines or requests, as the backfill''s unit says; lines may be estimated until it is done.';
COMMENT ON COLUMN calima.backfill_partition.bytes IS 'Size of its files as received; null when the source is asked and nobody knows.';
COMMENT ON COLUMN calima.backfill_partition.lines IS 'Lines with data that are expected; null when nobody knows.';
COMMENT ON COLUMN calima.backfill_partition.seconds IS 'Time that it is expected to take, by earlier loads of the feed; null when there are none.';
COMMENT ON COLUMN calima.backfill_partition.done IS 'How many of total were done when it was looked at last; while it runs, the run knows better.';
COMMENT ON COLUMN calima.backfill_partition.lines_read IS 'Lines with data that were read.';
COMMENT ON COLUMN calima.backfill_partition.bytes_read IS 'Bytes that were read, as received.';
COMMENT ON COLUMN calima.backfill_partition.values_read IS 'Values that were read.';
COMMENT ON COLUMN calima.backfill_partition.values_new IS 'Values that were new.';
COMMENT ON COLUMN calima.backfill_partition.values_revised IS 'Values that were there and changed.';
COMMENT ON COLUMN calima.backfill_partition.refused IS 'Lines and single values that were refused.';
COMMENT ON COLUMN calima.backfill_partition.attempts IS 'How often a run was asked for.';
COMMENT ON COLUMN calima.backfill_partition.run_id IS 'The newest run of it; null before.';
COMMENT ON COLUMN calima.backfill_partition.load_after IS 'Newest load of the database when this attempt began: what is younger is of this attempt and need not be repeated; null before.';
COMMENT ON COLUMN calima.backfill_partition.load_id IS 'The newest load that came of it; null before.';
COMMENT ON COLUMN calima.backfill_partition.message IS 'Why it failed or was skipped, or what is to be known of how it went; null otherwise.';
COMMENT ON COLUMN calima.backfill_partition.started_at IS 'When its newest run began; null before.';
COMMENT ON COLUMN calima.backfill_partition.ended_at IS 'When it ended; null before.';

CREATE TABLE calima.backfill_file (
  backfill_id   bigint  NOT NULL,
  partition_no  integer NOT NULL,
  file_no       integer NOT NULL CHECK (file_no >= 0),
  address       text    NOT NULL,
  size_bytes    bigint  NOT NULL CHECK (size_bytes >= 0),
  etag          text,
  sha256        bytea   CHECK (octet_length(sha256) = 32),
  landed_path   text,
  whole         boolean NOT NULL,
  PRIMARY KEY (backfill_id, partition_no, file_no),
  FOREIGN KEY (backfill_id, partition_no) REFERENCES calima.backfill_partition,
  CHECK (etag IS NOT NULL OR sha256 IS NOT NULL)
);
COMMENT ON TABLE calima.backfill_file IS 'The frozen list of files of a partition: whatever is listed later, these are read, and only as they were then.';
COMMENT ON COLUMN calima.backfill_file.backfill_id IS 'The backfill.';
COMMENT ON COLUMN calima.backfill_file.partition_no IS 'The partition.';
COMMENT ON COLUMN calima.backfill_file.file_no IS 'Its place in the partition, from 0.';
COMMENT ON COLUMN calima.backfill_file.address IS 'Where it was found: a path, s3:// or https:// address; ! and a name for a file in an archive.';
COMMENT ON COLUMN calima.backfill_file.size_bytes IS 'Its size as listed.';
COMMENT ON COLUMN calima.backfill_file.etag IS 'ETag of an object in S3: one that has changed is not read; null for other files.';
COMMENT ON COLUMN calima.backfill_file.sha256 IS 'SHA-256 of its content; null until an object in S3 has been received.';
COMMENT ON COLUMN calima.backfill_file.landed_path IS 'Where its bytes are kept, relative to the landing area; null until they have been received.';
COMMENT ON COLUMN calima.backfill_file.whole IS 'Whether all of it lies in the range wanted; of others only the lines in the range are taken.';

-- Work that can wait makes room for work that cannot.
ALTER TABLE calima.lease
  ADD COLUMN yields boolean NOT NULL DEFAULT false,
  ADD COLUMN wanted_at timestamptz;
COMMENT ON COLUMN calima.lease.yields IS 'Whether the holder gives way to others at the end of its chunk.';
COMMENT ON COLUMN calima.lease.wanted_at IS 'When somebody who goes first asked for it last, by the database''s clock; nobody waits when that is some seconds ago.';

GRANT SELECT, INSERT, UPDATE ON calima.backfill, calima.backfill_partition, calima.backfill_file TO calima_loader;
GRANT DELETE ON calima.backfill_file TO calima_loader;
GRANT SELECT ON calima.backfill, calima.backfill_partition, calima.backfill_file TO calima_operator;

-- A backfill asks a source, too.
ALTER TABLE calima.fetch_run
  ADD COLUMN backfill_id bigint,
  ADD COLUMN partition_no integer,
  ADD FOREIGN KEY (backfill_id, partition_no) REFERENCES calima.backfill_partition,
  ADD CHECK ((backfill_id IS NULL) = (partition_no IS NULL)),
  DROP CONSTRAINT fetch_run_feed_scheduled_at_key;
CREATE UNIQUE INDEX fetch_run_hour ON calima.fetch_run (feed, scheduled_at) WHERE backfill_id IS NULL;
CREATE UNIQUE INDEX fetch_run_partition ON calima.fetch_run (backfill_id, partition_no) WHERE backfill_id IS NOT NULL;
COMMENT ON TABLE calima.fetch_run IS 'An asking of a source: one for each feed and scheduled hour, and one for each partition of a backfill that asks.';
COMMENT ON COLUMN calima.fetch_run.scheduled_at IS 'The full hour that it is for; windows count back from it. Of a backfill the end of the partition''s range.';
COMMENT ON COLUMN calima.fetch_run.backfill_id IS 'The backfill that asks; null for the hourly asking.';
COMMENT ON COLUMN calima.fetch_run.partition_no IS 'Its partition; null for the hourly asking.';
