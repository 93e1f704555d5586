-- Reports look at the newest problems, without those that came settled with an import: of everyone, of one place, of one cause.
CREATE INDEX problems_reported ON problems (workspace_id, raised_at, id) WHERE settled_how IS NULL OR settled_how <> 'import';
CREATE INDEX problems_reported_of_location ON problems (workspace_id, location_id, raised_at, id)
  WHERE settled_how IS NULL OR settled_how <> 'import';
CREATE INDEX problems_reported_of_cause ON problems (workspace_id, cause_id, raised_at, id)
  WHERE settled_how IS NULL OR settled_how <> 'import';
