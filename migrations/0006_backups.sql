-- Backups by themselves: when, how many are kept, and how the last ones went.

CREATE TABLE backup_plans (
  workspace_id UUID   NOT NULL,
  every_days   BIGINT NOT NULL,
  at_minute    BIGINT NOT NULL,
  keep         BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

-- A file that was written, or why it was not; '' where nothing went wrong.
CREATE TABLE backups (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  began_at     BIGINT NOT NULL,
  ended_at     BIGINT NOT NULL,
  file         TEXT   NOT NULL,
  bytes        BIGINT NOT NULL,
  trouble      TEXT   NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX backups_newest ON backups (workspace_id, began_at, id);
