-- Which model of a series is in use, what it was learnt from, and how it came to its place.

ALTER TABLE calima.training_run
  ADD COLUMN profile_version integer CHECK (profile_version >= 0),
  ADD COLUMN profile_content text;
COMMENT ON COLUMN calima.training_run.profile_version IS 'Version of the profile, 0 for its file; null for trainings from before versions were kept.';
COMMENT ON COLUMN calima.training_run.profile_content IS 'The profile as used, in YAML, so that a model can be learnt again in the same way; null for trainings from before it was kept.';

ALTER TABLE calima.model
  DROP CONSTRAINT model_state_check,
  ADD CONSTRAINT model_state_check CHECK (state IN ('active', 'challenger', 'retired', 'refused')),
  DROP CONSTRAINT model_training_run_id_series_id_key,
  ADD CONSTRAINT model_once_a_run UNIQUE NULLS NOT DISTINCT (training_run_id, series_id, algorithm),
  ADD COLUMN program text,
  ADD COLUMN data_as_of timestamptz,
  ADD COLUMN data_sha256 bytea CHECK (octet_length(data_sha256) = 32),
  ADD COLUMN loss_origins timestamptz[],
  ADD COLUMN losses real[],
  ADD COLUMN naive_losses real[],
  ADD CONSTRAINT model_losses_by_origin CHECK (cardinality(loss_origins) = cardinality(losses) AND cardinality(losses) = cardinality(naive_losses));
CREATE INDEX model_challengers ON calima.model (series_id, model_id) WHERE state = 'challenger';
COMMENT ON COLUMN calima.model.state IS 'active: the champion, with which forecasts are made (one a series); challenger: may become it; retired: another took its place; refused: too little data.';
COMMENT ON COLUMN calima.model.program IS 'Version of the program that learnt it, and of its model format; null for models from before it was kept.';
COMMENT ON COLUMN calima.model.data_as_of IS 'The newest change of any observation learnt from: as of this moment the data looked like that. Null for models from before it was kept.';
COMMENT ON COLUMN calima.model.data_sha256 IS 'SHA-256 over the hours learnt from: their start, then the values, NaN where missing. Null for models from before it was kept.';
COMMENT ON COLUMN calima.model.loss_origins IS 'Past origins of the backtest from which both the model and the seasonal naive were scored, rising.';
COMMENT ON COLUMN calima.model.losses IS 'Mean absolute error of the algorithm over the horizon from each of loss_origins, in the parameter''s unit.';
COMMENT ON COLUMN calima.model.naive_losses IS 'The same of the seasonal naive of 24 hours.';

CREATE TABLE calima.model_test (
  model_id           bigint NOT NULL REFERENCES calima.model,
  opponent           text   NOT NULL CHECK (opponent IN ('naive', 'champion')),
  opponent_model_id  bigint REFERENCES calima.model,
  test               text   NOT NULL,
  level              double precision NOT NULL CHECK (level > 0 AND level < 1),
  origins            integer NOT NULL CHECK (origins >= 0),
  mean_gain          double precision,
  statistic          double precision,
  p_value            double precision CHECK (p_value BETWEEN 0 AND 1),
  beaten             boolean NOT NULL,
  problem            text,
  tested_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (model_id, opponent),
  CHECK ((opponent = 'champion') = (opponent_model_id IS NOT NULL)),
  CHECK (NOT beaten OR p_value <= level)
);
COMMENT ON TABLE calima.model_test IS 'Whether a model does better than an opponent from the same past origins: paired, one-sided.';
COMMENT ON COLUMN calima.model_test.model_id IS 'The model.';
COMMENT ON COLUMN calima.model_test.opponent IS 'naive: the seasonal naive of 24 hours; champion: the model that was in use.';
COMMENT ON COLUMN calima.model_test.opponent_model_id IS 'The champion that it was tested against; null for the naive.';
COMMENT ON COLUMN calima.model_test.test IS 'diebold-mariano (with the correction of Harvey, Leybourne and Newbold) or wilcoxon (signed ranks).';
COMMENT ON COLUMN calima.model_test.level IS 'The p-value up to which the opponent counts as beaten, 0 to 1.';
COMMENT ON COLUMN calima.model_test.origins IS 'Past origins that both were scored from.';
COMMENT ON COLUMN calima.model_test.mean_gain IS 'Mean of the opponent''s loss minus the model''s, in the parameter''s unit: above 0 the model is better.';
COMMENT ON COLUMN calima.model_test.statistic IS 'Value of the test''s statistic; null when it could not be tested.';
COMMENT ON COLUMN calima.model_test.p_value IS 'Probability of such a gain or a larger one if the opponent were as good, 0 to 1; null when it could not be tested.';
COMMENT ON COLUMN calima.model_test.beaten IS 'Whether the opponent counts as beaten.';
COMMENT ON COLUMN calima.model_test.problem IS 'Why it could not be tested; null when it was.';
COMMENT ON COLUMN calima.model_test.tested_at IS 'When.';

CREATE TABLE calima.champion_change (
  champion_change_id bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  series_id          integer NOT NULL REFERENCES calima.series,
  model_id           bigint  NOT NULL REFERENCES calima.model,
  former_model_id    bigint  REFERENCES calima.model,
  how                text    NOT NULL CHECK (how IN ('first', 'refit', 'test', 'promoted', 'rolled-back')),
  changed_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_by         text    NOT NULL,
  reason             text    CHECK (length(reason) <= 2000)
);
CREATE INDEX champion_change_newest ON calima.champion_change (series_id, champion_change_id DESC);
COMMENT ON TABLE calima.champion_change IS 'Each time that a model became the champion of its series. Rows are only added; the newest of a series tells about its present champion.';
COMMENT ON COLUMN calima.champion_change.champion_change_id IS 'Surrogate key; rises with time.';
COMMENT ON COLUMN calima.champion_change.series_id IS 'The series.';
COMMENT ON COLUMN calima.champion_change.model_id IS 'The model that became the champion.';
COMMENT ON COLUMN calima.champion_change.former_model_id IS 'The champion before it; null for the first.';
COMMENT ON COLUMN calima.champion_change.how IS 'first: there was none; refit: the same settings on newer data; test: it beat the champion and the naive; promoted or rolled-back: by a person. After rolled-back nothing takes its place by itself.';
COMMENT ON COLUMN calima.champion_change.changed_at IS 'When.';
COMMENT ON COLUMN calima.champion_change.changed_by IS 'Who, or the job that did it.';
COMMENT ON COLUMN calima.champion_change.reason IS 'Why, in words; null when nothing was said.';

INSERT INTO calima.champion_change (series_id, model_id, how, changed_at, changed_by)
SELECT series_id, model_id, 'first', trained_at, 'forecast-train' FROM calima.model WHERE state = 'active' ORDER BY model_id;

CREATE VIEW calima.registered_model AS
SELECT m.model_id, m.series_id, n.code AS network, st.code AS station, p.code AS parameter,
       CASE m.state WHEN 'active' THEN 'champion' ELSE m.state END AS role, m.algorithm AS method, m.trained_at,
       m.data_from, m.data_to AS data_until, m.data_as_of, encode(m.data_sha256, 'hex') AS data_sha256,
       r.profile, r.profile_version, m.program, m.reason AS notes,
       CASE WHEN m.state = 'active' THEN c.changed_at END AS champion_since,
       CASE WHEN m.state = 'active' THEN c.how END AS champion_how,
       coalesce(m.state = 'active' AND c.how = 'rolled-back', false) AS held,
       (e.entrant ->> 'origins')::integer AS origins,
       (e.entrant ->> 'skill')::double precision AS skill,
       (e.entrant #>> '{overall,mae}')::double precision AS mae,
       (e.entrant #>> '{overall,mase24}')::double precision AS mase24,
       (e.entrant #>> '{overall,coverage50}')::double precision AS coverage50,
       (e.entrant #>> '{overall,coverage80}')::double precision AS coverage80,
       (e.entrant #>> '{overall,coverage95}')::double precision AS coverage95,
       round(abs((e.entrant #>> '{overall,coverage80}')::numeric - 0.8), 6) > 0.03 AS uncalibrated,
       coalesce(tn.test, tc.test) AS test, coalesce(tn.level, tc.level) AS test_level,
       tn.origins AS naive_origins, tn.mean_gain AS naive_gain, tn.statistic AS naive_statistic, tn.p_value AS naive_p_value,
       tn.beaten AS beats_naive,
       tc.opponent_model_id AS tested_against, tc.origins AS champion_origins, tc.mean_gain AS champion_gain,
       tc.statistic AS champion_statistic, tc.p_value AS champion_p_value, tc.beaten AS beats_champion,
       coalesce(tn.problem, tc.problem) AS test_problem
FROM calima.model m
JOIN calima.training_run r USING (training_run_id)
JOIN calima.series s USING (series_id)
JOIN calima.station st USING (station_id)
JOIN calima.network n USING (network_id)
JOIN calima.parameter p USING (parameter_id)
LEFT JOIN LATERAL (
  SELECT x AS entrant FROM jsonb_array_elements(m.backtest -> 'entrants') AS x WHERE x ->> 'algorithm' = m.algorithm LIMIT 1) e ON true
LEFT JOIN LATERAL (
  SELECT h.changed_at, h.how FROM calima.champion_change h
  WHERE h.series_id = m.series_id ORDER BY h.champion_change_id DESC LIMIT 1) c ON m.state = 'active'
LEFT JOIN calima.model_test tn ON tn.model_id = m.model_id AND tn.opponent = 'naive'
LEFT JOIN calima.model_test tc ON tc.model_id = m.model_id AND tc.opponent = 'champion'
WHERE m.state IN ('active', 'challenger');
COMMENT ON VIEW calima.registered_model IS 'The champion of each series, with which its forecasts are made, and its challengers: what they were learnt from, what their backtest says, and how they were tested.';
COMMENT ON COLUMN calima.registered_model.model_id IS 'The model.';
COMMENT ON COLUMN calima.registered_model.series_id IS 'The series that it predicts.';
COMMENT ON COLUMN calima.registered_model.network IS 'Code of the series'' network.';
COMMENT ON COLUMN calima.registered_model.station IS 'Code of its station.';
COMMENT ON COLUMN calima.registered_model.parameter IS 'Code of what is measured.';
COMMENT ON COLUMN calima.registered_model.role IS 'champion or challenger.';
COMMENT ON COLUMN calima.registered_model.method IS 'The algorithm, such as ridge-direct.';
COMMENT ON COLUMN calima.registered_model.trained_at IS 'When it was fitted.';
COMMENT ON COLUMN calima.registered_model.data_from IS 'Start of the history learnt from.';
COMMENT ON COLUMN calima.registered_model.data_until IS 'End of the history learnt from (excluded).';
COMMENT ON COLUMN calima.registered_model.data_as_of IS 'The newest change of any observation learnt from; null when unknown.';
COMMENT ON COLUMN calima.registered_model.data_sha256 IS 'SHA-256 over the hours learnt from, 64 hexadecimal digits; null when unknown.';
COMMENT ON COLUMN calima.registered_model.profile IS 'The training profile.';
COMMENT ON COLUMN calima.registered_model.profile_version IS 'Its version, 0 for the file; null when unknown.';
COMMENT ON COLUMN calima.registered_model.program IS 'Version of the program that learnt it, and of its model format; null when unknown.';
COMMENT ON COLUMN calima.registered_model.notes IS 'What its training remarked, such as algorithms that could not take part; null for nothing.';
COMMENT ON COLUMN calima.registered_model.champion_since IS 'Since when it is the champion; null for a challenger.';
COMMENT ON COLUMN calima.registered_model.champion_how IS 'first, refit, test, promoted or rolled-back; null for a challenger.';
COMMENT ON COLUMN calima.registered_model.held IS 'Whether it stays the champion until a person promotes another: after a rollback.';
COMMENT ON COLUMN calima.registered_model.origins IS 'Past origins of its backtest; null when unknown, as the scores that follow.';
COMMENT ON COLUMN calima.registered_model.skill IS '1 - MAE / MAE of the seasonal naive in the backtest: above 0 is better than it.';
COMMENT ON COLUMN calima.registered_model.mae IS 'Mean absolute error of the median in the backtest, in the parameter''s unit.';
COMMENT ON COLUMN calima.registered_model.mase24 IS 'The same over the error of repeating the last day in the history.';
COMMENT ON COLUMN calima.registered_model.coverage50 IS 'Share of values inside the 50 % interval in the backtest, 0 to 1.';
COMMENT ON COLUMN calima.registered_model.coverage80 IS 'Share of values inside the 80 % interval in the backtest, 0 to 1.';
COMMENT ON COLUMN calima.registered_model.coverage95 IS 'Share of values inside the 95 % interval in the backtest, 0 to 1.';
COMMENT ON COLUMN calima.registered_model.uncalibrated IS 'Whether coverage80 is more than 3 points away from 80 %; null when unknown.';
COMMENT ON COLUMN calima.registered_model.test IS 'How it was tested: diebold-mariano or wilcoxon; null when it was not, as the columns that follow.';
COMMENT ON COLUMN calima.registered_model.test_level IS 'The p-value up to which an opponent counts as beaten.';
COMMENT ON COLUMN calima.registered_model.naive_origins IS 'Past origins of the test against the seasonal naive.';
COMMENT ON COLUMN calima.registered_model.naive_gain IS 'Mean of the naive''s loss minus its own, in the parameter''s unit.';
COMMENT ON COLUMN calima.registered_model.naive_statistic IS 'Statistic of this test; null when it could not be made.';
COMMENT ON COLUMN calima.registered_model.naive_p_value IS 'One-sided p-value of this test; null when it could not be made.';
COMMENT ON COLUMN calima.registered_model.beats_naive IS 'Whether the seasonal naive counts as beaten.';
COMMENT ON COLUMN calima.registered_model.tested_against IS 'The champion that it was tested against.';
COMMENT ON COLUMN calima.registered_model.champion_origins IS 'Past origins of the test against it.';
COMMENT ON COLUMN calima.registered_model.champion_gain IS 'Mean of that champion''s loss minus its own, in the parameter''s unit.';
COMMENT ON COLUMN calima.registered_model.champion_statistic IS 'Statistic of this test; null when it could not be made.';
COMMENT ON COLUMN calima.registered_model.champion_p_value IS 'One-sided p-value of this test; null when it could not be made.';
COMMENT ON COLUMN calima.registered_model.beats_champion IS 'Whether that champion counts as beaten.';
COMMENT ON COLUMN calima.registered_model.test_problem IS 'Why it could not be tested; null when it was.';

GRANT SELECT ON calima.registered_model TO calima_reader, calima_operator, calima_loader, calima_trainer;
GRANT SELECT, INSERT ON calima.model_test, calima.champion_change TO calima_trainer;
-- An operator changes which model is in use, and nothing else of a model; never reads a fitted one.
GRANT SELECT (model_id, training_run_id, series_id, state, algorithm, data_to, trained_at) ON calima.model TO calima_operator;
GRANT UPDATE (state) ON calima.model TO calima_operator;
GRANT SELECT, INSERT ON calima.champion_change TO calima_operator;
GRANT SELECT ON calima.model_test TO calima_operator;
GRANT SELECT (training_run_id, profile, profile_version) ON calima.training_run TO calima_operator;
-- The command line does the same as the account that learns, and says who did it.
GRANT INSERT ON calima.audit TO calima_trainer;
