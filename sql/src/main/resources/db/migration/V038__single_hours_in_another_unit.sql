-- Version 3 of the quality rules: fewer than six steps are in another unit too when both measured steps right beside them say so.
-- Of 3.4 million valid values of Madrid and Beijing none is flagged by that (docs/decisions/0015-quality-rules.md).
INSERT INTO calima.quality_rule (version, bit, code, description)
SELECT 3, bit, code, CASE bit
  WHEN 32 THEN 'At least 6 steps in a row under unit_low or over unit_high, while the day before or after them has values 50 times as high or as low; or fewer steps, while the nearest on both sides, at most 3 steps away, are 50 times as high or as low as each of them.'
  ELSE description END
FROM calima.quality_rule WHERE version = 2;
INSERT INTO calima.quality_threshold
  (version, parameter_id, stuck_hours, stuck_floor, stuck_floor_hours, spike_ratio, spike_min, unit_low, unit_high)
SELECT 3, parameter_id, stuck_hours, stuck_floor, stuck_floor_hours, spike_ratio, spike_min, unit_low, unit_high
FROM calima.quality_threshold WHERE version = 2;

-- Since several changes of a row are written by one transaction:
COMMENT ON COLUMN calima.observation_change.changed_at IS 'When it changed (time of recording); one moment for all that one chunk of a file changed. The last one of a row is its updated_at.';
