-- A network is its newest state (nodes, edges), what that replaced (past_nodes, past_edges) and its commits. The state at
-- revision r is what stands in nodes and edges since r or earlier, and in past_… since r or earlier until a later one.
-- Attributes are JSON as in trama.graph/1. Read these tables with any tool; written by hand, they no longer fit the digest.

CREATE TABLE networks (
	key      INTEGER PRIMARY KEY,
	name     TEXT NOT NULL UNIQUE,
	title    TEXT NOT NULL,
	revision INTEGER NOT NULL
) STRICT;

CREATE TABLE commits (
	network       INTEGER NOT NULL REFERENCES networks (key),
	revision      INTEGER NOT NULL,
	author        TEXT NOT NULL,
	time          TEXT NOT NULL,
	message       TEXT NOT NULL,
	digest        TEXT NOT NULL,
	nodes         INTEGER NOT NULL,
	edges         INTEGER NOT NULL,
	nodes_added   INTEGER NOT NULL,
	nodes_changed INTEGER NOT NULL,
	nodes_removed INTEGER NOT NULL,
	edges_added   INTEGER NOT NULL,
	edges_changed INTEGER NOT NULL,
	edges_removed INTEGER NOT NULL,
	attributes    TEXT, -- of the graph, where the commit changed them
	PRIMARY KEY (network, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
	network  INTEGER NOT NULL REFERENCES networks (key),
	name     TEXT NOT NULL,
	revision INTEGER NOT NULL,
	PRIMARY KEY (network, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE nodes (
	network    INTEGER NOT NULL,
	id         TEXT NOT NULL,
	kind       TEXT NOT NULL,
	attributes TEXT NOT NULL,
	since      INTEGER NOT NULL,
	PRIMARY KEY (network, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE edges (
	network    INTEGER NOT NULL,
	id         TEXT NOT NULL,
	source     TEXT NOT NULL,
	target     TEXT NOT NULL,
	type       TEXT NOT NULL,
	directed   INTEGER NOT NULL,
	attributes TEXT NOT NULL,
	since      INTEGER NOT NULL,
	PRIMARY KEY (network, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_nodes (
	network    INTEGER NOT NULL,
	id         TEXT NOT NULL,
	kind       TEXT NOT NULL,
	attributes TEXT NOT NULL,
	since      INTEGER NOT NULL,
	until      INTEGER NOT NULL,
	PRIMARY KEY (network, id, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_edges (
	network    INTEGER NOT NULL,
	id         TEXT NOT NULL,
	source     TEXT NOT NULL,
	target     TEXT NOT NULL,
	type       TEXT NOT NULL,
	directed   INTEGER NOT NULL,
	attributes TEXT NOT NULL,
	since      INTEGER NOT NULL,
	until      INTEGER NOT NULL,
	PRIMARY KEY (network, id, since)
) STRICT, WITHOUT ROWID;

-- One row: whether a network was deleted whose bytes are still to be wiped from the file.
CREATE TABLE erasure (
	pending INTEGER NOT NULL
) STRICT;

INSERT INTO erasure VALUES (0);
