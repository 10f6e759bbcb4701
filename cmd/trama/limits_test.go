package main

import (
	"testing"

	"trama/config"
	"trama/graph"
)

// What the settings say of limits where nobody says anything is what the readers take by themselves: config knows nothing
// of them, and so holds the numbers once more.
func TestDefaultLimitsAreThoseOfTheReaders(t *testing.T) {
	l := config.Default().Limits
	if got := (&session{Config: config.Default()}).limits(); got != graph.DefaultLimits() || got.OrDefault() != got {
		t.Errorf("%+v, want %+v", got, graph.DefaultLimits())
	}
	if l.Request != 256<<20 {
		t.Errorf("a request has at most %d bytes", l.Request)
	}
	for _, one := range []int64{l.Value, l.NodeID, l.EdgeID, l.Depth, l.Members, l.Unpacked, l.Request} {
		if one <= 0 {
			t.Errorf("a limit of %d: %+v", one, l)
		}
	}
}
