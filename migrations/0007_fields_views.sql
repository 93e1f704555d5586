-- Custom fields: what a workspace keeps about its clients besides. The values stand in one JSON column of the client, keyed by
-- the field's id; client_values holds the same values once more, as keys in byte order, so that the list can filter and sort by
-- them out of an index. An empty key: what stands there does not read as the field's kind.

CREATE TABLE client_fields (
  workspace_id UUID    NOT NULL,
  id           UUID    NOT NULL,
  name         TEXT    NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  kind         TEXT    NOT NULL,
  choices      JSONB   NOT NULL,
  currency     TEXT    NOT NULL,
  required     BOOLEAN NOT NULL,
  position     BIGINT  NOT NULL,
  rereading    BOOLEAN NOT NULL,
  made_at      BIGINT  NOT NULL,
  deleted_at   BIGINT,
  deleted_by   UUID,
  version      BIGINT  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);
CREATE INDEX client_fields_in_order ON client_fields (workspace_id, position, id);

ALTER TABLE clients ADD COLUMN custom JSONB NOT NULL DEFAULT '{}';

-- The client's name stands here too, so that those with one value are read in its order.
CREATE TABLE client_values (
  workspace_id UUID NOT NULL,
  client_id    UUID NOT NULL,
  field_id     UUID NOT NULL,
  value_key    TEXT COLLATE "C" NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, client_id, field_id, value_key),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, field_id) REFERENCES client_fields (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX client_values_by_key ON client_values (workspace_id, field_id, value_key, name_folded, client_id);

-- Saved views of the list: what its address asks for, under a name.
CREATE TABLE client_views (
  workspace_id UUID    NOT NULL,
  id           UUID    NOT NULL,
  name         TEXT    NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  asked        JSONB   NOT NULL,
  shared       BOOLEAN NOT NULL,
  owner_id     UUID    NOT NULL,
  made_at      BIGINT  NOT NULL,
  gone_at      BIGINT,
  version      BIGINT  NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX client_views_of_owner ON client_views (workspace_id, owner_id, name_folded, id);
CREATE INDEX client_views_shared ON client_views (workspace_id, name_folded, id) WHERE shared AND gone_at IS NULL;

-- What was done with many clients at once: the filter or those who were ticked, what was asked for, how far it came; and for each
-- client how it was before, so that it can be taken back.
CREATE TABLE bulk_deeds (
  workspace_id UUID   NOT NULL,
  id           UUID   NOT NULL,
  member_id    UUID   NOT NULL,
  action       TEXT   NOT NULL,
  filter       JSONB,
  typed        JSONB  NOT NULL,
  state        TEXT   NOT NULL,
  done         BIGINT NOT NULL,
  failed       BIGINT NOT NULL,
  left_alone   BIGINT NOT NULL,
  after_id     UUID,
  made_at      BIGINT NOT NULL,
  ended_at     BIGINT,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX bulk_deeds_by_time ON bulk_deeds (workspace_id, made_at, id);

CREATE TABLE bulk_deed_clients (
  workspace_id UUID  NOT NULL,
  deed_id      UUID  NOT NULL,
  client_id    UUID  NOT NULL,
  before       JSONB NOT NULL,
  PRIMARY KEY (workspace_id, deed_id, client_id),
  FOREIGN KEY (workspace_id, deed_id) REFERENCES bulk_deeds (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
);
