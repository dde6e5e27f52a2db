-- Spring Batch brings its copy of an execution to the newest version before it writes: so a worker that was asleep while others
-- ended its execution for it would open it again when it wakes. What has ended stays ended, whoever writes.

CREATE FUNCTION batch.keep_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION batch.keep_ended IS 'Leaves a row as it is: the writer sees that it changed none.';

CREATE TRIGGER keep_ended BEFORE UPDATE ON batch.batch_job_execution FOR EACH ROW
WHEN (OLD.status IN ('COMPLETED', 'STOPPED', 'FAILED', 'ABANDONED') AND NEW.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))
EXECUTE FUNCTION batch.keep_ended();

CREATE TRIGGER keep_ended BEFORE UPDATE ON batch.batch_step_execution FOR EACH ROW
WHEN (OLD.status IN ('COMPLETED', 'STOPPED', 'FAILED', 'ABANDONED') AND NEW.status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))
EXECUTE FUNCTION batch.keep_ended();
