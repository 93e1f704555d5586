-- The JSON door: tokens, each a member's, and the answers kept for a program that sends the same creation twice.

CREATE TABLE tokens (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  secret_hash  TEXT   NOT NULL,
  name         TEXT   NOT NULL,
  role         TEXT   NOT NULL,
  scopes       JSONB  NOT NULL,
  created_at   BIGINT NOT NULL,
  seen_at      BIGINT,
  expires_at   BIGINT,
  withdrawn_at BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE UNIQUE INDEX tokens_by_secret ON tokens (workspace_id, secret_hash);
CREATE INDEX tokens_of_member ON tokens (workspace_id, member_id, id) WHERE withdrawn_at IS NULL;
CREATE INDEX tokens_living ON tokens (workspace_id, id) WHERE withdrawn_at IS NULL;

CREATE TABLE token_answers (
  workspace_id UUID   NOT NULL,
  token_id     UUID   NOT NULL,
  once_key     TEXT   NOT NULL,
  fingerprint  TEXT   NOT NULL,
  answer       JSONB  NOT NULL,
  kept_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, token_id, once_key),
  FOREIGN KEY (workspace_id, token_id) REFERENCES tokens (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX token_answers_by_time ON token_answers (workspace_id, kept_at);
