// Package neo4j keeps networks in a Neo4j server, 5.26 or newer, in a shape that other tools can use: a node per node
// labelled for its kind (:Actor:Person, :Place, …), a relationship per relation named for its type (:OFFERS), attributes
// as properties of their own types. It implements graph.Store, graph.Importer, graph.Shared and graph.Rewriter.
//
// Beside that public shape stand the history and what it needs, under labels that begin with an underscore: a head for
// each network (_TramaNetwork), its commits (_TramaCommit) with their changes packed in batches (_TramaBatch), snapshots
// (_TramaSnapshot), and leases of commits on their way (_TramaLease). Up to 10,000 changes, log, public shape and head
// move in one transaction. Beyond that the batches are written first, one transaction moves the head, and then they are
// applied to the public shape, batch by batch; whoever comes next finishes what a process left behind. Other tools may
// add nodes and relationships of their own, which stay theirs; what they change in Trama's is in no revision until it is
// taken in (outside.go).
//
// Start with Open; commit.go writes a revision, shape.go puts a batch into the public shape, load.go reads a graph back.
package neo4j

import (
	"context"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"trama/graph"
)

var (
	_ graph.Store    = (*Store)(nil)
	_ graph.Importer = (*Store)(nil)
	_ graph.Shared   = (*Store)(nil)
	_ graph.Rewriter = (*Store)(nil)
)

// Options say how to reach a server. The zero value is a server without authentication.
type Options struct {
	User     string
	Password string
}

// Store is a graph.Store and a graph.Importer on a Neo4j server.
type Store struct {
	driver    driver.DriverWithContext
	bookmarks driver.BookmarkManager
	server    string // host and port, for messages
	bounds    bounds
	names     int           // how many labels, and how many relationship types, foreign kinds and types may bring it to
	lease     time.Duration // how long batches without a commit are left alone after the last sign of life of their writer
	cache     cache
}

// Open connects to the server that the address names (neo4j:// or bolt://, with +s or +ssc for TLS), brings its schema
// up to date and takes away what dead processes left. It returns Usage for an address that is none, Unavailable where
// the server does not answer within seconds, Denied where it refuses the user.
func Open(ctx context.Context, uri string, o Options) (*Store, error) {
	const op = "neo4j.Open"
	token := driver.NoAuth()
	if o.User != "" {
		token = driver.BasicAuth(o.User, o.Password, "")
	}
	d, err := driver.NewDriverWithContext(uri, token, configured)
	if err != nil {
		return nil, graph.Fail(graph.Usage, op, graph.Say("store_address", "this is no address of a Neo4j server", nil))
	}
	target := d.Target()
	s := &Store{
		driver: d, bookmarks: driver.NewBookmarkManager(driver.BookmarkManagerConfig{}),
		server: target.Host, bounds: usualBounds(), names: 200, lease: time.Minute,
	}
	if err := s.prepare(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func configured(c *config.Config) {
	c.TelemetryDisabled = true
	c.UserAgent = "trama"
	c.SocketConnectTimeout = 4 * time.Second
	c.ConnectionAcquisitionTimeout = 8 * time.Second
	c.ConnectionLivenessCheckTimeout = 2 * time.Second
	c.NotificationsMinSeverity = notifications.DisabledLevel
}

// sweepTime bounds how long Open takes for what dead processes left; the next one goes on.
const sweepTime = 2 * time.Second

func (s *Store) prepare(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	sweeping, cancel := context.WithTimeout(ctx, sweepTime)
	defer cancel()
	err := s.sweep(sweeping)
	if ctx.Err() == nil && (sweeping.Err() != nil || graph.KindOf(err) == graph.Denied) { // who may only read leaves it to others
		return nil
	}
	return err
}

// Close ends the connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return s.driver.Close(ctx)
}
