-- Who is away, from when to when, and who looks after their clients meanwhile.

CREATE TABLE absences (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  deputy_id    UUID   NOT NULL,
  from_at      BIGINT NOT NULL,
  until_at     BIGINT NOT NULL,
  note         TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, deputy_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX absences_by_end ON absences (workspace_id, until_at, id);
CREATE INDEX absences_by_member ON absences (workspace_id, member_id, until_at);
CREATE INDEX absences_by_deputy ON absences (workspace_id, deputy_id, until_at);

-- Who looks after a place: for whom nobody else is there. Until somebody else is named, its first admin.
ALTER TABLE locations ADD COLUMN looked_after_by UUID;
UPDATE locations SET looked_after_by = (
  SELECT m.id FROM members m WHERE m.workspace_id = locations.workspace_id AND m.role = 'admin' AND m.left_at IS NULL
  ORDER BY m.joined_at, m.id LIMIT 1);
