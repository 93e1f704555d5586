-- Handoffs: a client, or something else, that is to be passed to a colleague; it stays where it is until they say yes.

CREATE TABLE handoffs (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  -- What is passed: the word its feature registered, and its id; none where it is the whole client.
  subject      TEXT   NOT NULL,
  subject_id   UUID,
  about        TEXT   NOT NULL,
  from_id      UUID   NOT NULL,
  to_id        UUID   NOT NULL,
  asked_by     UUID,
  asked_at     BIGINT NOT NULL,
  answer_by    BIGINT NOT NULL,
  briefing     TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  ended_at     BIGINT,
  ended_by     UUID,
  word         TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, from_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, to_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, asked_by) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, ended_by) REFERENCES members (workspace_id, id)
);
CREATE INDEX handoffs_of_client ON handoffs (workspace_id, client_id, id);
CREATE INDEX handoffs_waiting_for ON handoffs (workspace_id, to_id, id) WHERE ended_at IS NULL;
CREATE INDEX handoffs_asked_from ON handoffs (workspace_id, from_id, id) WHERE ended_at IS NULL;
CREATE INDEX handoffs_by_time ON handoffs (workspace_id, answer_by, id) WHERE ended_at IS NULL;
CREATE INDEX handoffs_ended_to ON handoffs (workspace_id, to_id, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX handoffs_ended_from ON handoffs (workspace_id, from_id, ended_at, id) WHERE ended_at IS NOT NULL;

-- How long somebody has for an answer, in days on which their place is open; without a row it is two.
CREATE TABLE handoff_settings (
  workspace_id UUID   NOT NULL,
  answer_days  BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
