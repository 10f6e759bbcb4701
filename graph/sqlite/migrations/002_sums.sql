-- The words of the history are under a sum as the rows are under the digest: SHA-256, in hexadecimal, of the other texts and
-- the revision that stand in the row (sum.go). NULL where an older version has written it.

ALTER TABLE networks ADD COLUMN sum TEXT; -- of name, title, revision
ALTER TABLE commits ADD COLUMN sum TEXT; -- of revision, author, time, message
ALTER TABLE snapshots ADD COLUMN sum TEXT; -- of name, revision
