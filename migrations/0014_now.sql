-- A row that looks like somebody and can be neither written to nor called: left out once, not twice.
ALTER TABLE import_twins ADD COLUMN unreachable BOOLEAN NOT NULL DEFAULT FALSE;
