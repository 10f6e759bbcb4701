package main

import (
	"context"
	"os"
	"os/user"
	"path/filepath"
	"strings"

	"trama/config"
	"trama/graph"
	"trama/graph/neo4j"
	"trama/graph/sqlite"
)

// openStore opens the store of --store, by its scheme.
func (s *session) openStore(ctx context.Context) (graph.Store, error) {
	scheme, path, _ := strings.Cut(s.Store, ":")
	switch scheme {
	case "sqlite":
		if err := makeDataFolder(path); err != nil {
			return nil, err
		}
		return sqlite.Open(ctx, path)
	case "neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc":
		return neo4j.Open(ctx, s.Store, neo4j.Options{User: s.Neo4j.User, Password: s.Neo4j.Password})
	case "":
		return nil, usage("no_store", "this user has no data folder: --store says where the networks are kept", nil)
	}
	return nil, usage("store_scheme", "a store is sqlite:FILE, neo4j://…, neo4j+s://… or bolt://…", nil)
}

// makeDataFolder makes the user's own data folder where the store is in it. A folder that the user named is not made:
// its name may be a slip.
func makeDataFolder(path string) error {
	folder, err := config.DataFolder()
	if err != nil || filepath.Dir(path) != folder {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fileError(folder, err)
	}
	return nil
}

// author returns who signs a commit: --author, else the system's user.
func (s *session) author() string {
	if s.Author != "" {
		return s.Author
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return os.Getenv("USER")
}

// tries is how often a commit is put again upon the newest revision when others write at the same time.
const tries = 8

// retried calls commit, and again where another process was faster; after some rounds that is a Conflict.
func retried[T any](commit func() (T, error)) (T, error) {
	for n := 1; ; n++ {
		did, err := commit()
		if graph.KindOf(err) != graph.Conflict || err == nil || n == tries {
			return did, err
		}
	}
}

// newest returns what is known of a network; one that is not there yet has revision 0.
func newest(ctx context.Context, store graph.Store, network string) (graph.NetworkInfo, error) {
	info, err := store.Info(ctx, network)
	if err != nil && graph.KindOf(err) == graph.NotFound {
		return graph.NetworkInfo{Network: network}, nil
	}
	return info, err
}

// commit puts changes upon a revision of the session's network.
func (s *session) commit(ctx context.Context, store graph.Store, base graph.Revision, message string, changes graph.Changes) (graph.Revision, error) {
	return store.Apply(ctx, s.Network, base, graph.Commit{Author: s.author(), Message: message, Changes: changes})
}
