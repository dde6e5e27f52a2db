-- The publisher's own daily means, kept beside our hours to check them, and what each check found
-- (docs/decisions/0018-madrid-as-published.md). And one weather parameter more.

INSERT INTO calima.parameter (parameter_id, code, name, display_name, kind, unit, plausible_min, plausible_max, decimals) VALUES
  (80, 'uv_radiation', 'Ultraviolet radiation', 'UV', 'weather', 'mW/m²', -10, 1000, 0);

CREATE TABLE calima.published_day (
  source        text        NOT NULL CHECK (source ~ '^[a-z][a-z0-9-]{0,59}$'),
  station_id    integer     NOT NULL REFERENCES calima.station,
  parameter_id  smallint    NOT NULL REFERENCES calima.parameter,
  day           date        NOT NULL,
  value         real,
  last_digit    real        NOT NULL CHECK (last_digit > 0),
  validity      smallint    NOT NULL CHECK (validity IN (1, -1)),
  raw_file_id   bigint      NOT NULL REFERENCES calima.raw_file,
  updated_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, station_id, parameter_id, day),
  CHECK (value IS NOT NULL OR validity = -1)
);
COMMENT ON TABLE calima.published_day IS 'A daily mean as the publisher computed it: an answer to check our own means against, never a source of them.';
COMMENT ON COLUMN calima.published_day.source IS 'The check source, a file in jobs-config/checks.';
COMMENT ON COLUMN calima.published_day.station_id IS 'The station.';
COMMENT ON COLUMN calima.published_day.parameter_id IS 'The parameter.';
COMMENT ON COLUMN calima.published_day.day IS 'Local day of the network''s zone.';
COMMENT ON COLUMN calima.published_day.value IS 'The mean as published, in the parameter''s unit; null when a day that is not valid has no number.';
COMMENT ON COLUMN calima.published_day.last_digit IS 'What one step of the last published digit is worth, in the parameter''s unit: 1 for 00012, 0.1 for 000.8.';
COMMENT ON COLUMN calima.published_day.validity IS 'What the publisher says, by the EEA vocabulary: 1 valid, -1 not valid.';
COMMENT ON COLUMN calima.published_day.raw_file_id IS 'The file that said so last.';
COMMENT ON COLUMN calima.published_day.updated_at IS 'When this row changed last.';

CREATE TABLE calima.reconciliation (
  reconciliation_id  bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source             text     NOT NULL,
  load_id            bigint   NOT NULL REFERENCES calima.load_ledger,
  least_hours        smallint NOT NULL CHECK (least_hours BETWEEN 1 AND 24),
  state              text     NOT NULL DEFAULT 'comparing' CHECK (state IN ('comparing', 'done')),
  created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at        timestamptz
);
CREATE INDEX reconciliation_source ON calima.reconciliation (source, reconciliation_id);
COMMENT ON TABLE calima.reconciliation IS 'One comparison of published daily means with ours.';
COMMENT ON COLUMN calima.reconciliation.reconciliation_id IS 'Surrogate key.';
COMMENT ON COLUMN calima.reconciliation.source IS 'The check source, a file in jobs-config/checks.';
COMMENT ON COLUMN calima.reconciliation.load_id IS 'The load that read the published means; its files say which months are compared.';
COMMENT ON COLUMN calima.reconciliation.least_hours IS 'Usable hours that a day needs for a mean.';
COMMENT ON COLUMN calima.reconciliation.state IS 'comparing until the last month is done, then done.';
COMMENT ON COLUMN calima.reconciliation.created_at IS 'When it was asked for.';
COMMENT ON COLUMN calima.reconciliation.finished_at IS 'When it was done; null before.';

CREATE TABLE calima.reconciliation_month (
  reconciliation_id    bigint   NOT NULL REFERENCES calima.reconciliation,
  month                date     NOT NULL CHECK (extract(day FROM month) = 1),
  parameter_id         smallint NOT NULL REFERENCES calima.parameter,
  days_equal           integer  NOT NULL,
  days_last_digit      integer  NOT NULL,
  days_differing       integer  NOT NULL,
  days_only_published  integer  NOT NULL,
  days_only_ours       integer  NOT NULL,
  PRIMARY KEY (reconciliation_id, month, parameter_id)
);
COMMENT ON TABLE calima.reconciliation_month IS 'What a comparison found, by local month and parameter, over all stations. Days compared are those equal, off in the last digit, and differing.';
COMMENT ON COLUMN calima.reconciliation_month.reconciliation_id IS 'The comparison.';
COMMENT ON COLUMN calima.reconciliation_month.month IS 'First day of the local month.';
COMMENT ON COLUMN calima.reconciliation_month.parameter_id IS 'The parameter.';
COMMENT ON COLUMN calima.reconciliation_month.days_equal IS 'Station days whose mean, rounded as published, is the published one.';
COMMENT ON COLUMN calima.reconciliation_month.days_last_digit IS 'Station days that differ by one step of the last published digit.';
COMMENT ON COLUMN calima.reconciliation_month.days_differing IS 'Station days that differ by more; each stands in reconciliation_difference.';
COMMENT ON COLUMN calima.reconciliation_month.days_only_published IS 'Station days valid as published for which we have too few usable hours.';
COMMENT ON COLUMN calima.reconciliation_month.days_only_ours IS 'Station days for which we have enough usable hours and that are not valid, or not there, as published.';

CREATE TABLE calima.reconciliation_difference (
  reconciliation_id  bigint   NOT NULL REFERENCES calima.reconciliation,
  station_id         integer  NOT NULL REFERENCES calima.station,
  parameter_id       smallint NOT NULL REFERENCES calima.parameter,
  day                date     NOT NULL,
  published          real     NOT NULL,
  ours               double precision NOT NULL,
  hours              smallint NOT NULL CHECK (hours BETWEEN 1 AND 25),
  PRIMARY KEY (reconciliation_id, parameter_id, day, station_id)
);
COMMENT ON TABLE calima.reconciliation_difference IS 'A local day of a station whose published mean and ours differ by more than the last digit.';
COMMENT ON COLUMN calima.reconciliation_difference.reconciliation_id IS 'The comparison.';
COMMENT ON COLUMN calima.reconciliation_difference.station_id IS 'The station.';
COMMENT ON COLUMN calima.reconciliation_difference.parameter_id IS 'The parameter.';
COMMENT ON COLUMN calima.reconciliation_difference.day IS 'Local day of the network''s zone.';
COMMENT ON COLUMN calima.reconciliation_difference.published IS 'The published mean, in the parameter''s unit.';
COMMENT ON COLUMN calima.reconciliation_difference.ours IS 'The mean of our usable hours, in the parameter''s unit.';
COMMENT ON COLUMN calima.reconciliation_difference.hours IS 'How many usable hours it is the mean of.';

GRANT SELECT ON calima.published_day, calima.reconciliation, calima.reconciliation_month, calima.reconciliation_difference
  TO calima_loader, calima_trainer, calima_reader;
GRANT INSERT, UPDATE ON calima.published_day, calima.reconciliation TO calima_loader;
GRANT INSERT ON calima.reconciliation_month, calima.reconciliation_difference TO calima_loader;
