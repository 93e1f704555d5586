-- Bringing in: the files that were brought in, which client came from which row, what was refused, who may be there twice.

CREATE TABLE imports (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  name         TEXT   NOT NULL,
  digest       TEXT   NOT NULL,
  size         BIGINT NOT NULL,
  state        TEXT   NOT NULL,
  member_id    UUID,
  mapping      TEXT   NOT NULL,
  columns      JSONB  NOT NULL,
  encoding     TEXT   NOT NULL,
  delimiter    TEXT   NOT NULL,
  rows         BIGINT NOT NULL,
  at_row       BIGINT NOT NULL,
  created      BIGINT NOT NULL,
  updated      BIGINT NOT NULL,
  unchanged    BIGINT NOT NULL,
  refused      BIGINT NOT NULL,
  warnings     JSONB  NOT NULL,
  trouble      TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  begun_at     BIGINT,
  ended_at     BIGINT,
  undone_at    BIGINT,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX imports_newest ON imports (workspace_id, created_at, id);
CREATE INDEX imports_by_digest ON imports (workspace_id, digest, state);

-- A file from the browser, in parts, until it was brought in.
CREATE TABLE import_parts (
  workspace_id UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  part         BIGINT NOT NULL,
  bytes        BYTEA  NOT NULL,
  PRIMARY KEY (workspace_id, import_id, part),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE
);

-- Which client came from which row: the same row again changes nothing.
CREATE TABLE import_rows (
  workspace_id UUID   NOT NULL,
  identity     TEXT COLLATE "C" NOT NULL,
  client_id    UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  content      TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  written_at   BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, identity),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX import_rows_of_import ON import_rows (workspace_id, import_id, row, identity);
CREATE INDEX import_rows_of_client ON import_rows (workspace_id, client_id);

-- What an update changed, so that undo puts it back.
CREATE TABLE import_changes (
  workspace_id UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  identity     TEXT   NOT NULL,
  client_id    UUID   NOT NULL,
  before       JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE import_refusals (
  workspace_id UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  line         BIGINT NOT NULL,
  reason       TEXT   NOT NULL,
  cells        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row),
  FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE
);

-- Two clients who may be one; nobody is merged silently.
CREATE TABLE import_likes (
  workspace_id UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  client_id    UUID   NOT NULL,
  other_id     UUID   NOT NULL,
  reasons      TEXT   NOT NULL,
  answer       TEXT   NOT NULL,
  PRIMARY KEY (workspace_id, import_id, row, other_id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, other_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX import_likes_of_client ON import_likes (workspace_id, client_id, other_id);
CREATE INDEX import_likes_of_other ON import_likes (workspace_id, other_id, client_id);

-- What was decided for files of one shape, for the next time.
CREATE TABLE import_mappings (
  workspace_id UUID   NOT NULL,
  fingerprint  TEXT   NOT NULL,
  mapping      TEXT   NOT NULL,
  used_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, fingerprint),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
