package graphtest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"trama/graph"
)

// Options are what a store can show beyond one open handle, and how much is tried. What is nil is not tested.
type Options struct {
	// Pair opens two handles on one empty store, as two processes have them.
	Pair func(t testing.TB) (a, b graph.Store)
	// Away opens a store that cannot be reached; opening itself does not fail.
	Away func(t testing.TB) graph.Store
	// Again opens another handle on what a store has open, which has seen nothing yet: whatever is read is read through it
	// too, so that a cache does not answer for the store.
	Again func(t testing.TB, s graph.Store) graph.Store
	// Writers is how many write at once, 16 where it is 0; each makes Commits commits, 4 where it is 0.
	Writers, Commits int
	// Histories is how many short random histories are played and made anew, 3 where it is 0, and Verify how many of 200
	// commits are played where TRAMA_VERIFY is 1, 20 where it is 0. TRAMA_TEST_HISTORIES gives another number of long ones.
	Histories, Verify int
}

// TestStore is the contract of graph.Store as a test. The function opens an empty store, which the suite closes; each
// part of the suite opens its own. A graph.Importer or graph.Rewriter is tested where the store is one.
func TestStore(t *testing.T, open func(t testing.TB) graph.Store, options ...Options) {
	var o Options
	if len(options) > 0 {
		o = options[0]
	}
	parts := []struct {
		name string
		test func(*suite)
	}{
		{"an empty store has nothing", (*suite).empty},
		{"a graph comes back as it was", (*suite).roundTrip},
		{"ids sort by bytes", (*suite).byteOrder},
		{"networks do not mix", (*suite).twoNetworks},
		{"the base of a commit is the newest revision", (*suite).bases},
		{"a commit without effect makes none", (*suite).withoutEffect},
		{"a commit that does not fit changes nothing", (*suite).refused},
		{"a commit may be large", (*suite).large},
		{"many write at once", (*suite).writers},
		{"one of many makes the network", (*suite).makers},
		{"readers see whole revisions", (*suite).readers},
		{"the history is newest first, in pages", (*suite).history},
		{"a snapshot names a revision", (*suite).snapshots},
		{"old revisions stay as they were", (*suite).histories},
		{"a node is there since it came last", (*suite).since},
		{"a commit can be undone", (*suite).undo},
		{"info tells what load would", (*suite).info},
		{"delete leaves nothing", (*suite).deletes},
		{"a network may go while it is read", (*suite).goes},
		{"a clock may go back", (*suite).clock},
		{"the end of the context is heeded", (*suite).cancellation},
		{"a graph is imported whole", (*suite).imports},
		{"an import has the base of a commit", (*suite).importBases},
		{"a history is made anew", (*suite).rewrites},
		{"a rewriting has the base of a commit", (*suite).rewriteBases},
		{"a history is made anew while others write", (*suite).rewriteAmong},
		{"two handles see one store", (*suite).pair},
		{"a store that is away says so", (*suite).away},
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) {
			part.test(&suite{T: t, open: open, options: o, ctx: t.Context()})
		})
	}
}

// suite is one part of the suite while it runs.
type suite struct {
	*testing.T
	open    func(t testing.TB) graph.Store
	options Options
	ctx     context.Context
}

// store opens an empty store that is closed at the end of the part.
func (s *suite) store() graph.Store {
	s.Helper()
	st := s.open(s.T)
	s.closes(st)
	return st
}

func (s *suite) closes(st graph.Store) {
	s.Cleanup(func() {
		if err := st.Close(); err != nil {
			s.Errorf("close: %v", err)
		}
	})
}

// apply commits the changes and returns the revision made.
func (s *suite) apply(st graph.Store, network string, base graph.Revision, c graph.Changes) graph.Revision {
	s.Helper()
	made, err := st.Apply(s.ctx, network, base, graph.Commit{Author: "a", Message: "m", Changes: c})
	if err != nil {
		s.Fatalf("apply to %s at %d: %v", network, base, err)
	}
	return made
}

// put makes a network of the graph.
func (s *suite) put(st graph.Store, network string, g *graph.Graph) graph.Revision {
	s.Helper()
	return s.apply(st, network, 0, graph.Diff(graph.Empty(), g))
}

func (s *suite) load(st graph.Store, network string, at graph.Revision) *graph.Graph {
	s.Helper()
	g, err := st.Load(s.ctx, network, at)
	if err != nil {
		s.Fatalf("load %s at %d: %v", network, at, err)
	}
	return g
}

// holds fails unless the network at the revision is the graph.
func (s *suite) holds(st graph.Store, network string, at graph.Revision, want *graph.Graph) {
	s.Helper()
	Same(s.T, s.load(st, network, at), want)
	if s.options.Again != nil {
		again := s.options.Again(s.T, st)
		Same(s.T, s.load(again, network, at), want)
		if err := again.Close(); err != nil {
			s.Error(err)
		}
	}
}

func (s *suite) networkInfo(st graph.Store, network string) graph.NetworkInfo {
	s.Helper()
	info, err := st.Info(s.ctx, network)
	if err != nil {
		s.Fatalf("info of %s: %v", network, err)
	}
	return info
}

// fails fails unless the error is of the kind.
func (s *suite) fails(err error, kind graph.ErrorKind, what string) {
	s.Helper()
	if err == nil {
		s.Errorf("%s: no error, want %s", what, kind)
	} else if graph.KindOf(err) != kind {
		s.Errorf("%s: %s (%v), want %s", what, graph.KindOf(err), err, kind)
	} else if err.Error() == "" {
		s.Errorf("%s: an error without a message", what)
	}
}

// Same fails unless both graphs have the same canonical document and digest; it shows where they part.
func Same(t testing.TB, got, want *graph.Graph) {
	t.Helper()
	a, b := document(got), document(want)
	if !bytes.Equal(a, b) {
		at := 0
		for at < len(a) && at < len(b) && a[at] == b[at] {
			at++
		}
		t.Fatalf("the graphs differ from byte %d:\n got …%s\nwant …%s", at, around(a, at), around(b, at))
	}
	if got.Digest() != want.Digest() {
		t.Fatal("the same document has two digests")
	}
}

func document(g *graph.Graph) []byte {
	var buf bytes.Buffer
	g.WriteJSON(&buf) // a buffer takes everything
	return buf.Bytes()
}

func around(text []byte, at int) []byte {
	return text[max(0, at-60):min(len(text), at+100)]
}

// node and edge return changes that put one thing.
func node(id, kind string, attrs ...graph.Attribute) graph.Changes {
	return graph.Changes{PutNodes: []graph.NodeChange{{ID: id, Kind: &kind, Attributes: attrs}}}
}

func edge(id, source, target, typ string) graph.Changes {
	return graph.Changes{PutEdges: []graph.EdgeChange{{ID: id, Source: source, Target: target, Type: &typ}}}
}

func text(name, value string) graph.Attribute {
	return graph.Attribute{Name: name, Value: graph.TextValue(value)}
}

// must returns the graph that the changes make; changes of the suite's own fit.
func (s *suite) must(g *graph.Graph, c graph.Changes) *graph.Graph {
	s.Helper()
	next, err := g.Apply(c)
	if err != nil {
		s.Fatalf("the suite's own changes do not fit: %v", err)
	}
	return next
}

// moment is a time that every store can keep.
func moment() time.Time { return time.Date(2026, 3, 14, 15, 9, 26, 535897000, time.UTC) }
