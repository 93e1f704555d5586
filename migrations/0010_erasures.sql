-- Whose data was erased: an id and nothing else, so that a restore of an older backup erases them again.

CREATE TABLE erasures (
  workspace_id UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  erased_at    BIGINT NOT NULL,
  member_id    UUID,
  PRIMARY KEY (workspace_id, client_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
