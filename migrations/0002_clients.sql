-- Clients: persons and organizations, who belongs to whom, how to reach them and whether we may.
-- Sort keys are NOT NULL: a last contact of 0 and a since of '' mean that there was none.
-- Small rows that are read through their client stand in the order of their key; SQLite needs to be told so.

CREATE TABLE clients (
  workspace_id    UUID   NOT NULL,
  id              UUID   NOT NULL,
  kind            TEXT   NOT NULL,
  name            TEXT   NOT NULL,
  name_folded     TEXT COLLATE "C" NOT NULL,
  given           TEXT   NOT NULL,
  family          TEXT   NOT NULL,
  about           TEXT   NOT NULL,
  owner_id        UUID   NOT NULL,
  location_id     UUID   NOT NULL,
  cadence_days    BIGINT,
  since           TEXT COLLATE "C" NOT NULL,
  last_contact_at BIGINT NOT NULL,
  fields          JSONB  NOT NULL,
  created_at      BIGINT NOT NULL,
  archived_at     BIGINT,
  archived_by     UUID,
  version         BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, owner_id) REFERENCES members (workspace_id, id),
  FOREIGN KEY (workspace_id, location_id) REFERENCES locations (workspace_id, id)
);
-- The list reads one of these from its cursor on; what it filters besides is dense enough among them, or stands at the index's end, so
-- that those who are passed over are not read.
CREATE INDEX clients_by_name ON clients (workspace_id, name_folded, id) WHERE archived_at IS NULL;
CREATE INDEX clients_by_contact ON clients (workspace_id, last_contact_at, id) WHERE archived_at IS NULL;
CREATE INDEX clients_by_since ON clients (workspace_id, since, id) WHERE archived_at IS NULL;
CREATE INDEX clients_of_owner ON clients (workspace_id, owner_id, name_folded, id, location_id, kind) WHERE archived_at IS NULL;
CREATE INDEX clients_of_owner_by_contact ON clients (workspace_id, owner_id, last_contact_at, id) WHERE archived_at IS NULL;
CREATE INDEX clients_at_place ON clients (workspace_id, location_id, name_folded, id, kind) WHERE archived_at IS NULL;
CREATE INDEX clients_laid_aside ON clients (workspace_id, name_folded, id) WHERE archived_at IS NOT NULL;

-- Who works where: a person and an organization, from when to when. '' where nobody knows.
CREATE TABLE affiliations (
  workspace_id    UUID   NOT NULL,
  id              UUID   NOT NULL,
  person_id       UUID   NOT NULL,
  organization_id UUID   NOT NULL,
  title           TEXT   NOT NULL,
  since           TEXT   NOT NULL,
  until           TEXT   NOT NULL,
  version         BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, person_id, id),
  FOREIGN KEY (workspace_id, person_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, organization_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX affiliations_of_organization ON affiliations (workspace_id, organization_id, until, id);

-- How to reach them, each with what we may use it for.
CREATE TABLE contact_points (
  workspace_id UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  id           UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  label        TEXT   NOT NULL,
  value        TEXT   NOT NULL,
  value_folded TEXT COLLATE "C" NOT NULL,
  consents     JSONB  NOT NULL,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, client_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX contact_points_by_value ON contact_points (workspace_id, value_folded, client_id);

CREATE TABLE tags (
  workspace_id UUID NOT NULL,
  tag_folded   TEXT COLLATE "C" NOT NULL,
  name         TEXT NOT NULL,
  PRIMARY KEY (workspace_id, tag_folded),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (workspace_id) ON DELETE CASCADE
);

-- The client's name stands here too, so that the list of a tag is read in its order.
CREATE TABLE client_tags (
  workspace_id UUID NOT NULL,
  client_id    UUID NOT NULL,
  tag_folded   TEXT COLLATE "C" NOT NULL,
  name_folded  TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, client_id, tag_folded),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, tag_folded) REFERENCES tags (workspace_id, tag_folded)
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX client_tags_by_name ON client_tags (workspace_id, tag_folded, name_folded, client_id);

-- Days that matter to them, every year.
CREATE TABLE client_dates (
  workspace_id UUID   NOT NULL,
  client_id    UUID   NOT NULL,
  id           UUID   NOT NULL,
  label        TEXT   NOT NULL,
  month        BIGINT NOT NULL,
  day          BIGINT NOT NULL,
  year         BIGINT,
  version      BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, client_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id) ON DELETE CASCADE
)
-- only sqlite
WITHOUT ROWID
-- end
;
