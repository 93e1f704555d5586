-- Problems: what went wrong for a client, whose it is from the first second, and what was done until they said it is settled.

ALTER TABLE workspaces ADD COLUMN next_problem BIGINT NOT NULL DEFAULT 1;

-- What lies behind several problems: the same pads, the same oil.
CREATE TABLE problem_causes (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  name         TEXT   NOT NULL,
  name_folded  TEXT   NOT NULL,
  made_at      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name_folded),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

CREATE TABLE problems (
  workspace_id     UUID   NOT NULL,
  id               UUID   NOT NULL,
  number           BIGINT NOT NULL,
  client_id        UUID   NOT NULL,
  owner_id         UUID   NOT NULL,
  location_id      UUID   NOT NULL,
  title            TEXT   NOT NULL,
  words            TEXT   NOT NULL,
  told_by          TEXT   NOT NULL,
  place            TEXT   NOT NULL,
  since_at         BIGINT,
  severity         TEXT   NOT NULL,
  source           TEXT   NOT NULL,
  state            TEXT   NOT NULL,
  cause_id         UUID,
  raised_at        BIGINT NOT NULL,
  raised_by        UUID,
  raised_entry     UUID   NOT NULL,
  first_word_at    BIGINT,
  first_word_by    UUID,
  first_word_entry UUID,
  contained_at     BIGINT,
  contained_by     UUID,
  contained_entry  UUID,
  fixed_at         BIGINT,
  fixed_by         UUID,
  fixed_entry      UUID,
  made_right_at    BIGINT,
  made_right_by    UUID,
  made_right_entry UUID,
  settled_at       BIGINT,
  settled_by       UUID,
  settled_entry    UUID,
  settled_how      TEXT,
  -- Since when it is under way this time: since it was raised, or reopened.
  begun_at         BIGINT NOT NULL,
  reopened         BIGINT NOT NULL,
  last_word_at     BIGINT,
  first_word_due   BIGINT NOT NULL,
  next_word_due    BIGINT NOT NULL,
  done_due         BIGINT NOT NULL,
  -- The first of what is due with it; nothing once it is settled.
  due_at           BIGINT,
  version          BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, number),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, location_id) REFERENCES locations (workspace_id, id),
  FOREIGN KEY (workspace_id, cause_id) REFERENCES problem_causes (workspace_id, id)
);
-- What is open, first what is due first: of everyone, of one owner, of one place, of one client.
CREATE INDEX problems_open ON problems (workspace_id, due_at, id) WHERE settled_at IS NULL;
CREATE INDEX problems_open_of_owner ON problems (workspace_id, owner_id, due_at, id) WHERE settled_at IS NULL;
CREATE INDEX problems_open_of_location ON problems (workspace_id, location_id, due_at, id) WHERE settled_at IS NULL;
CREATE INDEX problems_of_client ON problems (workspace_id, client_id, id);
-- What is settled, newest first.
CREATE INDEX problems_settled ON problems (workspace_id, settled_at, id) WHERE settled_at IS NOT NULL;
CREATE INDEX problems_settled_of_owner ON problems (workspace_id, owner_id, settled_at, id) WHERE settled_at IS NOT NULL;
CREATE INDEX problems_settled_of_location ON problems (workspace_id, location_id, settled_at, id) WHERE settled_at IS NOT NULL;
CREATE INDEX problems_of_cause ON problems (workspace_id, cause_id, id) WHERE cause_id IS NOT NULL;

-- Colleagues who help beside the owner.
CREATE TABLE problem_helpers (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  problem_id   UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  what         TEXT   NOT NULL,
  asked_at     BIGINT NOT NULL,
  asked_by     UUID,
  agreed_at    BIGINT,
  ended_at     BIGINT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, problem_id, member_id),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX problem_helpers_of_member ON problem_helpers (workspace_id, member_id) WHERE ended_at IS NULL;

-- What a problem touches: a thing of another feature, or words while no feature knows it.
CREATE TABLE problem_touches (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  problem_id   UUID   NOT NULL,
  feature      TEXT   NOT NULL,
  subject_id   UUID,
  words        TEXT   NOT NULL,
  words_folded TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX problem_touches_of_problem ON problem_touches (workspace_id, problem_id, id);
CREATE INDEX problem_touches_alike ON problem_touches (workspace_id, words_folded, problem_id);

-- Links by which somebody outside sees one problem and says how it is. Only the hash of the secret is kept.
CREATE TABLE problem_links (
  workspace_id UUID   NOT NULL,
  token_hash   TEXT   NOT NULL,
  problem_id   UUID   NOT NULL,
  made_at      BIGINT NOT NULL,
  made_by      UUID,
  expires_at   BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (workspace_id, token_hash),
  FOREIGN KEY (workspace_id, problem_id) REFERENCES problems (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX problem_links_of_problem ON problem_links (workspace_id, problem_id);

-- By when what is to have happened, in opening time; a severity without a row has the usual ones.
CREATE TABLE problem_targets (
  workspace_id UUID   NOT NULL,
  severity     TEXT   NOT NULL,
  first_word   BIGINT NOT NULL,
  next_word    BIGINT NOT NULL,
  done         BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, severity),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
