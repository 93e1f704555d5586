-- Likely duplicates: the keys under which they meet, and what was answered about the rows of a file before they are brought in.

-- A key is a hash of what two may have in common: the end of a phone number, the sound of a name, a house. Few a client.
CREATE TABLE client_keys (
  workspace_id UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  likeness     BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, client_id, likeness),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX client_keys_by_likeness ON client_keys (workspace_id, likeness, client_id);

-- Rows of a file that look like somebody: a client, or an earlier row. Shown side by side before anything is brought in;
-- without an answer the row becomes a client of its own and is marked.
CREATE TABLE import_twins (
  workspace_id UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  other_row    BIGINT,
  other_id     UUID,
  sides        JSONB  NOT NULL,
  reasons      TEXT   NOT NULL,
  answer       TEXT   NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row),
  CHECK ((other_row IS NULL) <> (other_id IS NULL)),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, other_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX import_twins_of_other ON import_twins (workspace_id, other_id, import_id, row);

-- What was found in looking a file through, and what was decided about it.
ALTER TABLE imports ADD COLUMN looked_through JSONB NOT NULL DEFAULT '{}';
-- The row was answered to be a client who was there already: taking the import back leaves them.
ALTER TABLE import_rows ADD COLUMN joined BOOLEAN NOT NULL DEFAULT FALSE;
