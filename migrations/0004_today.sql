-- Today: who was helped, who was put off, and what one line in the log wrote.

-- What a member settled by saying they have helped; `calls` are the calls as they stood, so that it can be taken back.
-- `once_key` names those calls: saying it twice is saying it once.
CREATE TABLE helps (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  helped_at    BIGINT NOT NULL,
  undone_at    BIGINT,
  once_key     TEXT   NOT NULL,
  calls        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX helps_once ON helps (workspace_id, member_id, client_id, once_key);
CREATE INDEX helps_by_time ON helps (workspace_id, member_id, helped_at, id);
CREATE INDEX helps_of_client ON helps (workspace_id, client_id, helped_at, id);

-- A client one member put off. `calls` are those that were known then: any other brings the client back.
CREATE TABLE snoozes (
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  snoozed_at   BIGINT NOT NULL,
  until_at     BIGINT NOT NULL,
  reason       TEXT   NOT NULL,
  calls        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, member_id, client_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX snoozes_by_end ON snoozes (workspace_id, member_id, until_at);
CREATE INDEX snoozes_of_client ON snoozes (workspace_id, client_id);

-- What one line of the log wrote: which moment, which promise, whether a new client; so that it can be taken back.
-- `once_key` names the line and the page it was typed on: sent twice it is written once.
CREATE TABLE log_lines (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  written_at   BIGINT NOT NULL,
  undone_at    BIGINT,
  once_key     TEXT   NOT NULL,
  wrote        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX log_lines_once ON log_lines (workspace_id, member_id, once_key);
CREATE INDEX log_lines_of_client ON log_lines (workspace_id, client_id);
