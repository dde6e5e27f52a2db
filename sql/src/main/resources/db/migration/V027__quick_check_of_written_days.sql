-- The check of what is written looks at each series and file once, not at each row: it had cost a fifth of a load.
CREATE OR REPLACE FUNCTION calima.check_observation_day() RETURNS trigger
LANGUAGE plpgsql SET search_path = calima AS $$
DECLARE
  lacks_series boolean;
  lacks_file boolean;
BEGIN
  SELECT coalesce(bool_or(NOT EXISTS (SELECT FROM series s WHERE s.series_id = w.series_id)), false),
         coalesce(bool_or(NOT EXISTS (SELECT FROM raw_file f WHERE f.raw_file_id = w.raw_file_id)), false)
  INTO lacks_series, lacks_file
  FROM (SELECT DISTINCT series_id, raw_file_id FROM written) w;
  IF lacks_series THEN
    RAISE foreign_key_violation USING MESSAGE = 'observation_day names a series that does not exist';
  END IF;
  IF lacks_file THEN
    RAISE foreign_key_violation USING MESSAGE = 'observation_day names a file that does not exist';
  END IF;
  RETURN NULL;
END
$$;
