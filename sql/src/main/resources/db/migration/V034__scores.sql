-- What came of the forecasts that were issued.

CREATE TABLE calima.forecast_score (
  forecast_id      bigint   PRIMARY KEY REFERENCES calima.forecast ON DELETE CASCADE,
  observed_days    smallint NOT NULL,
  observed_changed_at timestamptz NOT NULL,
  error            real[]   NOT NULL,
  naive_error      real[]   NOT NULL,
  crps             real[]   NOT NULL,
  pit              real[]   NOT NULL,
  scored_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (cardinality(error) = cardinality(naive_error) AND cardinality(error) = cardinality(crps)
         AND cardinality(error) = cardinality(pit))
);
COMMENT ON TABLE calima.forecast_score IS 'What came of an issued forecast, one array element for each lead from 1; null where nothing usable was observed (yet). Done anew when an observation comes or is corrected.';
COMMENT ON COLUMN calima.forecast_score.forecast_id IS 'The forecast.';
COMMENT ON COLUMN calima.forecast_score.observed_days IS 'Days of observations, the week before the origin included, that the scores were made with.';
COMMENT ON COLUMN calima.forecast_score.observed_changed_at IS 'The newest change of these days: when it is another, the scores are out of date.';
COMMENT ON COLUMN calima.forecast_score.error IS 'Median forecast minus observed value, in the parameter''s unit.';
COMMENT ON COLUMN calima.forecast_score.naive_error IS 'The same of the seasonal naive: the newest value of the same hour within the seven days before the origin.';
COMMENT ON COLUMN calima.forecast_score.crps IS 'Twice the mean pinball loss over the levels 0.1 to 0.9, in the parameter''s unit: approximates the continuous ranked probability score.';
COMMENT ON COLUMN calima.forecast_score.pit IS 'The forecast''s cumulative probability at the observed value, 0 to 1: inside the central interval of level c when within c/2 of 0.5.';
COMMENT ON COLUMN calima.forecast_score.scored_at IS 'When it was scored last.';

CREATE TABLE calima.forecast_skill (
  series_id    integer  NOT NULL REFERENCES calima.series,
  window_days  smallint NOT NULL CHECK (window_days IN (30, 365)),
  lead_from    smallint NOT NULL CHECK (lead_from >= 1),
  lead_to      smallint NOT NULL CHECK (lead_to >= lead_from),
  first_origin timestamptz NOT NULL,
  last_origin  timestamptz NOT NULL,
  n            integer  NOT NULL CHECK (n > 0),
  mae          real     NOT NULL,
  rmse         real     NOT NULL,
  bias         real     NOT NULL,
  crps         real     NOT NULL,
  coverage50   real     NOT NULL,
  coverage80   real     NOT NULL,
  coverage90   real     NOT NULL,
  coverage95   real     NOT NULL,
  naive_mae    real,
  skill        real,
  updated_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (series_id, window_days, lead_from)
);
COMMENT ON TABLE calima.forecast_skill IS 'Scores of the forecasts issued for a series in the last days before its newest scored origin, by lead time.';
COMMENT ON COLUMN calima.forecast_skill.series_id IS 'The series.';
COMMENT ON COLUMN calima.forecast_skill.window_days IS 'Origins this many days before the newest scored one are counted: 30 or 365.';
COMMENT ON COLUMN calima.forecast_skill.lead_from IS 'First lead counted, in steps from 1.';
COMMENT ON COLUMN calima.forecast_skill.lead_to IS 'Last lead counted.';
COMMENT ON COLUMN calima.forecast_skill.first_origin IS 'Oldest origin counted.';
COMMENT ON COLUMN calima.forecast_skill.last_origin IS 'Newest origin counted.';
COMMENT ON COLUMN calima.forecast_skill.n IS 'Pairs of forecast and observed value.';
COMMENT ON COLUMN calima.forecast_skill.mae IS 'Mean absolute error of the median, in the parameter''s unit.';
COMMENT ON COLUMN calima.forecast_skill.rmse IS 'Root mean squared error of the median, in the parameter''s unit.';
COMMENT ON COLUMN calima.forecast_skill.bias IS 'Mean of median minus observed value, in the parameter''s unit.';
COMMENT ON COLUMN calima.forecast_skill.crps IS 'Mean continuous ranked probability score, in the parameter''s unit.';
COMMENT ON COLUMN calima.forecast_skill.coverage50 IS 'Share of observed values inside the 50 % interval, 0 to 1.';
COMMENT ON COLUMN calima.forecast_skill.coverage80 IS 'Share of observed values inside the 80 % interval, 0 to 1.';
COMMENT ON COLUMN calima.forecast_skill.coverage90 IS 'Share of observed values inside the 90 % interval, 0 to 1.';
COMMENT ON COLUMN calima.forecast_skill.coverage95 IS 'Share of observed values inside the 95 % interval, 0 to 1.';
COMMENT ON COLUMN calima.forecast_skill.naive_mae IS 'Mean absolute error of the seasonal naive where it has a value; null where it never has.';
COMMENT ON COLUMN calima.forecast_skill.skill IS '1 - MAE / MAE of the seasonal naive, over pairs where both have a value: above 0 is better than it; null where it makes no error.';
COMMENT ON COLUMN calima.forecast_skill.updated_at IS 'When it was computed.';

GRANT SELECT, INSERT, UPDATE ON calima.forecast_score TO calima_trainer;
GRANT SELECT, INSERT, UPDATE, DELETE ON calima.forecast_skill TO calima_trainer;
GRANT SELECT ON calima.forecast_score, calima.forecast_skill TO calima_reader;
