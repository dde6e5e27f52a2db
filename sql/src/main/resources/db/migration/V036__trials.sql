-- Trials: trainings, backtests and forecasts that somebody asks for, on the database or on a file of their own.

CREATE TABLE calima.trial_file (
  sha256      bytea   PRIMARY KEY CHECK (octet_length(sha256) = 32),
  file_name   text    NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  content     bytea   NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 67108864),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE calima.trial_file IS 'A file of series that somebody attached to a trial, once for each content.';
COMMENT ON COLUMN calima.trial_file.sha256 IS 'SHA-256 of its bytes.';
COMMENT ON COLUMN calima.trial_file.file_name IS 'Its name as it was first sent, without folders.';
COMMENT ON COLUMN calima.trial_file.content IS 'Its bytes as received, up to 64 MiB.';
COMMENT ON COLUMN calima.trial_file.created_at IS 'When it was received first.';

CREATE TABLE calima.trial (
  trial_id     uuid   PRIMARY KEY,
  kind         text   NOT NULL CHECK (kind IN ('training', 'backtest', 'forecast')),
  request      jsonb  NOT NULL,
  profile      text   NOT NULL,
  file_sha256  bytea  REFERENCES calima.trial_file,
  file_name    text,
  requested_by text   NOT NULL,
  run_id       bigint REFERENCES calima.run ON DELETE SET NULL,
  report       jsonb,
  plot         text,
  data_sha256  bytea  CHECK (octet_length(data_sha256) = 32),
  program      text,
  problem      text,
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at  timestamptz,
  CHECK ((report IS NULL) OR (finished_at IS NOT NULL))
);
CREATE INDEX trial_newest ON calima.trial (created_at DESC, trial_id);
COMMENT ON TABLE calima.trial IS 'A training, backtest or forecast that somebody asked for, and what came of it. Nothing of it is used by the nightly forecasts.';
COMMENT ON COLUMN calima.trial.trial_id IS 'Its key, in the address that the answer names.';
COMMENT ON COLUMN calima.trial.kind IS 'training: models are kept, for forecasts that name this trial; backtest: scores only; forecast: values of the future.';
COMMENT ON COLUMN calima.trial.request IS 'What was asked for, as it was checked.';
COMMENT ON COLUMN calima.trial.profile IS 'The training profile as used, in YAML: the named one and what was changed of it.';
COMMENT ON COLUMN calima.trial.file_sha256 IS 'The attached file; null when the data are of the database.';
COMMENT ON COLUMN calima.trial.file_name IS 'Its name as it was sent this time.';
COMMENT ON COLUMN calima.trial.requested_by IS 'Who asked.';
COMMENT ON COLUMN calima.trial.run_id IS 'The run that does it: its state is the trial''s.';
COMMENT ON COLUMN calima.trial.report IS 'What came of it; null before.';
COMMENT ON COLUMN calima.trial.plot IS 'The report as a picture, SVG; null before.';
COMMENT ON COLUMN calima.trial.data_sha256 IS 'SHA-256 over the hours that were used: the same hours, profile and program give the same report.';
COMMENT ON COLUMN calima.trial.program IS 'Version of the program and of its model format.';
COMMENT ON COLUMN calima.trial.problem IS 'Why nothing came of it; null otherwise.';
COMMENT ON COLUMN calima.trial.created_at IS 'When it was asked for.';
COMMENT ON COLUMN calima.trial.finished_at IS 'When the report was there; null before.';

CREATE TABLE calima.trial_model (
  trial_id    uuid  NOT NULL REFERENCES calima.trial ON DELETE CASCADE,
  series      text  NOT NULL CHECK (length(series) BETWEEN 1 AND 200),
  algorithm   text  NOT NULL,
  data_to     timestamptz NOT NULL,
  fitted      bytea NOT NULL,
  PRIMARY KEY (trial_id, series)
);
COMMENT ON TABLE calima.trial_model IS 'A model that a training trial has fitted.';
COMMENT ON COLUMN calima.trial_model.trial_id IS 'The trial.';
COMMENT ON COLUMN calima.trial_model.series IS 'Name of the series: as in the file, or network/station/parameter.';
COMMENT ON COLUMN calima.trial_model.algorithm IS 'The algorithm chosen by backtest.';
COMMENT ON COLUMN calima.trial_model.data_to IS 'End of the history learnt from (excluded).';
COMMENT ON COLUMN calima.trial_model.fitted IS 'The fitted model in the forecasting module''s own format.';

GRANT SELECT, INSERT ON calima.trial, calima.trial_file TO calima_operator, calima_loader;
GRANT UPDATE (run_id) ON calima.trial TO calima_operator, calima_loader;
GRANT SELECT ON calima.trial_model TO calima_operator, calima_loader;
GRANT SELECT ON calima.trial, calima.trial_file TO calima_trainer;
GRANT UPDATE (report, plot, data_sha256, program, problem, finished_at) ON calima.trial TO calima_trainer;
GRANT SELECT, INSERT, DELETE ON calima.trial_model TO calima_trainer;
GRANT SELECT (run_id, state, message) ON calima.run TO calima_trainer;
-- Which series there are, so that a request that means none is refused at once.
GRANT SELECT ON calima.network, calima.station, calima.parameter, calima.series TO calima_operator;
GRANT SELECT (series_id, day) ON calima.observation_day TO calima_operator;
