package neo4j

import (
	"slices"
	"sync"
	"time"

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
	key    cacheKey
	graph  *graph.Graph
	remark *graph.Sentence // that others have changed what they see of it; nil: they had not when it was read
	until  time.Time       // when others are looked after again
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

// recent is get, with what there is to remark, of a graph that was compared not long ago with what others see.
func (c *cache) recent(key cacheKey) (*graph.Graph, *graph.Sentence) {
	g := c.get(key)
	c.mu.Lock()
	defer c.mu.Unlock()
	if g == nil || len(c.entries) == 0 || c.entries[0].key != key || time.Now().After(c.entries[0].until) {
		return nil, nil
	}
	return g, c.entries[0].remark
}

// put keeps a graph that was read in place of any other of its network. A large one takes long to read, and is taken as it
// is for longer.
func (c *cache) put(key cacheKey, g *graph.Graph, remark *graph.Sentence) {
	size := time.Duration(g.Nodes() + g.Edges())
	c.keep(cacheEntry{key, g, remark, time.Now().Add(lookedAfter + size*time.Millisecond)})
}

// lookedAfter is for how long a small graph is taken to be what others see too.
const lookedAfter = 2 * time.Second

// written keeps a graph that was written. What others had changed in the one before they may have changed in this.
func (c *cache) written(key cacheKey, g *graph.Graph) {
	c.mu.Lock()
	i := slices.IndexFunc(c.entries, func(e cacheEntry) bool { return e.key.network == key.network })
	e := cacheEntry{key: key, graph: g}
	if i >= 0 && c.entries[i].remark == nil {
		e.until = c.entries[i].until
	}
	c.mu.Unlock()
	c.keep(e)
}

func (c *cache) keep(entry cacheEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.remove(entry.key.network)
	c.entries = slices.Insert(c.entries, 0, entry)
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
