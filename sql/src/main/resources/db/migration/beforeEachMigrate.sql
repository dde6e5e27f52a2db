-- Everything but the very first migration runs as the owner, so that every object belongs to calima_owner whoever migrates.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'calima') THEN
    SET ROLE calima_owner;
  END IF;
END
$$;
