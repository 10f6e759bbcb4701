package neo4j

import (
	"context"

	"trama/graph"
)

// migrations returns the statements that make the schema, in order: each is one transaction and may run again. The
// number of them is the version that the store carries; new ones are added at the end.
func migrations() []string {
	return []string{
		"CREATE CONSTRAINT trama_schema IF NOT EXISTS FOR (s:_TramaSchema) REQUIRE s.name IS UNIQUE",
		"CREATE CONSTRAINT trama_node IF NOT EXISTS FOR (n:Trama) REQUIRE (n.network, n.id) IS UNIQUE",
		"CREATE CONSTRAINT trama_network IF NOT EXISTS FOR (h:_TramaNetwork) REQUIRE h.network IS UNIQUE",
		"CREATE CONSTRAINT trama_commit IF NOT EXISTS FOR (c:_TramaCommit) REQUIRE (c.network, c.revision) IS UNIQUE",
		"CREATE CONSTRAINT trama_batch IF NOT EXISTS FOR (b:_TramaBatch) REQUIRE (b.token, b.number) IS UNIQUE",
		"CREATE CONSTRAINT trama_snapshot IF NOT EXISTS FOR (s:_TramaSnapshot) REQUIRE (s.network, s.name) IS UNIQUE",
		"CREATE CONSTRAINT trama_lease IF NOT EXISTS FOR (l:_TramaLease) REQUIRE l.token IS UNIQUE",
		"MERGE (s:_TramaSchema {name: 'trama'})",
	}
}

// migrate brings the schema up to date. A server whose schema is newer than this program is left alone.
func (s *Store) migrate(ctx context.Context) error {
	const op = "neo4j.migrate"
	wanted := int64(len(migrations()))
	version, err := s.schemaVersion(ctx)
	if err != nil {
		return err
	}
	if version > wanted {
		return s.newer(op)
	}
	for v := version; v < wanted; v++ {
		statement := migrations()[v]
		err := s.write(ctx, work{op: op, do: func(t transaction) error { return t.run(statement, nil) }})
		if err != nil && !alreadyThere(err) {
			return err
		}
	}
	if version == wanted {
		return nil
	}
	return s.write(ctx, work{op: op, do: func(t transaction) error {
		return t.run("MATCH (s:_TramaSchema {name: 'trama'}) SET s.version = $version", map[string]any{"version": wanted})
	}})
}

func (s *Store) newer(op string) error {
	return graph.Fail(graph.Unavailable, op, graph.Say("store_newer", "Neo4j at {server} was used by a newer Trama", graph.V{"server": s.server}))
}

// alreadyThere tells whether a constraint was made by another process at the same time.
func alreadyThere(err error) bool {
	return codeIs(err, "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists") || codeIs(err, "Neo.ClientError.Schema.ConstraintAlreadyExists")
}

func (s *Store) schemaVersion(ctx context.Context) (version int64, err error) {
	err = s.read(ctx, work{op: "neo4j.Open", do: func(t transaction) error {
		version, err = t.count("MATCH (s:_TramaSchema {name: 'trama'}) RETURN coalesce(s.version, 0)", nil)
		return err
	}})
	return version, err
}
