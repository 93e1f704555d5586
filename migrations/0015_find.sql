-- What each member opened last, the newest first: a few a member, for finding it again.

CREATE TABLE recents (
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  opened_at    BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, member_id, client_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX recents_by_time ON recents (workspace_id, member_id, opened_at);
CREATE INDEX recents_of_client ON recents (workspace_id, client_id);
