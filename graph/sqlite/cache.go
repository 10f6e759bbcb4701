package sqlite

import (
	"context"
	"sync"

	"trama/graph"
)

// The cache holds at most so many graphs, with so many nodes and edges together; the newest one stays in any case.
const (
	cachedGraphs = 16
	cachedRows   = 8_000_000
)

// cache keeps the graphs used last by their digest, so that what it gives is right whoever wrote to the file meanwhile.
type cache struct {
	mu      sync.Mutex
	graphs  []*graph.Graph           // the one used last stands last
	loading map[string]chan struct{} // by digest; closed when the load has ended
}

// find returns the graph with the digest. Where it is not there it returns nil, and a function to call when it was
// loaded or could not be; who asks for it meanwhile waits, so that nothing is loaded twice at once.
func (c *cache) find(ctx context.Context, digest string) (g *graph.Graph, done func(), err error) {
	for {
		if g := c.get(digest); g != nil {
			return g, nil, nil
		}
		c.mu.Lock()
		other := c.loading[digest]
		if other == nil {
			if c.loading == nil {
				c.loading = map[string]chan struct{}{}
			}
			c.loading[digest] = make(chan struct{})
			c.mu.Unlock()
			return nil, func() { c.loaded(digest) }, nil
		}
		c.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
}

func (c *cache) loaded(digest string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	close(c.loading[digest])
	delete(c.loading, digest)
}

// get returns the graph with the digest, nil where it is not there.
func (c *cache) get(digest string) *graph.Graph {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, g := range c.graphs {
		if g.Digest() == digest {
			c.graphs = append(append(c.graphs[:i:i], c.graphs[i+1:]...), g)
			return g
		}
	}
	return nil
}

// put keeps a graph whose digest is computed already, and lets go of those used least.
func (c *cache) put(g *graph.Graph) {
	c.drop(g.Digest())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.graphs = append(c.graphs, g)
	rows, kept := 0, len(c.graphs)
	for kept > 0 {
		rows += c.graphs[kept-1].Nodes() + c.graphs[kept-1].Edges()
		if kept < len(c.graphs) && (rows > cachedRows || len(c.graphs)-kept >= cachedGraphs) {
			break
		}
		kept--
	}
	c.graphs = append([]*graph.Graph(nil), c.graphs[kept:]...)
}

// drop forgets the graph with the digest.
func (c *cache) drop(digest string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, g := range c.graphs {
		if g.Digest() == digest {
			c.graphs = append(c.graphs[:i:i], c.graphs[i+1:]...)
			return
		}
	}
}
