-- Incidents: what is wrong, from when to when, and whom it was told. A message is a row before it is sent, so that a process
-- that dies in between loses none (docs/decisions/0026-one-look-for-health-metrics-and-alerts.md).

CREATE TABLE calima.incident (
  incident_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule           text NOT NULL CHECK (rule ~ '^[a-z][a-z-]{0,49}$'),
  subject        text NOT NULL CHECK (length(subject) BETWEEN 1 AND 300),
  detail         text NOT NULL CHECK (length(detail) <= 2000),
  opened_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at      timestamptz,
  CHECK (closed_at >= opened_at)
);
CREATE UNIQUE INDEX incident_one_open ON calima.incident (rule, subject) WHERE closed_at IS NULL;
COMMENT ON TABLE calima.incident IS 'Something that is, or was, wrong by a rule of jobs-config/alerts.yaml. One is open at most for a rule and a subject.';
COMMENT ON COLUMN calima.incident.incident_id IS 'Surrogate key; rises with time.';
COMMENT ON COLUMN calima.incident.rule IS 'The rule, such as feed-silent.';
COMMENT ON COLUMN calima.incident.subject IS 'What it is about, such as the name of the feed.';
COMMENT ON COLUMN calima.incident.detail IS 'What is wrong and what to do, as seen last.';
COMMENT ON COLUMN calima.incident.opened_at IS 'When it was seen first.';
COMMENT ON COLUMN calima.incident.last_seen_at IS 'When it was seen last.';
COMMENT ON COLUMN calima.incident.closed_at IS 'When it was over; null while it is open.';

CREATE TABLE calima.notification (
  notification_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id      bigint NOT NULL REFERENCES calima.incident,
  state            text   NOT NULL CHECK (state IN ('opened', 'closed')),
  channel          text   NOT NULL CHECK (length(channel) BETWEEN 1 AND 100),
  due_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts         integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_error       text,
  notified_at      timestamptz,
  given_up_at      timestamptz,
  UNIQUE (incident_id, state, channel),
  CHECK (notified_at IS NULL OR given_up_at IS NULL)
);
CREATE INDEX notification_due ON calima.notification (due_at) WHERE notified_at IS NULL AND given_up_at IS NULL;
COMMENT ON TABLE calima.notification IS 'A message to be sent: that an incident was opened or closed, to one channel.';
COMMENT ON COLUMN calima.notification.notification_id IS 'Surrogate key; whoever receives a message twice knows it by this number.';
COMMENT ON COLUMN calima.notification.incident_id IS 'The incident.';
COMMENT ON COLUMN calima.notification.state IS 'What is told of it: opened or closed.';
COMMENT ON COLUMN calima.notification.channel IS 'Name of the channel in jobs-config/alerts.yaml.';
COMMENT ON COLUMN calima.notification.due_at IS 'Not to be sent before: while it is being sent, until its sender is believed dead; after a failure, until the next attempt.';
COMMENT ON COLUMN calima.notification.attempts IS 'How often its sending was begun.';
COMMENT ON COLUMN calima.notification.last_error IS 'Why the last attempt failed; null when none did.';
COMMENT ON COLUMN calima.notification.notified_at IS 'When the channel took it; null before.';
COMMENT ON COLUMN calima.notification.given_up_at IS 'When no further attempt was made; null otherwise.';

GRANT SELECT, INSERT, UPDATE ON calima.incident, calima.notification TO calima_loader;
GRANT SELECT ON calima.incident, calima.notification TO calima_operator;
