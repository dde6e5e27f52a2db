-- Who may do what. One role for each kind of work (docs/decisions/0005-database-roles.md):
--   calima_owner    owns every object; migrations run as it; nobody logs in as it
--   calima_loader   loads observations and keeps the ledger
--   calima_trainer  reads observations, writes models and forecasts
--   calima_reader   the read API: reads, and cannot write
-- Passwords are no part of a migration: the set-up gives each login role its own.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['calima_owner', 'calima_loader', 'calima_trainer', 'calima_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I', role_name);
    END IF;
  END LOOP;
END
$$;

ALTER ROLE calima_owner NOLOGIN;
ALTER ROLE calima_loader LOGIN;
ALTER ROLE calima_trainer LOGIN;
ALTER ROLE calima_reader LOGIN;

GRANT calima_owner TO CURRENT_USER;

CREATE SCHEMA calima AUTHORIZATION calima_owner;
CREATE SCHEMA batch AUTHORIZATION calima_owner;
CREATE SCHEMA quartz AUTHORIZATION calima_owner;
COMMENT ON SCHEMA calima IS 'Air-quality data: reference data, observations, loads, models, forecasts.';
COMMENT ON SCHEMA batch IS 'Spring Batch''s own tables.';
COMMENT ON SCHEMA quartz IS 'Quartz'' own tables.';

REVOKE ALL ON SCHEMA public FROM PUBLIC;

DO $$
DECLARE
  db text := current_database();
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', db);
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO calima_loader, calima_trainer, calima_reader', db);
  -- The loader stages each chunk in a temporary table.
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO calima_loader', db);
END
$$;

ALTER ROLE calima_loader SET search_path = calima;
ALTER ROLE calima_trainer SET search_path = calima;
ALTER ROLE calima_reader SET search_path = calima;
ALTER ROLE calima_loader SET timezone = 'UTC';
ALTER ROLE calima_trainer SET timezone = 'UTC';
ALTER ROLE calima_reader SET timezone = 'UTC';
-- The read API: never writes, never hangs, and plans a query once.
ALTER ROLE calima_reader SET default_transaction_read_only = on;
ALTER ROLE calima_reader SET statement_timeout = '5s';
ALTER ROLE calima_reader SET plan_cache_mode = force_generic_plan;

GRANT USAGE ON SCHEMA calima TO calima_loader, calima_trainer, calima_reader;
GRANT USAGE ON SCHEMA batch TO calima_loader, calima_trainer;
GRANT USAGE ON SCHEMA quartz TO calima_loader;
