-- Told at once: the browsers that members let Tend tell, and the key by which push services know a workspace.

CREATE TABLE push_keys (
  workspace_id UUID   NOT NULL,
  secret       TEXT   NOT NULL,
  made_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

CREATE TABLE push_browsers (
  workspace_id  UUID    NOT NULL,
  id            UUID    NOT NULL,
  member_id     UUID    NOT NULL,
  endpoint      TEXT    NOT NULL,
  endpoint_hash TEXT    NOT NULL,
  p256dh        TEXT    NOT NULL,
  auth          TEXT    NOT NULL,
  device        TEXT    NOT NULL,
  names         BOOLEAN NOT NULL,
  allowed_at    BIGINT  NOT NULL,
  told_at       BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
-- A browser tells one member at a time: whoever allows it there last.
CREATE UNIQUE INDEX push_browsers_by_endpoint ON push_browsers (workspace_id, endpoint_hash);
CREATE INDEX push_browsers_of_member ON push_browsers (workspace_id, member_id, id);
