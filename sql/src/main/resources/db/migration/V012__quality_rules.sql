-- The quality rules as data: what each says and its numbers, by version, so that the rules_version of a day can be looked
-- up; and the stretches that are still to be judged with what lies beside them (docs/decisions/0015-quality-rules.md).

CREATE TABLE calima.quality_rule (
  version      smallint NOT NULL CHECK (version > 0),
  bit          smallint NOT NULL CHECK (bit IN (1, 2, 4, 8, 16, 32)),
  code         text     NOT NULL CHECK (code ~ '^[a-z]{1,20}$'),
  description  text     NOT NULL,
  PRIMARY KEY (version, bit),
  UNIQUE (version, code)
);
COMMENT ON TABLE calima.quality_rule IS 'Our rules about values that the publisher calls valid, one row for each rule and version.';
COMMENT ON COLUMN calima.quality_rule.version IS 'Version of the set of rules; observation_day.rules_version names it.';
COMMENT ON COLUMN calima.quality_rule.bit IS 'Its bit in observation_day.quality.';
COMMENT ON COLUMN calima.quality_rule.code IS 'Its name in the API, such as stuck.';
COMMENT ON COLUMN calima.quality_rule.description IS 'What it says, for people.';

INSERT INTO calima.quality_rule (version, bit, code, description) VALUES
  (1,  1, 'implausible', 'Outside the plausible range of its parameter (parameter.plausible_min, plausible_max).'),
  (1,  2, 'sentinel',    'A published number that stands for no value: -99, -999, -9999, or one that the feed names.'),
  (1,  4, 'stuck',       'The same number for at least stuck_hours (stuck_floor_hours up to stuck_floor), gaps of up to a day not counted.'),
  (1,  8, 'spike',       'One step more than spike_ratio times and spike_min above the higher of its two neighbours, or its lower neighbour so far above it.'),
  (1, 16, 'future',      'Its period ended more than 15 minutes after the moment at which it was loaded.'),
  (1, 32, 'unit',        'At least 6 steps in a row under unit_low or over unit_high, while the day before or after them has values 50 times as high or as low.');

CREATE TABLE calima.quality_threshold (
  version            smallint NOT NULL CHECK (version > 0),
  parameter_id       smallint NOT NULL REFERENCES calima.parameter,
  stuck_hours        smallint CHECK (stuck_hours >= 12),
  stuck_floor        real     NOT NULL,
  stuck_floor_hours  smallint CHECK (stuck_floor_hours >= 12),
  spike_ratio        real     CHECK (spike_ratio >= 1),
  spike_min          real     CHECK (spike_min > 0),
  unit_low           real     CHECK (unit_low > 0),
  unit_high          real     CHECK (unit_high > unit_low),
  PRIMARY KEY (version, parameter_id),
  CHECK ((spike_ratio IS NULL) = (spike_min IS NULL))
);
COMMENT ON TABLE calima.quality_threshold IS 'The numbers of the rules that look at more than one step, by version and parameter. A parameter without a row is not judged by them.';
COMMENT ON COLUMN calima.quality_threshold.version IS 'Version of the set of rules.';
COMMENT ON COLUMN calima.quality_threshold.parameter_id IS 'The parameter.';
COMMENT ON COLUMN calima.quality_threshold.stuck_hours IS 'Hours of one and the same number from which a value above stuck_floor counts as stuck; null for never.';
COMMENT ON COLUMN calima.quality_threshold.stuck_floor IS 'Up to this value, in the parameter''s unit, a constant is usual: near the detection limit, in rounded numbers, in calm or dry weather.';
COMMENT ON COLUMN calima.quality_threshold.stuck_floor_hours IS 'The same as stuck_hours for values up to stuck_floor; null for never.';
COMMENT ON COLUMN calima.quality_threshold.spike_ratio IS 'How many times its higher neighbour a spike is at least; 1 when only spike_min counts; null when the rule is not applied.';
COMMENT ON COLUMN calima.quality_threshold.spike_min IS 'How far above that it must be, in the parameter''s unit.';
COMMENT ON COLUMN calima.quality_threshold.unit_low IS 'Below it, in the parameter''s unit, a stretch may be in another unit; null when the rule is not applied.';
COMMENT ON COLUMN calima.quality_threshold.unit_high IS 'Above it, in the parameter''s unit, a stretch may be in another unit; null when the rule is not applied.';

INSERT INTO calima.quality_threshold
  (version, parameter_id, stuck_hours, stuck_floor, stuck_floor_hours, spike_ratio, spike_min, unit_low, unit_high) VALUES
  (1,  1,  96,  8,   400, 4,  16,   0.5,   1500), -- so2
  (1,  6,  48,  0.5, 240, 4,  1.5, 0.02,    50), -- co
  (1,  7,  36,  5,   192, 4, 100,   0.9,   1500), -- no
  (1,  8,  24,  5,    72, 4, 20,   0.5,    800), -- no2
  (1,  9,  24,  5,    96, 4, 30,   0.5,   3000), -- pm25
  (1, 10,  24,  5,    96, 4, 75,   0.5,   5000), -- pm10
  (1, 12,  24, 10,    96, 4, 150,   1,     2500), -- nox
  (1, 14,  36,  5,    72, 4, 40,   0.5,    600), -- o3
  (1, 20,  48,  0.5, 168, 4,  10,   0.05,   500), -- toluene
  (1, 30,  36,  0.5, 300, 4,  4,   0.02,   250), -- benzene
  (1, 35,  96,  0.5, 400, 4,    6, 0.02,   250), -- ethylbenzene
  (1, 37,  72,  1,   300, 4,  6,   0.02,   250), -- m_xylene
  (1, 38,  72,  1,   300, 4,  6,   0.02,   250), -- p_xylene
  (1, 39,  72,  1,   300, 4,  6,   0.02,   250), -- o_xylene
  (1, 42,  48,  0,   240, 4,  0.4, 0.1,     50), -- thc
  (1, 43,  60,  0,   240, 4,  0.4, 0.1,     50), -- ch4
  (1, 44,  48,  0,   240, 4,  0.4, 0.005,   50), -- nmhc
  (1, 81,  48,  1,   200, 4, 15,   NULL,  NULL), -- wind_speed
  (1, 82,  48,  0,   300, NULL, NULL, NULL, NULL), -- wind_direction
  (1, 83,  36, -90,  36,  1, 12,   NULL,  NULL), -- temperature
  (1, 86,  72,  0,   72,  NULL, NULL, NULL, NULL), -- humidity
  (1, 87,  60,  500, 60,  1, 25,   NULL,  NULL), -- pressure
  (1, 88,  24, 20,  NULL, NULL, NULL, NULL, NULL), -- solar_radiation
  (1, 89,  24,  1,  NULL, NULL, NULL, NULL, NULL); -- precipitation

CREATE TABLE calima.quality_pending (
  series_id  integer NOT NULL,
  first_day  date    NOT NULL,
  last_day   date    NOT NULL,
  CHECK (first_day <= last_day)
);
COMMENT ON TABLE calima.quality_pending IS 'Stretches of series that were written or changed and whose surroundings the writer did not have at hand. Written in the transaction that changes the days; the step quality.context judges the stretch and what it touches from the stored days and deletes the row. To consume: DELETE first, read the days in a later statement, commit with the results; then no change is missed.';
COMMENT ON COLUMN calima.quality_pending.series_id IS 'The series.';
COMMENT ON COLUMN calima.quality_pending.first_day IS 'First UTC day of the stretch.';
COMMENT ON COLUMN calima.quality_pending.last_day IS 'Last UTC day of the stretch.';

GRANT SELECT ON calima.quality_rule, calima.quality_threshold TO calima_loader, calima_trainer, calima_reader;
GRANT SELECT, INSERT, DELETE ON calima.quality_pending TO calima_loader;
