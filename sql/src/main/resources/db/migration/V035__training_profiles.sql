-- Training profiles as they are changed at run time. Without a row here, a profile is its file in jobs-config/training.

CREATE TABLE calima.training_profile_version (
  name        text        NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  version     integer     NOT NULL CHECK (version >= 1),
  content     text        NOT NULL CHECK (length(content) BETWEEN 1 AND 65536),
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by  text        NOT NULL,
  reason      text        CHECK (length(reason) <= 2000),
  PRIMARY KEY (name, version)
);
COMMENT ON TABLE calima.training_profile_version IS 'What a training profile said: a version is written once and never changed.';
COMMENT ON COLUMN calima.training_profile_version.name IS 'Name of the profile.';
COMMENT ON COLUMN calima.training_profile_version.version IS 'Counts from 1 within the profile; 0 stands for the file.';
COMMENT ON COLUMN calima.training_profile_version.content IS 'The profile in YAML, as it was given and found right.';
COMMENT ON COLUMN calima.training_profile_version.created_at IS 'When it was given.';
COMMENT ON COLUMN calima.training_profile_version.created_by IS 'Who gave it.';
COMMENT ON COLUMN calima.training_profile_version.reason IS 'Why, in words; null when nothing was said.';

CREATE TABLE calima.training_profile (
  name        text        PRIMARY KEY,
  version     integer     NOT NULL,
  changed_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_by  text        NOT NULL,
  FOREIGN KEY (name, version) REFERENCES calima.training_profile_version
);
COMMENT ON TABLE calima.training_profile IS 'Which version of a profile is in use; without a row it is the file in jobs-config/training.';
COMMENT ON COLUMN calima.training_profile.name IS 'Name of the profile.';
COMMENT ON COLUMN calima.training_profile.version IS 'The version in use.';
COMMENT ON COLUMN calima.training_profile.changed_at IS 'Since when.';
COMMENT ON COLUMN calima.training_profile.changed_by IS 'Who chose it.';

GRANT SELECT, INSERT ON calima.training_profile_version TO calima_loader, calima_operator;
GRANT SELECT, INSERT, UPDATE, DELETE ON calima.training_profile TO calima_loader, calima_operator;
GRANT SELECT ON calima.training_profile_version, calima.training_profile TO calima_trainer, calima_reader;
