-- A row that looks like somebody and can be neither written to nor called: left out once, not twice.
ALTER TABLE import_twins ADD COLUMN unreachable BOOLEAN NOT NULL DEFAULT FALSE;

-- The columns a member likes to see in the list of clients, in the words of its address.
CREATE TABLE client_columns (
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  shown        JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);

-- The list by when the next kind thing is due.
CREATE INDEX calls_by_due ON calls (workspace_id, due_at, client_id);
