-- How the measurements came in: the files, the loads, what was refused.

CREATE TABLE calima.raw_file (
  raw_file_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed         text   NOT NULL,
  sha256       bytea  NOT NULL CHECK (octet_length(sha256) = 32),
  file_name    text   NOT NULL,
  source       text   NOT NULL,
  size_bytes   bigint NOT NULL CHECK (size_bytes >= 0),
  landed_path  text   NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (feed, sha256)
);
COMMENT ON TABLE calima.raw_file IS 'A file as received; its bytes are kept in the landing area.';
COMMENT ON COLUMN calima.raw_file.raw_file_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.raw_file.feed IS 'The feed that it belongs to.';
COMMENT ON COLUMN calima.raw_file.sha256 IS 'SHA-256 of the bytes as received.';
COMMENT ON COLUMN calima.raw_file.file_name IS 'Its name when received first.';
COMMENT ON COLUMN calima.raw_file.source IS 'Where it came from: a path or a URI.';
COMMENT ON COLUMN calima.raw_file.size_bytes IS 'Size as received, in bytes.';
COMMENT ON COLUMN calima.raw_file.landed_path IS 'Where its bytes are kept, relative to the landing area.';
COMMENT ON COLUMN calima.raw_file.received_at IS 'When it was received first.';

-- In place of two foreign keys, which would look up each row by itself and take twice as long as writing it
-- (docs/decisions/0002-one-row-per-series-and-day.md): one look at all rows of a statement. Nobody may delete a series or
-- a file, so what was there when a row was written stays.
CREATE FUNCTION calima.check_observation_day() RETURNS trigger
LANGUAGE plpgsql SET search_path = calima AS $$
BEGIN
  IF EXISTS (SELECT FROM written w WHERE NOT EXISTS (SELECT FROM series s WHERE s.series_id = w.series_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'observation_day names a series that does not exist';
  END IF;
  IF EXISTS (SELECT FROM (SELECT DISTINCT raw_file_id FROM written) w
             WHERE NOT EXISTS (SELECT FROM raw_file f WHERE f.raw_file_id = w.raw_file_id)) THEN
    RAISE foreign_key_violation USING MESSAGE = 'observation_day names a file that does not exist';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION calima.check_observation_day IS 'Refuses rows whose series or file does not exist.';
CREATE TRIGGER observation_day_inserted AFTER INSERT ON calima.observation_day
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION calima.check_observation_day();
CREATE TRIGGER observation_day_updated AFTER UPDATE ON calima.observation_day
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION calima.check_observation_day();

CREATE TABLE calima.load_ledger (
  load_id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  feed               text   NOT NULL,
  manifest_sha256    bytea  NOT NULL CHECK (octet_length(manifest_sha256) = 32),
  definition_sha256  bytea  NOT NULL CHECK (octet_length(definition_sha256) = 32),
  attempt            integer NOT NULL DEFAULT 0,
  state              text   NOT NULL DEFAULT 'loading' CHECK (state IN ('loading', 'loaded')),
  epoch              bigint NOT NULL DEFAULT 0,
  file_no            integer NOT NULL DEFAULT 0,
  line_no            bigint NOT NULL DEFAULT 0,
  bytes_done         bigint NOT NULL DEFAULT 0,
  bytes_total        bigint NOT NULL,
  created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at        timestamptz,
  UNIQUE (feed, manifest_sha256, definition_sha256, attempt)
);
COMMENT ON TABLE calima.load_ledger IS 'A load: a frozen list of files of one feed, and how far it has come. The position moves in the transaction that writes the rows.';
COMMENT ON COLUMN calima.load_ledger.load_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.load_ledger.feed IS 'The feed.';
COMMENT ON COLUMN calima.load_ledger.manifest_sha256 IS 'SHA-256 over the sorted SHA-256 of its files: the identity of what is loaded.';
COMMENT ON COLUMN calima.load_ledger.definition_sha256 IS 'SHA-256 over the feed''s definition and reference data: the identity of how it is read.';
COMMENT ON COLUMN calima.load_ledger.attempt IS '0, or the number of the wanted repetition (--force).';
COMMENT ON COLUMN calima.load_ledger.state IS 'loading until the last file is done, then loaded.';
COMMENT ON COLUMN calima.load_ledger.epoch IS 'Epoch of the lease that wrote last; a writer with an older one has lost its turn.';
COMMENT ON COLUMN calima.load_ledger.file_no IS 'Files that are done; the next chunk comes from the file with this number.';
COMMENT ON COLUMN calima.load_ledger.line_no IS 'Lines of that file that are done.';
COMMENT ON COLUMN calima.load_ledger.bytes_done IS 'Bytes read so far, as received (compressed where the file is), for progress only.';
COMMENT ON COLUMN calima.load_ledger.bytes_total IS 'Bytes of all files, as received.';
COMMENT ON COLUMN calima.load_ledger.created_at IS 'When the load was asked for.';
COMMENT ON COLUMN calima.load_ledger.heartbeat_at IS 'When its position moved last.';
COMMENT ON COLUMN calima.load_ledger.finished_at IS 'When it was done; null before.';

CREATE TABLE calima.load_file (
  load_id          bigint  NOT NULL REFERENCES calima.load_ledger,
  file_no          integer NOT NULL,
  raw_file_id      bigint  NOT NULL REFERENCES calima.raw_file,
  state            text    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'loaded', 'refused')),
  problem          text,
  lines_read       bigint  NOT NULL DEFAULT 0,
  rows_inserted    bigint  NOT NULL DEFAULT 0,
  rows_revised     bigint  NOT NULL DEFAULT 0,
  rows_unchanged   bigint  NOT NULL DEFAULT 0,
  values_inserted  bigint  NOT NULL DEFAULT 0,
  values_revised   bigint  NOT NULL DEFAULT 0,
  values_valid     bigint  NOT NULL DEFAULT 0,
  lines_rejected   bigint  NOT NULL DEFAULT 0,
  cells_rejected   bigint  NOT NULL DEFAULT 0,
  lines_ignored    bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (load_id, file_no)
);
CREATE INDEX load_file_raw_file ON calima.load_file (raw_file_id);
COMMENT ON TABLE calima.load_file IS 'The frozen list of files of a load, and what became of each.';
COMMENT ON COLUMN calima.load_file.load_id IS 'The load.';
COMMENT ON COLUMN calima.load_file.file_no IS 'Its place in the list, from 0.';
COMMENT ON COLUMN calima.load_file.raw_file_id IS 'The file.';
COMMENT ON COLUMN calima.load_file.state IS 'waiting, loaded, or refused: not this feed''s format, or damaged.';
COMMENT ON COLUMN calima.load_file.problem IS 'Why it was refused: what, where, what to do; null otherwise.';
COMMENT ON COLUMN calima.load_file.lines_read IS 'Lines with data that were read, the header not counted.';
COMMENT ON COLUMN calima.load_file.rows_inserted IS 'Rows of observation_day that were new.';
COMMENT ON COLUMN calima.load_file.rows_revised IS 'Rows of observation_day that were there and changed.';
COMMENT ON COLUMN calima.load_file.rows_unchanged IS 'Rows of observation_day that already said the same.';
COMMENT ON COLUMN calima.load_file.values_inserted IS 'Values that were new.';
COMMENT ON COLUMN calima.load_file.values_revised IS 'Values that were there and changed, in number or flag.';
COMMENT ON COLUMN calima.load_file.values_valid IS 'Values in the file that may be used (flags 1 to 63).';
COMMENT ON COLUMN calima.load_file.lines_rejected IS 'Lines refused whole.';
COMMENT ON COLUMN calima.load_file.cells_rejected IS 'Single values refused in lines otherwise accepted.';
COMMENT ON COLUMN calima.load_file.lines_ignored IS 'Lines left out on purpose, such as the network''s own mean.';

CREATE TABLE calima.rejected_reading (
  rejected_reading_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  load_id      bigint  NOT NULL REFERENCES calima.load_ledger,
  raw_file_id  bigint  NOT NULL REFERENCES calima.raw_file,
  line_no      bigint  NOT NULL,
  field        text    NOT NULL DEFAULT '',
  code         text    NOT NULL,
  reason       text    NOT NULL,
  raw_text     text    NOT NULL,
  rejected_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (load_id, raw_file_id, line_no, field, code)
);
COMMENT ON TABLE calima.rejected_reading IS 'What a load refused: a whole line, or one value of a line.';
COMMENT ON COLUMN calima.rejected_reading.rejected_reading_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.rejected_reading.load_id IS 'The load that refused it.';
COMMENT ON COLUMN calima.rejected_reading.raw_file_id IS 'The file.';
COMMENT ON COLUMN calima.rejected_reading.line_no IS 'Line in the unpacked file, from 1, the header counted.';
COMMENT ON COLUMN calima.rejected_reading.field IS 'Column refused, such as H03; empty when the whole line is.';
COMMENT ON COLUMN calima.rejected_reading.code IS 'Kind of problem, such as unknown-station (docs/notices.md).';
COMMENT ON COLUMN calima.rejected_reading.reason IS 'What is wrong and what to do, in a sentence.';
COMMENT ON COLUMN calima.rejected_reading.raw_text IS 'The line as it stands in the file, cut at 4096 characters.';
COMMENT ON COLUMN calima.rejected_reading.rejected_at IS 'When it was refused.';

CREATE TABLE calima.lease (
  name           text   PRIMARY KEY,
  epoch          bigint NOT NULL DEFAULT 0,
  holder         text   NOT NULL DEFAULT '',
  backend_pid    integer,
  backend_start  timestamptz,
  heartbeat_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE calima.lease IS 'Who may write what just now. A lease is lost when its heart stops (by the database''s clock) or its connection is gone.';
COMMENT ON COLUMN calima.lease.name IS 'What it is about, such as load/madrid-air-hourly.';
COMMENT ON COLUMN calima.lease.epoch IS 'Grows by one with each new holder.';
COMMENT ON COLUMN calima.lease.holder IS 'Host, process and start of the holder; empty when nobody holds it.';
COMMENT ON COLUMN calima.lease.backend_pid IS 'PostgreSQL process of the holder''s connection; null when nobody holds it.';
COMMENT ON COLUMN calima.lease.backend_start IS 'Start of that process, to tell it from a later one with the same number.';
COMMENT ON COLUMN calima.lease.heartbeat_at IS 'Last sign of life, by the database''s clock.';

GRANT SELECT ON calima.raw_file, calima.load_ledger, calima.load_file, calima.rejected_reading, calima.lease
  TO calima_loader;
GRANT INSERT ON calima.raw_file, calima.rejected_reading TO calima_loader;
GRANT INSERT, UPDATE ON calima.load_ledger, calima.load_file, calima.lease TO calima_loader;
GRANT SELECT, INSERT, UPDATE ON calima.lease TO calima_trainer;
GRANT SELECT ON calima.raw_file, calima.load_ledger, calima.load_file TO calima_trainer, calima_reader;
