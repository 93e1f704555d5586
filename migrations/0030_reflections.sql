-- Evenings: one member's answers to four questions for one day. Nobody else reads a row here unless its author shares it.

CREATE TABLE reflections (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  -- The day it was written for: the morrow of the evening.
  for_day      TEXT   NOT NULL,
  help         TEXT   NOT NULL,
  ways         TEXT   NOT NULL,
  they_feel    TEXT   NOT NULL,
  i_feel       TEXT   NOT NULL,
  came_of_it   TEXT   NOT NULL,
  written_at   BIGINT NOT NULL,
  -- Emptied, and still to be had back for a day.
  deleted_at   BIGINT,
  shared_at    BIGINT,
  -- With whom; nobody named: with the team.
  shared_to    UUID,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, shared_to) REFERENCES members (workspace_id, id)
);
CREATE UNIQUE INDEX reflections_by_day ON reflections (workspace_id, member_id, for_day);
CREATE INDEX reflections_deleted ON reflections (workspace_id, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX reflections_shared ON reflections (workspace_id, shared_at, id) WHERE shared_at IS NOT NULL;

-- Whom a member will help on that day.
CREATE TABLE reflection_people (
  workspace_id  UUID NOT NULL,
  id            UUID NOT NULL,
  reflection_id UUID NOT NULL,
  client_id     UUID NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, reflection_id) REFERENCES reflections (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX reflection_people_of_reflection ON reflection_people (workspace_id, reflection_id, id);
CREATE INDEX reflection_people_of_client ON reflection_people (workspace_id, client_id);

-- What another device wrote for the same day: kept until its author joined the two.
CREATE TABLE reflection_asides (
  workspace_id  UUID   NOT NULL,
  id            UUID   NOT NULL,
  reflection_id UUID   NOT NULL,
  help          TEXT   NOT NULL,
  ways          TEXT   NOT NULL,
  they_feel     TEXT   NOT NULL,
  i_feel        TEXT   NOT NULL,
  written_at    BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, reflection_id) REFERENCES reflections (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX reflection_asides_of_reflection ON reflection_asides (workspace_id, reflection_id, id);

-- Which promises were made of its ways.
CREATE TABLE reflection_promises (
  workspace_id  UUID NOT NULL,
  reflection_id UUID NOT NULL,
  promise_id    UUID NOT NULL,
  PRIMARY KEY (workspace_id, reflection_id, promise_id),
  FOREIGN KEY (workspace_id, reflection_id) REFERENCES reflections (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, promise_id) REFERENCES promises (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX reflection_promises_of_promise ON reflection_promises (workspace_id, promise_id);

-- How each member wants it: from when on Today leads there, and why they do this work.
CREATE TABLE reflection_choices (
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  -- Minutes after midnight on the clock of their place; nothing: Today never leads there.
  asks_at      BIGINT,
  purpose      TEXT   NOT NULL,
  -- The day for which they said: not tonight.
  skipped_day  TEXT,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id) ON DELETE CASCADE
);

-- Why the house does this work, in one sentence.
CREATE TABLE house_purposes (
  workspace_id UUID   NOT NULL,
  purpose      TEXT   NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
