-- Search: one row for each thing that can be found, and the engine's own full-text index over it.
-- The words come folded from Rust, each with the sign of its workspace and kind before it, so that others' rows are never candidates;
-- the shortest beginning that is looked for is therefore two characters long.

-- only sqlite
CREATE TABLE search_texts (
  number       INTEGER PRIMARY KEY, -- what ties a row to the indexes; a backup must not renumber it
  workspace_id UUID NOT NULL,
  kind         TEXT NOT NULL,
  id           UUID NOT NULL,
  names        TEXT NOT NULL
);
CREATE UNIQUE INDEX search_texts_pkey ON search_texts (workspace_id, kind, id);
CREATE VIRTUAL TABLE search_names USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE search_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = 'ascii'
);
-- end

-- only postgres
CREATE TABLE search_texts (
  workspace_id UUID     NOT NULL,
  kind         TEXT COLLATE "C" NOT NULL,
  id           UUID     NOT NULL,
  names        TEXT     NOT NULL,
  name_words   TSVECTOR NOT NULL,
  words        TSVECTOR NOT NULL,
  PRIMARY KEY (workspace_id, kind, id)
);
CREATE INDEX search_texts_by_name ON search_texts USING gin (name_words);
CREATE INDEX search_texts_by_word ON search_texts USING gin (words);
-- end
