-- Files of observations that anybody may fetch: what the job exports-publish has written, and where it lies.

CREATE TABLE calima.export_file (
  export_file_id  bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id      smallint NOT NULL REFERENCES calima.network,
  parameter_id    smallint NOT NULL REFERENCES calima.parameter,
  year            smallint NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  format          text     NOT NULL CHECK (format IN ('csv', 'parquet')),
  layout          smallint NOT NULL CHECK (layout > 0),
  store           text     NOT NULL CHECK (store IN ('folder', 's3')),
  bucket          text,
  key             text     NOT NULL CHECK (key ~ '^[A-Za-z0-9][A-Za-z0-9._/-]*$' AND key !~ '[.][.]'),
  sha256          bytea    NOT NULL CHECK (octet_length(sha256) = 32),
  size_bytes      bigint   NOT NULL CHECK (size_bytes > 0),
  row_count       bigint   NOT NULL CHECK (row_count >= 0),
  first_start     timestamptz,
  last_end        timestamptz,
  as_of           timestamptz NOT NULL,
  published_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  replaced_at     timestamptz CHECK (replaced_at >= published_at),
  CHECK ((store = 's3') = (bucket IS NOT NULL)),
  CHECK ((row_count = 0) = (first_start IS NULL) AND (row_count = 0) = (last_end IS NULL))
);
-- Of each network, parameter, year and format one file is in force.
CREATE UNIQUE INDEX export_file_in_force ON calima.export_file (network_id, parameter_id, year, format) WHERE replaced_at IS NULL;
CREATE INDEX export_file_replaced ON calima.export_file (replaced_at) WHERE replaced_at IS NOT NULL;
CREATE INDEX export_file_key ON calima.export_file (key);
COMMENT ON TABLE calima.export_file IS 'A published file: all hourly values of a parameter in a network in a year of its local time. It is never changed; a newer one takes its place, and it stays for the days that jobs-config/retention.yaml says. Files in force: replaced_at is null, or the view calima.export.';
COMMENT ON COLUMN calima.export_file.export_file_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.export_file.network_id IS 'The network.';
COMMENT ON COLUMN calima.export_file.parameter_id IS 'What is measured.';
COMMENT ON COLUMN calima.export_file.year IS 'The year in the network''s time zone: periods that start in it.';
COMMENT ON COLUMN calima.export_file.format IS 'csv: text after RFC 4180, packed with gzip; parquet: Apache Parquet.';
COMMENT ON COLUMN calima.export_file.layout IS 'Version of the columns and of how they are written.';
COMMENT ON COLUMN calima.export_file.store IS 'folder: key is a path below the exports area of this installation; s3: key is the whole key in the bucket.';
COMMENT ON COLUMN calima.export_file.bucket IS 'The bucket; null in a folder.';
COMMENT ON COLUMN calima.export_file.key IS 'Where its bytes lie; the part after the last slash is the name to save it under. Bytes under a key never change.';
COMMENT ON COLUMN calima.export_file.sha256 IS 'SHA-256 of its bytes.';
COMMENT ON COLUMN calima.export_file.size_bytes IS 'Its size in bytes.';
COMMENT ON COLUMN calima.export_file.row_count IS 'Its rows, without the header: one for each published value.';
COMMENT ON COLUMN calima.export_file.first_start IS 'Start of its earliest period; null when it has no rows.';
COMMENT ON COLUMN calima.export_file.last_end IS 'End of its latest period (excluded); null when it has no rows.';
COMMENT ON COLUMN calima.export_file.as_of IS 'The newest change of any observation in it: the API with asOf at this moment says the same.';
COMMENT ON COLUMN calima.export_file.published_at IS 'When it was published; its bytes were there before.';
COMMENT ON COLUMN calima.export_file.replaced_at IS 'When a newer file took its place; null while it is in force.';

CREATE VIEW calima.export AS
SELECT f.export_file_id, n.code AS network, p.code AS parameter, p.unit, f.year, f.format,
       CASE f.format WHEN 'csv' THEN 'application/gzip' ELSE 'application/vnd.apache.parquet' END AS media_type,
       regexp_replace(f.key, '^.*/', '') AS file_name,
       f.store, f.bucket, f.key, encode(f.sha256, 'hex') AS sha256, f.size_bytes, f.row_count, f.first_start, f.last_end,
       f.as_of, f.published_at, n.attribution, n.licence, n.licence_url
FROM calima.export_file f
JOIN calima.network n USING (network_id)
JOIN calima.parameter p USING (parameter_id)
WHERE f.replaced_at IS NULL;
COMMENT ON VIEW calima.export IS 'The published files in force, for whoever lists or hands them out.';
COMMENT ON COLUMN calima.export.export_file_id IS 'The row of export_file.';
COMMENT ON COLUMN calima.export.network IS 'Code of the network.';
COMMENT ON COLUMN calima.export.parameter IS 'Code of what is measured.';
COMMENT ON COLUMN calima.export.unit IS 'Unit of all its values.';
COMMENT ON COLUMN calima.export.year IS 'The year in the network''s time zone.';
COMMENT ON COLUMN calima.export.format IS 'csv or parquet.';
COMMENT ON COLUMN calima.export.media_type IS 'Its media type in HTTP.';
COMMENT ON COLUMN calima.export.file_name IS 'Name to save it under.';
COMMENT ON COLUMN calima.export.store IS 'folder or s3, as in export_file.';
COMMENT ON COLUMN calima.export.bucket IS 'The bucket; null in a folder.';
COMMENT ON COLUMN calima.export.key IS 'Path below the exports area, or key in the bucket.';
COMMENT ON COLUMN calima.export.sha256 IS 'SHA-256 of its bytes, 64 hexadecimal digits.';
COMMENT ON COLUMN calima.export.size_bytes IS 'Its size in bytes.';
COMMENT ON COLUMN calima.export.row_count IS 'Its rows, without the header.';
COMMENT ON COLUMN calima.export.first_start IS 'Start of its earliest period; null when it has no rows.';
COMMENT ON COLUMN calima.export.last_end IS 'End of its latest period (excluded); null when it has no rows.';
COMMENT ON COLUMN calima.export.as_of IS 'The newest change of any observation in it.';
COMMENT ON COLUMN calima.export.published_at IS 'When it was published.';
COMMENT ON COLUMN calima.export.attribution IS 'The sentence that the licence asks every reuse to show.';
COMMENT ON COLUMN calima.export.licence IS 'Name of the licence of the data.';
COMMENT ON COLUMN calima.export.licence_url IS 'Where the licence stands; null when it has no page.';

GRANT SELECT, INSERT, DELETE ON calima.export_file TO calima_loader;
GRANT UPDATE (as_of, replaced_at) ON calima.export_file TO calima_loader;
GRANT SELECT ON calima.export_file TO calima_reader;
GRANT SELECT ON calima.export TO calima_loader, calima_reader;

-- What V020 says of older limits.
COMMENT ON COLUMN calima.run.fruitless IS 'Attempts that died one after the other without having got further; after twenty it fails.';
