-- Goals: what clients want to do, in their words, in the order in which it matters to them.

CREATE TABLE goals (
  workspace_id    UUID   NOT NULL,
  id              UUID   NOT NULL,
  client_id       UUID   NOT NULL,
  words           TEXT   NOT NULL,
  said_by         TEXT   NOT NULL,
  -- The entry it was quoted from.
  from_entry      UUID,
  why             TEXT   NOT NULL,
  measure         TEXT   NOT NULL,
  wanted_by       TEXT,
  rank            BIGINT NOT NULL,
  -- Another goal of theirs that it serves. That there is no circle, the verbs see to.
  serves_id       UUID,
  state           TEXT   NOT NULL,
  help            TEXT   NOT NULL,
  help_words      TEXT   NOT NULL,
  -- Their latest word about it; of an attained one the word by which it is.
  their_word      TEXT   NOT NULL,
  cadence_days    BIGINT NOT NULL,
  named_at        BIGINT NOT NULL,
  named_by        UUID,
  named_entry     UUID   NOT NULL,
  -- When somebody last moved it, and when before that, for taking a help back.
  moved_at        BIGINT NOT NULL,
  moved_before_at BIGINT NOT NULL,
  ended_at        BIGINT,
  ended_by        UUID,
  ended_entry     UUID,
  version         BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
-- What one client wants to do, what matters most first; and what became of the rest, newest first.
CREATE INDEX goals_of_client_open ON goals (workspace_id, client_id, rank, id) WHERE ended_at IS NULL;
CREATE INDEX goals_of_client_ended ON goals (workspace_id, client_id, ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX goals_serving ON goals (workspace_id, serves_id) WHERE serves_id IS NOT NULL;
-- What was written about a client since a moment.
CREATE INDEX goals_of_client ON goals (workspace_id, client_id, id);
