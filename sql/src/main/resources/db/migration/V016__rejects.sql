-- Refused lines that come back mended, and loads that are refused whole.

ALTER TABLE calima.load_ledger
  ADD COLUMN problem text,
  DROP CONSTRAINT load_ledger_state_check,
  ADD CONSTRAINT load_ledger_state_check CHECK (state IN ('loading', 'loaded', 'refused'));
COMMENT ON COLUMN calima.load_ledger.state IS 'loading until the last file is done, then loaded; refused when more of its lines were refused than the feed allows, and nothing of it was written.';
COMMENT ON COLUMN calima.load_ledger.problem IS 'Why the load was refused whole: what, where, what to do; null otherwise.';

ALTER TABLE calima.rejected_reading
  ADD COLUMN raw_cut boolean NOT NULL DEFAULT false,
  ADD COLUMN state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replayed', 'discarded')),
  ADD COLUMN replayed_load_id bigint REFERENCES calima.load_ledger,
  ADD CHECK ((state = 'replayed') = (replayed_load_id IS NOT NULL));
COMMENT ON COLUMN calima.rejected_reading.raw_text IS 'The line as it stands in the file, cut at 16384 characters.';
COMMENT ON COLUMN calima.rejected_reading.raw_cut IS 'Whether raw_text is only the beginning of the line: such a line cannot be replayed from here.';
COMMENT ON COLUMN calima.rejected_reading.state IS 'open; replayed, when its line was loaded again (what was refused then is another row, of that load); discarded, when somebody decided that it is of no use.';
COMMENT ON COLUMN calima.rejected_reading.replayed_load_id IS 'The load that took its line again; null unless replayed.';
CREATE INDEX rejected_reading_open ON calima.rejected_reading (load_id, raw_file_id, line_no) WHERE state = 'open';

CREATE TABLE calima.replayed_line (
  raw_file_id  bigint NOT NULL REFERENCES calima.raw_file,
  line_no      bigint NOT NULL,
  fields       text[] NOT NULL,
  PRIMARY KEY (raw_file_id, line_no)
);
COMMENT ON TABLE calima.replayed_line IS 'Which values of a line of a replayed file count: those that were refused before. The others of its line were loaded then, and may have been corrected since.';
COMMENT ON COLUMN calima.replayed_line.raw_file_id IS 'The file made of mended lines.';
COMMENT ON COLUMN calima.replayed_line.line_no IS 'Line of that file, from 1.';
COMMENT ON COLUMN calima.replayed_line.fields IS 'Columns that count, such as H05; empty when the whole line does.';

GRANT SELECT, INSERT ON calima.replayed_line TO calima_loader;
GRANT UPDATE (state, replayed_load_id) ON calima.rejected_reading TO calima_loader;
