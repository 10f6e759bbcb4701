package sqlite

import (
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
	mu     sync.Mutex
	graphs []*graph.Graph // the one used last stands last
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
