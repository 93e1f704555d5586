-- Promises: what somebody said they would do for a client, or for a colleague, by when.

CREATE TABLE promises (
  workspace_id    UUID    NOT NULL,
  id              UUID    NOT NULL,
  client_id       UUID,
  to_member_id    UUID,
  owner_id        UUID    NOT NULL,
  location_id     UUID    NOT NULL,
  words           TEXT    NOT NULL,
  act             TEXT    NOT NULL,
  due_at          BIGINT  NOT NULL,
  whole_day       BOOLEAN NOT NULL,
  starts_at       BIGINT  NOT NULL,
  state           TEXT    NOT NULL,
  made_at         BIGINT  NOT NULL,
  made_by         UUID,
  made_entry      UUID    NOT NULL,
  ended_at        BIGINT,
  ended_by        UUID,
  ended_entry     UUID,
  ended_day       TEXT,
  kept_on_time    BOOLEAN,
  made_good_at    BIGINT,
  made_good_by    UUID,
  made_good_entry UUID,
  -- When nothing was owed any more: kept, released, or broken and made good.
  done_at         BIGINT,
  version         BIGINT  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CHECK ((client_id IS NULL) <> (to_member_id IS NULL)),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, to_member_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, location_id) REFERENCES locations (workspace_id, id)
);
-- What is owed, by day: of everyone, of one member, of one place, of one client.
CREATE INDEX promises_owed ON promises (workspace_id, due_at, id) WHERE done_at IS NULL;
CREATE INDEX promises_owed_by_owner ON promises (workspace_id, owner_id, due_at, id) WHERE done_at IS NULL;
CREATE INDEX promises_owed_by_location ON promises (workspace_id, location_id, due_at, id) WHERE done_at IS NULL;
CREATE INDEX promises_owed_to_client ON promises (workspace_id, client_id, due_at, id) WHERE done_at IS NULL;
-- What is done, newest first.
CREATE INDEX promises_done ON promises (workspace_id, done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX promises_done_by_owner ON promises (workspace_id, owner_id, done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX promises_done_by_location ON promises (workspace_id, location_id, done_at, id) WHERE done_at IS NOT NULL;
-- What may be broken soon.
CREATE INDEX promises_open ON promises (workspace_id, due_at, id) WHERE state = 'open';

-- How promises ended, by day: counted by the verbs, so that a share costs the same at any size.
-- `whose` is a location or a member.
CREATE TABLE promise_tally (
  workspace_id UUID   NOT NULL,
  whose        UUID   NOT NULL,
  day          TEXT COLLATE "C" NOT NULL,
  kept_on_time BIGINT NOT NULL,
  kept_late    BIGINT NOT NULL,
  broken       BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, whose, day),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
