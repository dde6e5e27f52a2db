-- The dew point, which some networks publish instead of the humidity.
INSERT INTO calima.parameter (parameter_id, code, name, display_name, kind, unit, plausible_min, plausible_max, decimals) VALUES
  (211, 'dew_point', 'Dew point', 'Dew point', 'weather', '°C', -95, 40, 1);
