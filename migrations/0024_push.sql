-- Told at once: what members were told, the browsers where they let Tend tell them, and the key by which push services know a workspace.

CREATE TABLE notices (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  number       BIGINT NOT NULL,
  words        TEXT   NOT NULL,
  href         TEXT   NOT NULL,
  mark         TEXT   NOT NULL,
  told_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
-- Live pages ask for what came after the number of an entry.
CREATE INDEX notices_of_member ON notices (workspace_id, member_id, number);
CREATE INDEX notices_by_age ON notices (workspace_id, told_at);

CREATE TABLE push_keys (
  workspace_id UUID   NOT NULL,
  secret       TEXT   NOT NULL,
  made_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

CREATE TABLE push_browsers (
  workspace_id  UUID   NOT NULL,
  id            UUID   NOT NULL,
  member_id     UUID   NOT NULL,
  session_hash  TEXT   NOT NULL,
  endpoint      TEXT   NOT NULL,
  endpoint_hash TEXT   NOT NULL,
  p256dh        TEXT   NOT NULL,
  auth          TEXT   NOT NULL,
  device        TEXT   NOT NULL,
  allowed_at    BIGINT NOT NULL,
  told_at       BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
-- A browser tells one member at a time: whoever allows it there last.
CREATE UNIQUE INDEX push_browsers_by_endpoint ON push_browsers (workspace_id, endpoint_hash);
CREATE INDEX push_browsers_of_member ON push_browsers (workspace_id, member_id, id);

-- The late word to a client of which a problem's owner was told already: by when it was due.
CREATE TABLE problem_late_words (
  workspace_id UUID   NOT NULL,
  problem_id   UUID   NOT NULL,
  due_at       BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, problem_id),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE
);
