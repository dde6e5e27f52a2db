-- What the numbers are about: networks, stations, parameters and the series they form.

CREATE TABLE calima.network (
  network_id   smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code         text     NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  name         text     NOT NULL,
  country      char(2)  NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  time_zone    text     NOT NULL,
  attribution  text     NOT NULL,
  licence      text     NOT NULL,
  licence_url  text
);
COMMENT ON TABLE calima.network IS 'A monitoring network: the stations that one publisher runs.';
COMMENT ON COLUMN calima.network.network_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.network.code IS 'Short name used in configuration and URLs, such as madrid.';
COMMENT ON COLUMN calima.network.name IS 'Name for people.';
COMMENT ON COLUMN calima.network.country IS 'ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN calima.network.time_zone IS 'IANA zone in which the network''s days and months are counted.';
COMMENT ON COLUMN calima.network.attribution IS 'The sentence that the licence asks every reuse to show.';
COMMENT ON COLUMN calima.network.licence IS 'Name of the licence of the data.';
COMMENT ON COLUMN calima.network.licence_url IS 'Where the licence stands; null when it has no page.';

CREATE TABLE calima.station (
  station_id  integer  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  network_id  smallint NOT NULL REFERENCES calima.network,
  code        text     NOT NULL CHECK (code ~ '^[A-Za-z0-9._-]{1,40}$'),
  name        text     NOT NULL,
  kind        text     NOT NULL CHECK (kind IN ('traffic', 'background', 'suburban', 'industrial', 'rural', 'unknown')),
  address     text,
  latitude    double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude   double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  altitude_m  real,
  UNIQUE (network_id, code)
);
CREATE UNIQUE INDEX station_code ON calima.station (code);
COMMENT ON TABLE calima.station IS 'A fixed monitoring site.';
COMMENT ON COLUMN calima.station.station_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.station.network_id IS 'The network that runs it.';
COMMENT ON COLUMN calima.station.code IS 'Code as published, such as 28079004; unique over all networks.';
COMMENT ON COLUMN calima.station.name IS 'Name as published.';
COMMENT ON COLUMN calima.station.kind IS 'What surrounds it: traffic, background, suburban, industrial, rural, unknown.';
COMMENT ON COLUMN calima.station.address IS 'Street address; null when not published.';
COMMENT ON COLUMN calima.station.latitude IS 'Degrees north, WGS 84.';
COMMENT ON COLUMN calima.station.longitude IS 'Degrees east, WGS 84.';
COMMENT ON COLUMN calima.station.altitude_m IS 'Metres above sea level; null when not published.';

CREATE TABLE calima.parameter (
  parameter_id   smallint PRIMARY KEY,
  code           text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9_]{0,29}$'),
  name           text NOT NULL,
  display_name   text NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('pollutant', 'weather')),
  unit           text NOT NULL,
  plausible_min  real NOT NULL,
  plausible_max  real NOT NULL,
  decimals       smallint NOT NULL CHECK (decimals BETWEEN 0 AND 6),
  CHECK (plausible_min < plausible_max)
);
COMMENT ON TABLE calima.parameter IS 'What is measured: pollutants and weather variables. A new one is a row.';
COMMENT ON COLUMN calima.parameter.parameter_id IS 'Key; for pollutants of Madrid the publisher''s magnitude number.';
COMMENT ON COLUMN calima.parameter.code IS 'Short name in the API, such as no2, pm25, wind_speed.';
COMMENT ON COLUMN calima.parameter.name IS 'Name for people, in English.';
COMMENT ON COLUMN calima.parameter.display_name IS 'How a chart labels it, such as NO₂.';
COMMENT ON COLUMN calima.parameter.kind IS 'pollutant or weather.';
COMMENT ON COLUMN calima.parameter.unit IS 'The one unit in which every value of it is stored and served.';
COMMENT ON COLUMN calima.parameter.plausible_min IS 'Smallest value believed, in the parameter''s unit; below it a value is kept but flagged.';
COMMENT ON COLUMN calima.parameter.plausible_max IS 'Largest value believed, in the parameter''s unit; above it a value is kept but flagged.';
COMMENT ON COLUMN calima.parameter.decimals IS 'Decimals that a display shows.';

INSERT INTO calima.parameter (parameter_id, code, name, display_name, kind, unit, plausible_min, plausible_max, decimals) VALUES
  ( 1, 'so2',           'Sulphur dioxide',            'SO₂',   'pollutant', 'µg/m³',  -10,  3000, 0),
  ( 6, 'co',            'Carbon monoxide',            'CO',    'pollutant', 'mg/m³',   -1,   100, 1),
  ( 7, 'no',            'Nitrogen monoxide',          'NO',    'pollutant', 'µg/m³',  -10,  3000, 0),
  ( 8, 'no2',           'Nitrogen dioxide',           'NO₂',   'pollutant', 'µg/m³',  -10,  1500, 0),
  ( 9, 'pm25',          'Particles under 2.5 µm',     'PM2.5', 'pollutant', 'µg/m³',  -10,  3000, 0),
  (10, 'pm10',          'Particles under 10 µm',      'PM10',  'pollutant', 'µg/m³',  -10,  5000, 0),
  (12, 'nox',           'Nitrogen oxides as NO₂',     'NOx',   'pollutant', 'µg/m³',  -10,  5000, 0),
  (14, 'o3',            'Ozone',                      'O₃',    'pollutant', 'µg/m³',  -10,  1000, 0),
  (20, 'toluene',       'Toluene',                    'C₇H₈',  'pollutant', 'µg/m³',   -5,  1000, 1),
  (30, 'benzene',       'Benzene',                    'C₆H₆',  'pollutant', 'µg/m³',   -5,   500, 1),
  (35, 'ethylbenzene',  'Ethylbenzene',               'C₈H₁₀', 'pollutant', 'µg/m³',   -5,   500, 1),
  (37, 'm_xylene',      'm-Xylene',                   'm-C₈H₁₀', 'pollutant', 'µg/m³', -5,   500, 1),
  (38, 'p_xylene',      'p-Xylene',                   'p-C₈H₁₀', 'pollutant', 'µg/m³', -5,   500, 1),
  (39, 'o_xylene',      'o-Xylene',                   'o-C₈H₁₀', 'pollutant', 'µg/m³', -5,   500, 1),
  (42, 'thc',           'Total hydrocarbons',         'THC',   'pollutant', 'mg/m³',   -1,   100, 2),
  (43, 'ch4',           'Methane',                    'CH₄',   'pollutant', 'mg/m³',   -1,   100, 2),
  (44, 'nmhc',          'Non-methane hydrocarbons',   'NMHC',  'pollutant', 'mg/m³',   -1,   100, 2),
  (81, 'wind_speed',    'Wind speed',                 'Wind',  'weather',   'm/s',      0,   110, 1),
  (82, 'wind_direction','Wind direction (from)',      'Wind direction', 'weather', '°', 0,  360, 0),
  (83, 'temperature',   'Air temperature',            'Temperature', 'weather', '°C', -90,   60, 1),
  (86, 'humidity',      'Relative humidity',          'Humidity', 'weather', '%',       0,   105, 0),
  (87, 'pressure',      'Air pressure',               'Pressure', 'weather', 'hPa',   500,  1100, 0),
  (88, 'solar_radiation','Solar radiation',           'Solar radiation', 'weather', 'W/m²', -10, 1600, 0),
  (89, 'precipitation', 'Precipitation',              'Rain',  'weather',   'mm',       0,   500, 1);

CREATE TABLE calima.series (
  series_id     integer  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  station_id    integer  NOT NULL REFERENCES calima.station,
  parameter_id  smallint NOT NULL REFERENCES calima.parameter,
  step_minutes  smallint NOT NULL DEFAULT 60 CHECK (step_minutes BETWEEN 1 AND 1440 AND 1440 % step_minutes = 0),
  UNIQUE (station_id, parameter_id, step_minutes)
);
COMMENT ON TABLE calima.series IS 'One parameter at one station in one step.';
COMMENT ON COLUMN calima.series.series_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.series.station_id IS 'Where it is measured.';
COMMENT ON COLUMN calima.series.parameter_id IS 'What is measured.';
COMMENT ON COLUMN calima.series.step_minutes IS 'Length of each averaging period, in minutes; a divisor of a day.';

GRANT SELECT ON calima.network, calima.station, calima.parameter, calima.series
  TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.network, calima.station TO calima_loader;
GRANT INSERT ON calima.series TO calima_loader;
