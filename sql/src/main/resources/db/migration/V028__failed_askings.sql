-- An asking whose answers could not be loaded ends as failed, with its reason; and the numbers of the quality rules, version 2.

ALTER TABLE calima.fetch_run
  DROP CONSTRAINT fetch_run_state_check,
  ADD CONSTRAINT fetch_run_state_check CHECK (state IN ('running', 'partial', 'done', 'failed')),
  ADD COLUMN problem text,
  ADD CONSTRAINT fetch_run_problem_check CHECK ((state = 'failed') = (problem IS NOT NULL));
COMMENT ON COLUMN calima.fetch_run.state IS 'running; partial when some request failed (the same run asks those again); failed when what came could not be loaded (the same run asks for all of it again); done.';
COMMENT ON COLUMN calima.fetch_run.problem IS 'Why it failed, and what to do; null unless it did.';

-- Ethylbenzene: in spring 2011 one station told 0.3, the floor of its instrument, for 617 hours in a row, in months with two to four
-- different numbers. That is no stuck sensor: up to the floor a constant is one from 30 days on.
INSERT INTO calima.quality_rule (version, bit, code, description)
SELECT 2, bit, code, description FROM calima.quality_rule WHERE version = 1;
INSERT INTO calima.quality_threshold
  (version, parameter_id, stuck_hours, stuck_floor, stuck_floor_hours, spike_ratio, spike_min, unit_low, unit_high)
SELECT 2, parameter_id, stuck_hours, stuck_floor, CASE parameter_id WHEN 35 THEN 720 ELSE stuck_floor_hours END, spike_ratio,
       spike_min, unit_low, unit_high
FROM calima.quality_threshold WHERE version = 1;
