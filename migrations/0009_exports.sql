-- A whole workspace on its way out through the browser: who asked for it, how far it is, and its file for a day.

CREATE TABLE exports (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  state        TEXT   NOT NULL,
  member_id    UUID,
  rows         BIGINT NOT NULL,
  at_row       BIGINT NOT NULL,
  bytes        BIGINT NOT NULL,
  trouble      TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  ended_at     BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX exports_newest ON exports (workspace_id, created_at, id);

CREATE TABLE export_parts (
  workspace_id UUID   NOT NULL,
  export_id    UUID   NOT NULL,
  part         BIGINT NOT NULL,
  bytes        BYTEA  NOT NULL,
  PRIMARY KEY (workspace_id, export_id, part),
  FOREIGN KEY (workspace_id, export_id) REFERENCES exports (workspace_id, id) ON DELETE CASCADE
);
