-- Letters: every mail that Tend writes, to a client or to a colleague, and what became of it.
-- client_id points into clients' table, which core does not know. secret is what a one-time link holds: it is taken away as soon as
-- the letter is on its way or given up. stop is the token of the link that ends such letters.

CREATE TABLE letters (
  workspace_id UUID    NOT NULL,
  id           UUID    NOT NULL,
  client_id    UUID,
  member_id    UUID,
  written_by   UUID,
  kind         TEXT    NOT NULL,
  about_id     UUID,
  ground       TEXT    NOT NULL,
  ground_id    UUID,
  to_name      TEXT    NOT NULL,
  to_address   TEXT    NOT NULL,
  subject      TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  html         TEXT    NOT NULL,
  secret       TEXT,
  stop         TEXT,
  state        TEXT    NOT NULL,
  tries        BIGINT  NOT NULL,
  answer       TEXT    NOT NULL,
  message_id   TEXT    NOT NULL,
  written_at   BIGINT  NOT NULL,
  queued_at    BIGINT  NOT NULL,
  due_at       BIGINT  NOT NULL,
  sent_at      BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, written_by) REFERENCES members (workspace_id, id)
);
CREATE INDEX letters_of_client ON letters (workspace_id, client_id, id) WHERE client_id IS NOT NULL;
CREATE INDEX letters_about ON letters (workspace_id, about_id, id) WHERE about_id IS NOT NULL;
CREATE INDEX letters_waiting ON letters (workspace_id, due_at, id) WHERE state = 'waiting';
CREATE INDEX letters_of_house ON letters (workspace_id, written_at) WHERE client_id IS NULL;
