-- A client's page counts the earlier moments, and passes over what is not told: out of the index alone, where it read each entry,
-- most of them on a page of its own.
CREATE INDEX entries_of_client ON entries (workspace_id, client_id, happened_at, id, strand);
DROP INDEX entries_by_client;
