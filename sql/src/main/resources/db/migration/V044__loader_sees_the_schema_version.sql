-- A process that does not know the owner's account must be able to see whether the schema is what it needs.
-- The history belongs to the account that migrates, so that account grants.
RESET ROLE;
GRANT USAGE ON SCHEMA flyway TO calima_loader;
GRANT SELECT ON flyway.flyway_schema_history TO calima_loader;
SET ROLE calima_owner;
