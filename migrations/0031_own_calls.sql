-- The calls of a help that its member alone sees stand apart from the others, so that they stay here when a workspace goes out.
ALTER TABLE helps ADD COLUMN own_calls JSONB;
