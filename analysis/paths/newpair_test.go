package paths_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/paths"
)

// TestAddedPairsAreAsIfSearched adds pairs one by one: after each the distances are those that searching again finds, and
// the change is by how many each is met more or less.
func TestAddedPairsAreAsIfSearched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := graphs.Draw(pick(t), 90)
		if e.N < 2 {
			t.Skip("no pair")
		}
		node := rapid.Uint32Range(0, uint32(e.N-1))
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]uint32 {
			return [2]uint32{node.Draw(t, "a"), node.Draw(t, "b")}
		}), 1, 4).Draw(t, "pairs")
		sources := rapid.SliceOfN(node, 1, 70).Draw(t, "sources")
		first := len(sources)
		for _, p := range pairs {
			sources = append(sources, p[0], p[1])
		}
		checkAdded(t, e, sources, first, pairs)
	})
}

// TestAddedPairsBeyondAByte ties two chains to one that is too long for bytes.
func TestAddedPairsBeyondAByte(t *testing.T) {
	for chain, want := range map[uint32]bool{127: true, 128: false, 200: false} { // the longest way is twice the chain, less one
		tieChains(t, chain, want)
	}
}

func tieChains(t *testing.T, chain uint32, want bool) {
	t.Helper()
	e := graphs.Edges{N: 2 * int(chain)}
	for u := range 2*chain - 1 {
		if u != chain-1 {
			e.Source, e.Target = append(e.Source, u), append(e.Target, u+1)
		}
	}
	small := paths.NewLines[uint8](e.View(), 3)
	small.Fill(background, []uint32{0, chain - 1, chain})
	tie := paths.NewPair[uint8]{A: chain - 1, B: chain, FromA: small.From(1), FromB: small.From(2)}
	if _, fits, err := small.Add(background, tie); fits != want || err != nil {
		t.Errorf("%d steps fit into a byte: %v; %v", 2*chain-1, fits, err)
	}
	checkAdded(t, e, []uint32{0, 0, chain - 1, chain}, 2, [][2]uint32{{chain - 1, chain}})
}

// checkAdded adds pairs whose ends are the sources from the first on, two each.
func checkAdded(t rapid.TB, e graphs.Edges, sources []uint32, first int, pairs [][2]uint32) {
	t.Helper()
	v := e.View()
	lines := paths.NewLines[uint16](v, len(sources))
	if fits, err := lines.Fill(background, sources); err != nil || !fits {
		t.Fatal(fits, err)
	}
	for i, p := range pairs {
		before := histogram(lines, v.N())
		made := paths.NewPair[uint16]{A: p[0], B: p[1], FromA: lines.From(first + 2*i), FromB: lines.From(first + 2*i + 1)}
		change, fits, err := lines.Add(background, made)
		if err != nil || !fits {
			t.Fatal(fits, err)
		}
		e.Source, e.Target = append(slices.Clone(e.Source), p[0]), append(slices.Clone(e.Target), p[1])
		again := paths.NewLines[uint16](e.View(), len(sources))
		again.Fill(background, sources)
		for u := range v.N() {
			if !slices.Equal(lines.Of(u), again.Of(u)) {
				t.Fatalf("to %d with %v: %v, want %v", u, p, lines.Of(u), again.Of(u))
			}
		}
		if lines.Longest() < again.Longest() {
			t.Fatalf("longest %d, there is %d", lines.Longest(), again.Longest())
		}
		after := histogram(lines, v.N())
		for d := range max(len(before), len(after), len(change)) {
			if at(before, d)+at(change, d) != at(after, d) {
				t.Fatalf("distance %d: %d, change %d, then %d", d, at(before, d), at(change, d), at(after, d))
			}
		}
	}
}

// histogram returns how often each distance is met.
func histogram(l *paths.Lines[uint16], n int) (counts []int64) {
	for u := range n {
		for _, d := range l.Of(u) {
			for d != paths.Unmet[uint16]() && int(d) >= len(counts) {
				counts = append(counts, 0)
			}
			if d != paths.Unmet[uint16]() {
				counts[d]++
			}
		}
	}
	return counts
}

func at(counts []int64, d int) int64 {
	if d < len(counts) {
		return counts[d]
	}
	return 0
}
