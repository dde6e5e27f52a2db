-- What was learnt and what is expected.

CREATE TABLE calima.training_run (
  training_run_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  profile          text   NOT NULL,
  profile_sha256   bytea  NOT NULL CHECK (octet_length(profile_sha256) = 32),
  data_sha256      bytea  NOT NULL CHECK (octet_length(data_sha256) = 32),
  parameters       jsonb  NOT NULL,
  state            text   NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done')),
  series_total     integer NOT NULL,
  series_done      integer NOT NULL DEFAULT 0,
  series_refused   integer NOT NULL DEFAULT 0,
  started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at      timestamptz,
  UNIQUE (profile_sha256, data_sha256)
);
COMMENT ON TABLE calima.training_run IS 'One training of every series with one profile on one state of the data.';
COMMENT ON COLUMN calima.training_run.training_run_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.training_run.profile IS 'Name of the training profile.';
COMMENT ON COLUMN calima.training_run.profile_sha256 IS 'SHA-256 of the profile''s content: the identity of how it was learnt.';
COMMENT ON COLUMN calima.training_run.data_sha256 IS 'SHA-256 over each series'' last change: the identity of what was learnt from.';
COMMENT ON COLUMN calima.training_run.parameters IS 'The profile as used.';
COMMENT ON COLUMN calima.training_run.state IS 'running or done.';
COMMENT ON COLUMN calima.training_run.series_total IS 'Series that were looked at.';
COMMENT ON COLUMN calima.training_run.series_done IS 'Series dealt with so far, the refused ones counted.';
COMMENT ON COLUMN calima.training_run.series_refused IS 'Series with too little data to learn from.';
COMMENT ON COLUMN calima.training_run.started_at IS 'When it began.';
COMMENT ON COLUMN calima.training_run.finished_at IS 'When it was done; null before.';

CREATE TABLE calima.model (
  model_id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  training_run_id  bigint  NOT NULL REFERENCES calima.training_run,
  series_id        integer NOT NULL REFERENCES calima.series,
  state            text    NOT NULL CHECK (state IN ('active', 'retired', 'refused')),
  algorithm        text,
  reason           text,
  data_from        timestamptz,
  data_to          timestamptz,
  backtest         jsonb,
  fitted           bytea,
  trained_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (training_run_id, series_id),
  CHECK (CASE state WHEN 'refused' THEN reason IS NOT NULL AND fitted IS NULL
                    ELSE algorithm IS NOT NULL AND fitted IS NOT NULL END)
);
CREATE UNIQUE INDEX model_one_active ON calima.model (series_id) WHERE state = 'active';
COMMENT ON TABLE calima.model IS 'A fitted model of a series, or the reason why there is none.';
COMMENT ON COLUMN calima.model.model_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.model.training_run_id IS 'The training that made it.';
COMMENT ON COLUMN calima.model.series_id IS 'The series that it predicts.';
COMMENT ON COLUMN calima.model.state IS 'active: forecasts are made with it (one a series); retired: a later one took its place; refused: too little data.';
COMMENT ON COLUMN calima.model.algorithm IS 'The algorithm chosen by backtest, such as ridge-direct; null when refused.';
COMMENT ON COLUMN calima.model.reason IS 'Why it was refused, or why a fallback was taken; null otherwise.';
COMMENT ON COLUMN calima.model.data_from IS 'Start of the history learnt from.';
COMMENT ON COLUMN calima.model.data_to IS 'End of the history learnt from (excluded).';
COMMENT ON COLUMN calima.model.backtest IS 'Scores of every entrant on past origins: mae, rmse and bias in the parameter''s unit, mase24, coverage by level.';
COMMENT ON COLUMN calima.model.fitted IS 'The fitted model in the forecasting module''s own format; null when refused.';
COMMENT ON COLUMN calima.model.trained_at IS 'When it was fitted.';

CREATE TABLE calima.forecast (
  forecast_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  series_id        integer NOT NULL REFERENCES calima.series,
  model_id         bigint  NOT NULL REFERENCES calima.model,
  origin           timestamptz NOT NULL,
  issued_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  valid_until      timestamptz NOT NULL,
  step_minutes     smallint NOT NULL,
  method           text    NOT NULL,
  quantile_levels  real[]  NOT NULL,
  UNIQUE (series_id, origin, model_id),
  CHECK (valid_until > origin)
);
CREATE INDEX forecast_latest ON calima.forecast (series_id, origin DESC, forecast_id DESC);
COMMENT ON TABLE calima.forecast IS 'A forecast of a series, issued once from one origin and kept for ever.';
COMMENT ON COLUMN calima.forecast.forecast_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.forecast.series_id IS 'The series.';
COMMENT ON COLUMN calima.forecast.model_id IS 'The model that made it.';
COMMENT ON COLUMN calima.forecast.origin IS 'Start of the first step that is forecast; everything before it could be known.';
COMMENT ON COLUMN calima.forecast.issued_at IS 'When it was made.';
COMMENT ON COLUMN calima.forecast.valid_until IS 'End of the last step that is forecast; later it says nothing any more.';
COMMENT ON COLUMN calima.forecast.step_minutes IS 'Length of each step, in minutes.';
COMMENT ON COLUMN calima.forecast.method IS 'How it was made, such as ridge-direct; names the fallback where one was taken.';
COMMENT ON COLUMN calima.forecast.quantile_levels IS 'Levels in (0,1), rising, of the quantiles in forecast_value; 0.5 is among them.';

CREATE TABLE calima.forecast_value (
  forecast_id   bigint   NOT NULL REFERENCES calima.forecast,
  lead          smallint NOT NULL CHECK (lead >= 1),
  period_start  timestamptz NOT NULL,
  quantiles     real[]   NOT NULL,
  PRIMARY KEY (forecast_id, lead),
  CHECK (array_position(quantiles, NULL) IS NULL AND 'NaN'::real <> ALL (quantiles) AND 'Infinity'::real <> ALL (quantiles))
);
COMMENT ON TABLE calima.forecast_value IS 'One step of a forecast.';
COMMENT ON COLUMN calima.forecast_value.forecast_id IS 'The forecast.';
COMMENT ON COLUMN calima.forecast_value.lead IS 'Steps ahead of the origin, from 1; the step starts at origin + (lead - 1) x step.';
COMMENT ON COLUMN calima.forecast_value.period_start IS 'Start of the step.';
COMMENT ON COLUMN calima.forecast_value.quantiles IS 'Quantiles in the parameter''s unit, rising, one for each of the forecast''s quantile_levels; all finite.';

GRANT SELECT, INSERT, UPDATE ON calima.training_run, calima.model TO calima_trainer;
GRANT SELECT, INSERT ON calima.forecast, calima.forecast_value TO calima_trainer;
GRANT SELECT ON calima.forecast, calima.forecast_value TO calima_reader, calima_loader;
GRANT SELECT (training_run_id, profile, parameters, state, series_total, series_done, series_refused, started_at, finished_at)
  ON calima.training_run TO calima_reader;
GRANT SELECT (model_id, training_run_id, series_id, state, algorithm, reason, data_from, data_to, backtest, trained_at)
  ON calima.model TO calima_reader;
