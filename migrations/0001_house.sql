-- The house: who works where, what happened, who needs care, and the work in the queue.
-- One text for both engines. TEXT COLLATE "C" marks folded text: sorted and compared by its bytes.

CREATE TABLE workspaces (
  workspace_id   UUID   NOT NULL,
  name           TEXT   NOT NULL,
  language       TEXT   NOT NULL,
  next_entry     BIGINT NOT NULL,
  promise_grace  BIGINT NOT NULL,
  created_at     BIGINT NOT NULL,
  version        BIGINT NOT NULL,
  PRIMARY KEY (workspace_id)
);

CREATE TABLE locations (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  name         TEXT   NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  zone         TEXT   NOT NULL,
  hours        JSONB  NOT NULL,
  holidays     JSONB  NOT NULL,
  closed_at    BIGINT,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX locations_by_name ON locations (workspace_id, name_folded);

-- People who sign in. One of the few tables without a workspace: a person may work in several.
CREATE TABLE users (
  id            UUID   NOT NULL PRIMARY KEY,
  email         TEXT   NOT NULL,
  email_folded  TEXT COLLATE "C" NOT NULL UNIQUE,
  password_hash TEXT,
  created_at    BIGINT NOT NULL,
  version       BIGINT NOT NULL
);

CREATE TABLE members (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  user_id      UUID   NOT NULL,
  name         TEXT   NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  email_folded TEXT COLLATE "C" NOT NULL,
  role         TEXT   NOT NULL,
  location_id  UUID   NOT NULL,
  settings     JSONB  NOT NULL,
  joined_at    BIGINT NOT NULL,
  left_at      BIGINT,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, location_id) REFERENCES locations (workspace_id, id)
);
CREATE UNIQUE INDEX members_by_user ON members (workspace_id, user_id);
CREATE INDEX members_by_name ON members (workspace_id, name_folded, id);
CREATE INDEX members_by_email ON members (workspace_id, email_folded);

-- Which workspaces a person works in; asked at sign-in, before a workspace is known.
CREATE TABLE user_workspaces (
  user_id      UUID NOT NULL,
  workspace_id UUID NOT NULL,
  member_id    UUID NOT NULL,
  PRIMARY KEY (user_id, workspace_id)
);

CREATE TABLE sessions (
  token_hash   TEXT   NOT NULL PRIMARY KEY,
  user_id      UUID   NOT NULL,
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  created_at   BIGINT NOT NULL,
  seen_at      BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  stays        BOOLEAN NOT NULL,
  device       TEXT   NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- One-time links: an invitation, a new password, a first sign-in. Only the hash of the secret is kept.
CREATE TABLE links (
  secret_hash  TEXT   NOT NULL PRIMARY KEY,
  purpose      TEXT   NOT NULL,
  user_id      UUID   NOT NULL,
  workspace_id UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  used_at      BIGINT
);
CREATE INDEX links_by_user ON links (user_id);

-- Failed sign-ins by account and by address; what slows a guesser down.
CREATE TABLE attempts (
  subject    TEXT   NOT NULL PRIMARY KEY,
  failures   BIGINT NOT NULL,
  last_at    BIGINT NOT NULL,
  free_at    BIGINT NOT NULL
);

-- The timeline. client_id and subject_id point into features' tables, which core does not know.
CREATE TABLE entries (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  number       BIGINT NOT NULL,
  client_id    UUID,
  strand       TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  happened_at  BIGINT NOT NULL,
  written_at   BIGINT NOT NULL,
  member_id    UUID,
  subject_id   UUID,
  text         TEXT   NOT NULL,
  body         JSONB  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX entries_by_number ON entries (workspace_id, number);
CREATE INDEX entries_by_client ON entries (workspace_id, client_id, happened_at, id);
CREATE INDEX entries_by_subject ON entries (workspace_id, subject_id, happened_at, id) WHERE subject_id IS NOT NULL;

-- Calls to care: who needs whom, from when, by when, how much and why.
CREATE TABLE calls (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  care_group   BIGINT NOT NULL,
  subject_id   UUID   NOT NULL,
  starts_at    BIGINT NOT NULL,
  due_at       BIGINT NOT NULL,
  ends_at      BIGINT,
  weight       DOUBLE PRECISION NOT NULL,
  reason       TEXT   NOT NULL,
  act          TEXT   NOT NULL,
  private      BOOLEAN NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE UNIQUE INDEX calls_by_subject ON calls (workspace_id, kind, subject_id, member_id);
-- Today's candidates and the number in the rail are read from this index alone: every page asks for them.
CREATE INDEX calls_for_member ON calls (workspace_id, member_id, care_group, starts_at, id, ends_at, private, client_id);
CREATE INDEX calls_of_client ON calls (workspace_id, client_id, member_id);
CREATE INDEX calls_by_end ON calls (workspace_id, ends_at) WHERE ends_at IS NOT NULL;

CREATE TABLE jobs (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  due_at       BIGINT NOT NULL,
  tries        BIGINT NOT NULL,
  leased_until BIGINT,
  lease        UUID,
  once_key     TEXT,
  body         JSONB  NOT NULL,
  trouble      TEXT   NOT NULL,
  created_at   BIGINT NOT NULL,
  ended_at     BIGINT,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX jobs_due ON jobs (workspace_id, state, due_at, id);
CREATE UNIQUE INDEX jobs_once ON jobs (workspace_id, kind, once_key);
