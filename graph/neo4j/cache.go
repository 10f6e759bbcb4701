package neo4j

import (
	"slices"
	"sync"

	"trama/graph"
)

// cacheKey names a state of a network: what was once there is there unchanged.
type cacheKey struct {
	network, epoch string
	revision       graph.Revision
}

// cache keeps the newest graphs that were read or written, so that a small change to a network does not read it again.
// It holds one graph of any size, and more while they are small together.
type cache struct {
	mu      sync.Mutex
	entries []cacheEntry // the last used first
}

type cacheEntry struct {
	key   cacheKey
	graph *graph.Graph
}

const cacheSize = 1_000_000 // nodes and edges

func (c *cache) get(key cacheKey) *graph.Graph {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, e := range c.entries {
		if e.key == key {
			c.entries = slices.Insert(slices.Delete(c.entries, i, i+1), 0, e)
			return e.graph
		}
	}
	return nil
}

// put keeps a graph in place of any other of its network.
func (c *cache) put(key cacheKey, g *graph.Graph) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(key.network)
	c.entries = slices.Insert(c.entries, 0, cacheEntry{key, g})
	size := 0
	for i, e := range c.entries {
		if size += e.graph.Nodes() + e.graph.Edges(); i > 0 && size > cacheSize {
			c.entries = slices.Delete(c.entries, i, len(c.entries))
			return
		}
	}
}

func (c *cache) drop(network string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(network)
}

func (c *cache) remove(network string) {
	c.entries = slices.DeleteFunc(c.entries, func(e cacheEntry) bool { return e.key.network == network })
}
