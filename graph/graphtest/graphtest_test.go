package graphtest_test

import (
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

func TestMemoryIsAStore(t *testing.T) {
	pair := func(testing.TB) (a, b graph.Store) { m := graphtest.Memory(); return m, m }
	graphtest.TestStore(t, func(testing.TB) graph.Store { return graphtest.Memory() }, graphtest.Options{Pair: pair})
}
