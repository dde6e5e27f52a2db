-- Retention: what the job metadata-purge may take away, and the mark of files whose bytes are gone.

ALTER TABLE calima.raw_file ADD COLUMN deleted_at timestamptz;
COMMENT ON COLUMN calima.raw_file.deleted_at IS 'When retention took its bytes out of the landing area; null while they are there.';
COMMENT ON COLUMN calima.raw_file.landed_path IS 'Where its bytes are kept, relative to the landing area; where they were, once deleted_at is set.';
COMMENT ON TABLE calima.forecast IS 'A forecast of a series, issued once from one origin and kept as long as jobs-config/retention.yaml says: for ever unless it says otherwise.';
CREATE INDEX raw_file_landed ON calima.raw_file (split_part(landed_path, '!', 1));

GRANT UPDATE (deleted_at, landed_path) ON calima.raw_file TO calima_loader;
GRANT DELETE ON calima.forecast, calima.forecast_value, calima.rejected_reading, calima.fetch_run, calima.fetch_request,
  calima.run, calima.worker, calima.incident, calima.notification TO calima_loader;
