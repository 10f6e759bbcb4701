package gap

import (
	"encoding/json"
	"fmt"
	"runtime"
	"testing"

	"trama/graph/graphtest"
)

// Suggestions are explained on all cores; what is said of them, the names of pieces among it, are the same on any number.
func TestSuggestionsAreTheSameOnEachNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	var lines []string
	for i := range 60 {
		if i%4 > 0 {
			lines = append(lines, fmt.Sprintf("edge n%02d knows n%02d", i-1, i))
		}
	}
	g := graphtest.FromLines(t, append(lines, "node n00 person area=Centro", "node s service", "node o organization")...)
	var first string
	for _, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		text, err := json.Marshal(missing(t, read(t, g, Options{Seed: 1}), Wanted{}))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if string(text) != first || len(text) < 1_000 {
			t.Fatalf("%d cores give other bytes", cores)
		}
	}
}
