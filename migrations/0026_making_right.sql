-- Making right: what was given for a problem, what each member may give without asking, and the checklists on the way.

CREATE TABLE problem_gestures (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  problem_id   UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  words        TEXT   NOT NULL,
  minor        BIGINT NOT NULL,
  currency     TEXT   NOT NULL,
  standing     TEXT   NOT NULL,
  why          TEXT   NOT NULL,
  asked_at     BIGINT NOT NULL,
  asked_by     UUID   NOT NULL,
  answered_at  BIGINT,
  answered_by  UUID,
  answer       TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, asked_by) REFERENCES members (workspace_id, id)
);
CREATE INDEX problem_gestures_of_problem ON problem_gestures (workspace_id, problem_id, id);
CREATE INDEX problem_gestures_asked ON problem_gestures (workspace_id, id) WHERE standing = 'asked';

-- What a member may give for one problem without asking, where it differs from what holds for all.
CREATE TABLE problem_allowances (
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  minor        BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE TABLE problem_rules (
  workspace_id UUID   NOT NULL,
  currency     TEXT   NOT NULL,
  minor        BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

-- What there is to do for fixing and for making right, ticked one by one.
CREATE TABLE problem_todos (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  problem_id   UUID   NOT NULL,
  part         TEXT   NOT NULL,
  words        TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  done_at      BIGINT,
  done_by      UUID,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX problem_todos_of_problem ON problem_todos (workspace_id, problem_id, id);
