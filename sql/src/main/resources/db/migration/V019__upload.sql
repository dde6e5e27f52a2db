-- Files that an operator sends to the operator API.

CREATE TABLE calima.upload (
  upload_id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  feed             text NOT NULL,
  idempotency_key  text UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  content_sha256   bytea NOT NULL CHECK (octet_length(content_sha256) = 32),
  max_rejected_share double precision CHECK (max_rejected_share BETWEEN 0 AND 1),
  state            text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'loading', 'loaded', 'failed')),
  load_id          bigint REFERENCES calima.load_ledger,
  problem          text,
  created_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at      timestamptz
);
CREATE INDEX upload_waiting ON calima.upload (created_at) WHERE state IN ('queued', 'loading');
CREATE INDEX upload_newest ON calima.upload (created_at DESC);
COMMENT ON TABLE calima.upload IS 'Files that an operator sent to be loaded: one row for each request.';
COMMENT ON COLUMN calima.upload.upload_id IS 'Its key, in the address that the answer names.';
COMMENT ON COLUMN calima.upload.feed IS 'The feed.';
COMMENT ON COLUMN calima.upload.idempotency_key IS 'What the sender called the request, so that sending it twice is one upload; null when it gave none.';
COMMENT ON COLUMN calima.upload.content_sha256 IS 'SHA-256 over the SHA-256 of its files: the same idempotency key with another content is an error.';
COMMENT ON COLUMN calima.upload.max_rejected_share IS 'Share of refused lines that the sender accepts, 0 to 1; null for the feed''s own.';
COMMENT ON COLUMN calima.upload.state IS 'queued, loading, loaded (perhaps with refused lines: see the load) or failed.';
COMMENT ON COLUMN calima.upload.load_id IS 'The load that came of it; null before.';
COMMENT ON COLUMN calima.upload.problem IS 'Why it failed: what, where, what to do; null otherwise.';
COMMENT ON COLUMN calima.upload.created_at IS 'When it was received.';
COMMENT ON COLUMN calima.upload.finished_at IS 'When it was loaded or failed; null before.';

CREATE TABLE calima.upload_file (
  upload_id    uuid    NOT NULL REFERENCES calima.upload,
  file_no      integer NOT NULL CHECK (file_no >= 0),
  file_name    text    NOT NULL,
  sha256       bytea   NOT NULL CHECK (octet_length(sha256) = 32),
  size_bytes   bigint  NOT NULL CHECK (size_bytes >= 0),
  landed_path  text    NOT NULL,
  PRIMARY KEY (upload_id, file_no)
);
COMMENT ON TABLE calima.upload_file IS 'The files of an upload, kept in the landing area before the answer is given.';
COMMENT ON COLUMN calima.upload_file.upload_id IS 'The upload.';
COMMENT ON COLUMN calima.upload_file.file_no IS 'Its place in the request, from 0.';
COMMENT ON COLUMN calima.upload_file.file_name IS 'Its name as sent, without folders.';
COMMENT ON COLUMN calima.upload_file.sha256 IS 'SHA-256 of its bytes.';
COMMENT ON COLUMN calima.upload_file.size_bytes IS 'Its size as received, in bytes.';
COMMENT ON COLUMN calima.upload_file.landed_path IS 'Where its bytes are kept, relative to the landing area.';

GRANT SELECT, INSERT ON calima.upload, calima.upload_file TO calima_loader;
GRANT UPDATE (state, load_id, problem, finished_at) ON calima.upload TO calima_loader;
