package neo4j_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/neo4j"
)

// named is a store in which every network has a prefix of its own, so that tests share a server and none sees another's.
type named struct {
	*neo4j.Store
	prefix string
}

// empty opens a store that has nothing. What the test leaves in it is taken away.
func empty(t testing.TB) named {
	t.Helper()
	s := named{opened(t, graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI")), "t" + rest(t) + "-"}
	t.Cleanup(func() { s.again(t).clear(t) })
	return s
}

// rest returns a part of a name that no other test has.
func rest(testing.TB) string { return fmt.Sprintf("%08x", rand.Uint32()) }

// again opens another handle on the same networks.
func (s named) again(t testing.TB) named {
	t.Helper()
	return named{opened(t, os.Getenv("TRAMA_TEST_NEO4J_URI")), s.prefix}
}

func (s named) clear(t testing.TB) {
	defer s.Close()
	infos, err := s.Networks(context.Background())
	for _, info := range infos {
		err = s.Delete(context.Background(), info.Network, 0)
	}
	if err != nil {
		t.Errorf("clearing: %v", err)
	}
}

func tryOpen(ctx context.Context, uri, user, password string) (*neo4j.Store, error) {
	return neo4j.Open(ctx, uri, neo4j.Options{User: user, Password: password})
}

func opened(t testing.TB, uri string) *neo4j.Store {
	t.Helper()
	s, err := tryOpen(context.Background(), uri, os.Getenv("TRAMA_NEO4J_USER"), os.Getenv("TRAMA_NEO4J_PASSWORD"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s named) Networks(ctx context.Context) ([]graph.NetworkInfo, error) {
	all, err := s.Store.Networks(ctx)
	mine := []graph.NetworkInfo{}
	for _, info := range all {
		if name, ok := strings.CutPrefix(info.Network, s.prefix); ok {
			info.Network = name
			mine = append(mine, info)
		}
	}
	if err != nil {
		return nil, err
	}
	return mine, nil
}

func (s named) Info(ctx context.Context, network string) (graph.NetworkInfo, error) {
	info, err := s.Store.Info(ctx, s.prefix+network)
	info.Network = strings.TrimPrefix(info.Network, s.prefix)
	return info, err
}

func (s named) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	return s.Store.Load(ctx, s.prefix+network, at)
}

func (s named) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	if err := graph.CheckNetworkName(network); err != nil {
		return 0, err
	}
	return s.Store.Apply(ctx, s.prefix+network, base, c)
}

func (s named) Import(ctx context.Context, network string, base graph.Revision, next *graph.Graph, c graph.Commit) (graph.Revision, error) {
	if err := graph.CheckNetworkName(network); err != nil {
		return 0, err
	}
	return s.Store.Import(ctx, s.prefix+network, base, next, c)
}

func (s named) Snapshot(ctx context.Context, network string, at graph.Revision, name string) error {
	return s.Store.Snapshot(ctx, s.prefix+network, at, name)
}

func (s named) History(ctx context.Context, network string, page graph.Page) ([]graph.Commit, error) {
	return s.Store.History(ctx, s.prefix+network, page)
}

func (s named) Since(ctx context.Context, network string, at graph.Revision, nodes []string) ([]graph.Revision, error) {
	return s.Store.Since(ctx, s.prefix+network, at, nodes)
}

func (s named) Versions(ctx context.Context, network string, at graph.Revision, visit func(graph.Version) error) error {
	return s.Store.Versions(ctx, s.prefix+network, at, visit)
}

func (s named) Rewrite(ctx context.Context, network string, base graph.Revision, r graph.Rewriting, c graph.Commit) (graph.Revision, error) {
	return s.Store.Rewrite(ctx, s.prefix+network, base, r, c)
}

func (s named) Delete(ctx context.Context, network string, base graph.Revision) error {
	return s.Store.Delete(ctx, s.prefix+network, base)
}

// put makes a network of the graph.
func (s named) put(t testing.TB, network string, g *graph.Graph) {
	t.Helper()
	if _, err := s.Import(t.Context(), network, 0, g, graph.Commit{}); err != nil {
		t.Fatalf("import: %v", err)
	}
}

// change commits changes to g, fails unless the server has then what they make of it, and returns that.
func (s named) change(t testing.TB, network string, base graph.Revision, g *graph.Graph, c graph.Changes) *graph.Graph {
	t.Helper()
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), network, base, graph.Commit{Changes: c}); err != nil {
		t.Fatalf("apply: %v", err)
	}
	s.holds(t, network, next)
	return next
}

// holds fails unless public shape and log of the network both say what the graph is.
func (s named) holds(t testing.TB, network string, want *graph.Graph) {
	t.Helper()
	s.Forget()
	got, err := s.Load(t.Context(), network, 0)
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	graphtest.Same(t, got, want)
	replayed, err := s.Replayed(t.Context(), s.prefix+network, 0)
	if err != nil {
		t.Fatalf("log: %v", err)
	}
	graphtest.Same(t, replayed, want)
	if info, err := s.Info(t.Context(), network); err != nil || info.Digest != want.Digest() || info.Nodes != want.Nodes() || info.Edges != want.Edges() {
		t.Errorf("info %+v, %v", info, err)
	}
}

// tool is another program on the same server: it sees what Trama has written by the driver alone.
type tool struct {
	t testing.TB
	d driver.DriverWithContext
}

func newTool(t testing.TB) tool {
	t.Helper()
	d, err := driver.NewDriverWithContext(graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI"),
		driver.BasicAuth(os.Getenv("TRAMA_NEO4J_USER"), os.Getenv("TRAMA_NEO4J_PASSWORD"), ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close(context.Background()) })
	return tool{t, d}
}

// rows returns the values of a query's records, each record as text.
func (x tool) rows(query string, params map[string]any) []string {
	x.t.Helper()
	result, err := driver.ExecuteQuery(context.Background(), x.d, query, params, driver.EagerResultTransformer)
	if err != nil {
		x.t.Fatalf("%s: %v", query, err)
	}
	out := []string{}
	for _, record := range result.Records {
		out = append(out, strings.TrimSuffix(fmt.Sprintln(record.Values...), "\n"))
	}
	return out
}

// proxy stands between the store and the server, and cuts connections when told.
type proxy struct {
	net.Listener
	target string
	mu     sync.Mutex
	budget func() int64 // bytes that a connection lives for, both ways together; nil: for ever
	commit func() fate  // asked where a client commits; nil: it passes
	links  []*link
}

// fate is what becomes of a connection that commits.
type fate int

const (
	passes     fate = iota
	unsent          // it is cut before the server hears of the commit
	unanswered      // it is cut before the client hears the answer
)

// link is a connection through the proxy.
type link struct {
	client, server net.Conn
	mu             sync.Mutex
	left           int64
}

func newProxy(t testing.TB) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, target, _ := strings.Cut(graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI"), "://")
	p := &proxy{Listener: l, target: target}
	go p.serve()
	t.Cleanup(func() { p.Close() })
	return p
}

func (p *proxy) uri() string { return "bolt://" + p.Addr().String() }

// cut ends the connections there are, each after what the budget gives it; later ones likewise.
func (p *proxy) cut(budget func() int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.budget = budget
	for _, l := range p.links {
		l.live(budget)
	}
}

func (l *link) live(budget func() int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left = 1 << 62
	if budget != nil {
		l.left = budget()
	}
}

// Close takes no more connections and cuts those there are.
func (p *proxy) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, l := range p.links {
		l.end()
	}
	return p.Listener.Close()
}

func (l *link) end() {
	l.client.Close()
	l.server.Close()
}

func (p *proxy) serve() {
	for {
		client, err := p.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		l := &link{client: client, server: server}
		p.mu.Lock()
		l.live(p.budget)
		p.links = append(p.links, l)
		p.mu.Unlock()
		go l.copy(client, server, nil)
		go l.copy(server, client, p.fateOf)
	}
}

// fateOf returns what becomes of a connection whose client says that.
func (p *proxy) fateOf(said []byte) fate {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.commit == nil || !bytes.Contains(said, []byte{0, 2, 0xb0, 0x12, 0, 0}) { // Bolt's COMMIT, a message of two bytes
		return passes
	}
	return p.commit()
}

// atCommits has the next commits meet these fates, one after the other.
func (p *proxy) atCommits(fates ...fate) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.commit = func() fate {
		if len(fates) == 0 {
			return passes
		}
		next := fates[0]
		fates = fates[1:]
		return next
	}
}

func (l *link) copy(to, from net.Conn, fateOf func([]byte) fate) {
	defer l.end()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if fateOf != nil && err == nil {
			switch fateOf(buf[:n]) {
			case unsent:
				return
			case unanswered:
				l.live(func() int64 { return 0 })
				to.Write(buf[:n])
				time.Sleep(200 * time.Millisecond)
				return
			}
		}
		allowed := l.allowed(n)
		if _, failed := to.Write(buf[:allowed]); failed != nil || err != nil || allowed < n {
			return
		}
	}
}

// allowed returns how many of n bytes go through.
func (l *link) allowed(n int) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n = int(min(int64(n), l.left))
	l.left -= int64(n)
	return n
}

// newSilence returns the address of a server that takes connections and says nothing.
func newSilence(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go io.Copy(io.Discard, c)
		}
	}()
	return "bolt://" + l.Addr().String()
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// secure returns the address with TLS.
func secure(uri string) string {
	scheme, rest, _ := strings.Cut(uri, "://")
	return scheme + "+s://" + rest
}
