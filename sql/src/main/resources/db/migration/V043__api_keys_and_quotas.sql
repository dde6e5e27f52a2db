-- Keys of the read API, and the counting of requests over all of its nodes (docs/decisions/0034-keys-and-quotas.md).
-- The door of the read API logs in as a role of its own: the one that reads data sees no keys and writes nothing.

RESET ROLE; -- roles are made by the account that migrates
DO $$
DECLARE
  db text := current_database();
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'calima_gate') THEN
    CREATE ROLE calima_gate;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO calima_gate', db);
END
$$;
ALTER ROLE calima_gate LOGIN;
ALTER ROLE calima_gate SET search_path = calima;
ALTER ROLE calima_gate SET timezone = 'UTC';
ALTER ROLE calima_gate SET statement_timeout = '2s';
SET ROLE calima_owner;
GRANT USAGE ON SCHEMA calima TO calima_gate;

CREATE TABLE calima.api_key (
  key_id       text PRIMARY KEY CHECK (key_id ~ '^[a-z2-7]{16}$'),
  name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role         text NOT NULL CHECK (role IN ('reader', 'partner', 'operator', 'admin')),
  groups       text[] NOT NULL DEFAULT '{}' CHECK (cardinality(groups) <= 20),
  secret_hmac  bytea NOT NULL CHECK (octet_length(secret_hmac) = 32),
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  created_by   text NOT NULL CHECK (length(created_by) BETWEEN 1 AND 200),
  expires_at   timestamptz,
  revoked_at   timestamptz,
  revoked_by   text CHECK (length(revoked_by) BETWEEN 1 AND 200),
  CHECK (expires_at > created_at),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX api_key_groups ON calima.api_key USING gin (groups);
COMMENT ON TABLE calima.api_key IS 'Keys of the read API. A key is shown once, when it is made; what is kept cannot be turned back into it.';
COMMENT ON COLUMN calima.api_key.key_id IS 'The first half of the key, which is no secret: 16 letters and digits.';
COMMENT ON COLUMN calima.api_key.name IS 'Whose key it is, or what for.';
COMMENT ON COLUMN calima.api_key.role IS 'reader, partner, operator or admin: how much may be asked, and whether the operator API lets it in.';
COMMENT ON COLUMN calima.api_key.groups IS 'Names of the groups that it belongs to, such as a project; a group can be revoked as a whole.';
COMMENT ON COLUMN calima.api_key.secret_hmac IS 'HMAC-SHA-256 of the whole key under the pepper, which is not in the database.';
COMMENT ON COLUMN calima.api_key.created_at IS 'When it was made.';
COMMENT ON COLUMN calima.api_key.created_by IS 'Who made it.';
COMMENT ON COLUMN calima.api_key.expires_at IS 'From when on it opens nothing; null for never.';
COMMENT ON COLUMN calima.api_key.revoked_at IS 'When it was taken back; null while it was not.';
COMMENT ON COLUMN calima.api_key.revoked_by IS 'Who took it back; null while it was not.';

CREATE TABLE calima.api_key_day (
  key_id    text NOT NULL REFERENCES calima.api_key,
  day       date NOT NULL,
  requests  bigint NOT NULL CHECK (requests >= 0),
  PRIMARY KEY (key_id, day)
) WITH (fillfactor = 70);
COMMENT ON TABLE calima.api_key_day IS 'How many requests came with a key, by UTC day; some seconds behind.';
COMMENT ON COLUMN calima.api_key_day.key_id IS 'The key.';
COMMENT ON COLUMN calima.api_key_day.day IS 'The UTC day.';
COMMENT ON COLUMN calima.api_key_day.requests IS 'Requests, those refused for the quota too.';

-- Not logged: after a crash everybody begins a new window, and nothing else is lost.
CREATE UNLOGGED TABLE calima.quota_window (
  window_start  timestamptz NOT NULL,
  subject       text NOT NULL CHECK (length(subject) BETWEEN 1 AND 100),
  taken         integer NOT NULL CHECK (taken >= 0),
  PRIMARY KEY (window_start, subject)
) WITH (fillfactor = 50);
COMMENT ON TABLE calima.quota_window IS 'Requests that nodes of the read API have taken on account, in windows of time. A node takes several at once and gives back what nobody used.';
COMMENT ON COLUMN calima.quota_window.window_start IS 'Start of the window, by the database''s clock.';
COMMENT ON COLUMN calima.quota_window.subject IS 'Who asks: key and its id, or address and the address (of IPv6 the first 64 bits).';
COMMENT ON COLUMN calima.quota_window.taken IS 'Requests taken so far by all nodes.';

CREATE FUNCTION calima.take_quota(
  of_subject text, quota integer, seconds integer, most integer,
  OUT granted integer, OUT taken integer, OUT window_start timestamptz, OUT seconds_left double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = calima, pg_temp AS $$
DECLARE
  at timestamptz := clock_timestamp();
BEGIN
  take_quota.window_start := to_timestamp(floor(extract(epoch FROM at) / seconds) * seconds);
  take_quota.seconds_left := extract(epoch FROM take_quota.window_start) + seconds - extract(epoch FROM at);
  INSERT INTO quota_window AS w VALUES (take_quota.window_start, of_subject, 0) ON CONFLICT DO NOTHING;
  SELECT w.taken INTO take_quota.taken FROM quota_window AS w
  WHERE w.window_start = take_quota.window_start AND w.subject = of_subject FOR UPDATE;
  -- An eighth of what is left, so that little is left in the wrong hands when it runs out.
  take_quota.granted := greatest(0, least(quota - take_quota.taken, greatest(1, least(most, (quota - take_quota.taken) / 8))));
  take_quota.taken := take_quota.taken + take_quota.granted;
  IF take_quota.granted > 0 THEN
    UPDATE quota_window AS w SET taken = take_quota.taken
    WHERE w.window_start = take_quota.window_start AND w.subject = of_subject;
  END IF;
END
$$;
COMMENT ON FUNCTION calima.take_quota IS 'Takes some requests of the window that is open now on account: up to most, up to what is left of the quota, at least one while one is left.';

CREATE FUNCTION calima.give_back_quota(of_subject text, of_window timestamptz, unused integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = calima, pg_temp AS $$
  UPDATE quota_window SET taken = taken - least(taken, greatest(0, unused)) WHERE window_start = of_window AND subject = of_subject;
$$;
COMMENT ON FUNCTION calima.give_back_quota IS 'Gives requests back that were taken on account and not used, for other nodes to take.';

CREATE FUNCTION calima.forget_quota(seconds integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = calima, pg_temp AS $$
  DELETE FROM quota_window WHERE window_start < clock_timestamp() - make_interval(mins => 2, secs => greatest(0, seconds));
$$;
COMMENT ON FUNCTION calima.forget_quota IS 'Deletes windows of so many seconds that are over since two minutes.';

CREATE FUNCTION calima.count_requests(of_key text, more bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = calima, pg_temp AS $$
  INSERT INTO api_key_day AS d (key_id, day, requests)
  SELECT of_key, (clock_timestamp() AT TIME ZONE 'UTC')::date, greatest(0, more) WHERE EXISTS (SELECT FROM api_key WHERE key_id = of_key)
  ON CONFLICT (key_id, day) DO UPDATE SET requests = d.requests + excluded.requests;
$$;
COMMENT ON FUNCTION calima.count_requests IS 'Adds requests to the count of a key for today.';

REVOKE ALL ON FUNCTION calima.take_quota, calima.give_back_quota, calima.forget_quota, calima.count_requests FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calima.take_quota, calima.give_back_quota, calima.forget_quota, calima.count_requests TO calima_gate;
GRANT SELECT ON calima.api_key, calima.api_key_day TO calima_gate, calima_operator;
GRANT INSERT ON calima.api_key TO calima_operator;
GRANT UPDATE (revoked_at, revoked_by) ON calima.api_key TO calima_operator;
