-- Search in what was said: the words of entries. Each word stands under the sign of the workspace and of the block of entries it was
-- said in, of a short block and of a long one: so a word is looked for in the newest entries first, and what is read for a common
-- word is bounded by its block, not by how often it was ever said.
-- And all words of clients, each once: for names that were typed with an error, and for what a beginning may stand for.

CREATE TABLE search_houses (
  workspace_id UUID   NOT NULL,
  house        BIGINT NOT NULL, -- what tells the entries of workspaces apart in one index on SQLite
  PRIMARY KEY (workspace_id)
);

CREATE TABLE search_vocabulary (
  workspace_id UUID NOT NULL,
  word         TEXT COLLATE "C" NOT NULL,
  turned       TEXT COLLATE "C" NOT NULL, -- a long word from its end; '' for a short one
  PRIMARY KEY (workspace_id, word)
)
-- only sqlite
WITHOUT ROWID
-- end
;
CREATE INDEX search_vocabulary_turned ON search_vocabulary (workspace_id, turned) WHERE turned <> '';

-- only sqlite
CREATE VIRTUAL TABLE search_said USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- end

-- only postgres
CREATE TABLE search_said (
  workspace_id UUID   NOT NULL,
  number       BIGINT NOT NULL,
  near         TEXT COLLATE "C" NOT NULL,
  far          TEXT COLLATE "C" NOT NULL,
  words        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, number)
);
CREATE INDEX search_said_by_word ON search_said USING gin (
  array_to_tsvector(string_to_array(near || replace(words, ' ', ' ' || near) || ' ' || far || replace(words, ' ', ' ' || far), ' '))
) WITH (gin_pending_list_limit = 256);
-- end
