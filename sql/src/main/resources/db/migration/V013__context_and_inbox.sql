-- What is known of a file that its bytes do not say, and the objects in S3 that have been told of.

ALTER TABLE calima.raw_file ADD COLUMN context jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN calima.raw_file.context IS 'What is known of it that its bytes do not say, such as the station that was asked for, or the ETag in S3; kept beside the bytes in the landing area too.';

CREATE TABLE calima.inbox (
  inbox_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bucket       text   NOT NULL,
  object_key   text   NOT NULL,
  version_id   text   NOT NULL DEFAULT '',
  etag         text   NOT NULL DEFAULT '',
  sequencer    text   NOT NULL DEFAULT '' CHECK (sequencer ~ '^([0-9a-f]{64})?$'),
  size_bytes   bigint NOT NULL DEFAULT 0 CHECK (size_bytes >= 0),
  told_by      text   NOT NULL CHECK (told_by IN ('event', 'listing')),
  told_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  state        text   NOT NULL CHECK (state IN ('waiting', 'loading', 'loaded', 'failed', 'superseded', 'removed', 'refused')),
  feed         text,
  load_id      bigint REFERENCES calima.load_ledger,
  attempts     integer NOT NULL DEFAULT 0,
  due_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at  timestamptz,
  reason       text,
  UNIQUE (bucket, object_key, version_id, etag, sequencer)
);
CREATE INDEX inbox_due ON calima.inbox (due_at) WHERE state IN ('waiting', 'loading');
COMMENT ON TABLE calima.inbox IS 'Objects in S3 that an event or a listing has told of, and what became of each. The same news again adds nothing.';
COMMENT ON COLUMN calima.inbox.inbox_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.inbox.bucket IS 'Its bucket.';
COMMENT ON COLUMN calima.inbox.object_key IS 'Its key, not URL-encoded.';
COMMENT ON COLUMN calima.inbox.version_id IS 'Its version, in a bucket that keeps versions and where it was told; empty otherwise.';
COMMENT ON COLUMN calima.inbox.etag IS 'Its ETag without quotes; empty when not told.';
COMMENT ON COLUMN calima.inbox.sequencer IS 'What orders the events of one key: hexadecimal as S3 tells it, filled up with zeros at the left to 64 digits; empty from a listing. Means nothing between keys.';
COMMENT ON COLUMN calima.inbox.size_bytes IS 'Its size in bytes, as told.';
COMMENT ON COLUMN calima.inbox.told_by IS 'event (from the queue) or listing (found by looking).';
COMMENT ON COLUMN calima.inbox.told_at IS 'When we heard of it first.';
COMMENT ON COLUMN calima.inbox.state IS 'waiting; loading; loaded; failed (see reason; will not be tried again by itself); superseded (the key has newer news); removed (news that the object was removed); refused (no feed''s, or not an allowed bucket).';
COMMENT ON COLUMN calima.inbox.feed IS 'The feed whose inbox it lies in; null when there is none.';
COMMENT ON COLUMN calima.inbox.load_id IS 'The load that took it in; null before.';
COMMENT ON COLUMN calima.inbox.attempts IS 'How often its load was begun.';
COMMENT ON COLUMN calima.inbox.due_at IS 'Not to be taken before; while it is loading, when its worker is believed dead and another may take it.';
COMMENT ON COLUMN calima.inbox.finished_at IS 'When its state became final; null before.';
COMMENT ON COLUMN calima.inbox.reason IS 'Why it failed, was refused, or waits for another attempt; null otherwise.';

GRANT SELECT, INSERT, UPDATE ON calima.inbox TO calima_loader;
