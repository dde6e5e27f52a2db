-- What low-cost and reference sensors of other networks measure beside the parameters of Madrid. Their keys begin at 201: the
-- publisher's magnitude numbers of Madrid have three digits at most and end below.

INSERT INTO calima.parameter (parameter_id, code, name, display_name, kind, unit, plausible_min, plausible_max, decimals) VALUES
  (201, 'pm1',   'Particles under 1 µm',           'PM1',        'pollutant', 'µg/m³',         -10,  3000, 0),
  (202, 'bc',    'Black carbon',                   'BC',         'pollutant', 'µg/m³',          -2,   200, 1),
  (203, 'um003', 'Count of particles over 0.3 µm', '> 0.3 µm',   'pollutant', 'particles/cm³',   0, 100000, 0);

COMMENT ON COLUMN calima.parameter.parameter_id IS 'Key; for pollutants of Madrid the publisher''s magnitude number, from 201 on for others.';
