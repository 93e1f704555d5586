-- What happened with clients in other programs: which entry came from which row, whose a happening is, which colleague has which number.

CREATE TABLE import_entries (
  workspace_id UUID    NOT NULL,
  entry_id     UUID    NOT NULL,
  identity     TEXT COLLATE "C" NOT NULL,
  client_id    UUID    NOT NULL,
  import_id    UUID    NOT NULL,
  row          BIGINT  NOT NULL,
  content      TEXT    NOT NULL,
  touched      BOOLEAN NOT NULL,
  touched_from BIGINT,
  PRIMARY KEY (workspace_id, entry_id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX import_entries_known ON import_entries (workspace_id, identity, entry_id);
CREATE INDEX import_entries_of_import ON import_entries (workspace_id, import_id, row, entry_id);
CREATE INDEX import_entries_of_client ON import_entries (workspace_id, client_id);

-- Whose a happening is, where a list of its own says so.
CREATE TABLE import_links (
  workspace_id UUID   NOT NULL,
  happening    TEXT COLLATE "C" NOT NULL,
  client_id    UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, happening, client_id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX import_links_of_import ON import_links (workspace_id, import_id, row, happening, client_id);
CREATE INDEX import_links_of_client ON import_links (workspace_id, client_id);
