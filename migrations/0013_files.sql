-- Files: how much room they may take, the bytes by what is in them, and which file belongs to whom.

CREATE TABLE file_rooms (
  workspace_id    UUID   NOT NULL,
  bytes           BIGINT NOT NULL,
  most_bytes      BIGINT NOT NULL,
  most_file_bytes BIGINT NOT NULL,
  version         BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

-- The bytes lie in the store under the hash of what is in them. A row is there before its bytes are, and goes after them.
CREATE TABLE file_objects (
  workspace_id UUID   NOT NULL,
  sha256       TEXT   NOT NULL,
  media_type   TEXT   NOT NULL,
  bytes        BIGINT NOT NULL,
  width        BIGINT,
  height       BIGINT,
  unshown      TEXT   NOT NULL,
  small_sha256 TEXT   NOT NULL,
  small_bytes  BIGINT NOT NULL,
  large_sha256 TEXT   NOT NULL,
  large_bytes  BIGINT NOT NULL,
  holders      BIGINT NOT NULL,
  needed_at    BIGINT NOT NULL,
  leaving_at   BIGINT,
  PRIMARY KEY (workspace_id, sha256),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX file_objects_unheld ON file_objects (workspace_id, needed_at) WHERE holders = 0;

CREATE TABLE files (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  entry_id     UUID   NOT NULL,
  sha256       TEXT   NOT NULL,
  name         TEXT   NOT NULL,
  added_at     BIGINT NOT NULL,
  added_by     UUID,
  removed_at   BIGINT,
  removed_by   UUID,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, sha256) REFERENCES file_objects (workspace_id, sha256)
);
CREATE INDEX files_of_client ON files (workspace_id, client_id, id);
CREATE INDEX files_of_entry ON files (workspace_id, entry_id, id);
CREATE INDEX files_of_object ON files (workspace_id, sha256);
CREATE INDEX files_removed ON files (workspace_id, removed_at, id) WHERE removed_at IS NOT NULL;
