-- The next word to a client by a time is a promise: the one a problem has, and since when it is not due any more.
ALTER TABLE problems ADD COLUMN word_promise_id UUID;
ALTER TABLE problems ADD COLUMN word_ended_at BIGINT;
CREATE INDEX problems_of_word ON problems (workspace_id, word_promise_id) WHERE word_promise_id IS NOT NULL;
