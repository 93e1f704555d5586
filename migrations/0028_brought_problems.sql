-- Which problem came from which row of another program's list.
CREATE TABLE import_problems (
  workspace_id UUID   NOT NULL,
  identity     TEXT COLLATE "C" NOT NULL,
  problem_id   UUID   NOT NULL,
  import_id    UUID   NOT NULL,
  row          BIGINT NOT NULL,
  content      TEXT   NOT NULL,
  -- The problem's version when the row was last heard: another one was changed by somebody here since.
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, identity),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX import_problems_of_import ON import_problems (workspace_id, import_id, row, identity);
CREATE INDEX import_problems_of_problem ON import_problems (workspace_id, problem_id);
