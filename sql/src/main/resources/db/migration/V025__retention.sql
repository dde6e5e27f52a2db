-- Retention: what the job metadata-purge may take away, and the mark of files whose bytes are gone.

ALTER TABLE calima.raw_file ADD COLUMN deleted_at timestamptz;
COMMENT ON COLUMN calima.raw_file.deleted_at IS 'When retention took its bytes out of the landing area; null while they are there.';
COMMENT ON COLUMN calima.raw_file.landed_path IS 'Where its bytes are kept, relative to the landing area; where they were, once deleted_at is set.';
COMMENT ON TABLE calima.forecast IS 'A forecast of a series, issued once from one origin and kept as long as jobs-config/retention.yaml says: for ever unless it says otherwise.';
CREATE INDEX raw_file_landed ON calima.raw_file (split_part(landed_path, '!', 1));

GRANT UPDATE (deleted_at, landed_path) ON calima.raw_file TO calima_loader;
GRANT DELETE ON calima.forecast, calima.forecast_value, calima.rejected_reading, calima.fetch_run, calima.fetch_request,
  calima.worker, calima.incident, calima.notification TO calima_loader;

-- Nobody may delete a run at will: only those that ended a while ago can go, whoever asks.
CREATE PROCEDURE calima.delete_ended_runs(run_ids bigint[])
LANGUAGE sql SECURITY DEFINER SET search_path = calima, pg_temp AS $$
DELETE FROM calima.run WHERE run_id = ANY (run_ids) AND ended_at < clock_timestamp() - interval '7 days'
$$;
COMMENT ON PROCEDURE calima.delete_ended_runs IS 'Takes runs away that ended more than 7 days ago; others stay, whatever is asked. For retention.';
REVOKE ALL ON PROCEDURE calima.delete_ended_runs FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE calima.delete_ended_runs TO calima_loader;
