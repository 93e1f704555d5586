-- Two clients who may be one, found under their keys; and those who became one.

CREATE TABLE likely_pairs (
  workspace_id UUID   NOT NULL,
  one_id       UUID   NOT NULL,
  other_id     UUID   NOT NULL,
  score        DOUBLE PRECISION NOT NULL,
  reasons      TEXT   NOT NULL,
  answer       TEXT   NOT NULL,
  answered_by  UUID,
  answered_at  BIGINT,
  PRIMARY KEY (workspace_id, one_id, other_id),
  FOREIGN KEY (workspace_id, one_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, other_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX likely_pairs_open ON likely_pairs (workspace_id, answer, score, one_id, other_id);
CREATE INDEX likely_pairs_of_other ON likely_pairs (workspace_id, other_id, one_id);

-- Who went into whom. `gone` is the client's row as it stood, `gathered` what went along and what the other had already, `before`
-- and `after` what stood on the one who stays: so both can be as before. The ids of those who are gone are found here.
CREATE TABLE merges (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  stays_id     UUID   NOT NULL,
  gone_id      UUID   NOT NULL,
  gone_name    TEXT   NOT NULL,
  merged_at    BIGINT NOT NULL,
  merged_by    UUID,
  undone_at    BIGINT,
  undone_by    UUID,
  gone         JSONB  NOT NULL,
  gathered     JSONB  NOT NULL,
  before       JSONB  NOT NULL,
  after        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX merges_of_stays ON merges (workspace_id, stays_id, id);
CREATE INDEX merges_of_gone ON merges (workspace_id, gone_id, id);

CREATE INDEX promises_of_client ON promises (workspace_id, client_id, id);
