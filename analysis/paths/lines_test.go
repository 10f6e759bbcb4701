package paths_test

import (
	"testing"

	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
)

// checkDistances compares rows, lines, distances among some nodes and between two with the plain ones.
func checkDistances(t rapid.TB, v *view.View, sources []uint32, lines *paths.Lines[uint16]) {
	t.Helper()
	rows, err := paths.NewRows(background, v, sources)
	if err != nil {
		t.Fatal(err)
	}
	if fits, err := lines.Fill(background, sources); err != nil || !fits {
		t.Fatal(fits, err)
	}
	bytes := paths.NewLines[uint8](v, len(sources))
	fits, err := bytes.Fill(background, sources)
	if err != nil {
		t.Fatal(err)
	}
	among, err := paths.Among(background, v, sources)
	if err != nil {
		t.Fatal(err)
	}
	exact, longest := true, 0
	for i, u := range sources {
		want := steps(v, int(u))
		for w, distance := range want {
			cell := uint8(min(distance, paths.FarAway))
			wide := uint16(distance)
			if distance == paths.Apart {
				cell, wide = paths.Unreached, paths.Unmet[uint16]()
			}
			exact, longest = exact && distance < paths.FarAway, max(longest, distance)
			if got := rows.Row(i)[w]; got != cell {
				t.Fatalf("row: from %d to %d: %d, want %d", u, w, got, distance)
			}
			if got := lines.Of(w)[i]; got != wide {
				t.Fatalf("line: from %d to %d: %d, want %d", u, w, got, distance)
			}
			if fits && bytes.Of(w)[i] != cell {
				t.Fatalf("line of bytes: from %d to %d: %d, want %d", u, w, bytes.Of(w)[i], distance)
			}
		}
		for j, w := range sources {
			if among[i][j] != want[w] {
				t.Fatalf("among: from %d to %d: %d, want %d", u, w, among[i][j], want[w])
			}
			if got, err := paths.Between(background, v, int(u), int(w)); err != nil || got != want[w] {
				t.Fatalf("between %d and %d: %d, want %d; %v", u, w, got, want[w], err)
			}
		}
	}
	if rows.Exact() != exact {
		t.Fatalf("exact %v, want %v", rows.Exact(), exact)
	}
	if lines.Longest() != longest || fits != (longest < 255) {
		t.Fatalf("longest %d, want %d; bytes hold it: %v", lines.Longest(), longest, fits)
	}
}

func TestEveryWayToDistances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 90).View()
		lines := paths.NewLines[uint16](v, 70)
		for range 2 { // the second time in the place of the first
			some := rapid.SliceOfN(rapid.Uint32Range(0, uint32(max(0, v.N()-1))), 0, 70).Draw(t, "sources")
			if v.N() == 0 {
				some = nil
			}
			checkDistances(t, v, some, lines)
		}
	})
}

// So it is of distances that a byte just holds, or just not.
func TestDistancesThatFillAByte(t *testing.T) {
	for n := range uint32(6) {
		path := graphs.Edges{N: 252 + int(n)}
		for u := range uint32(path.N - 1) {
			path.Source, path.Target = append(path.Source, u), append(path.Target, u+1)
		}
		checkDistances(t, path.View(), []uint32{0, 1}, paths.NewLines[uint16](path.View(), 2))
	}
}

// So it is in a graph that is arranged for the search, and in one so long that a byte does not hold its distances.
func TestDistancesOfLargeGraphs(t *testing.T) {
	const n = 40_000
	source, target := make([]uint32, 0, n), make([]uint32, 0, n)
	for u := range uint32(n - 1) {
		if u%900 != 0 { // pieces of 900
			source, target = append(source, u*7%n), append(target, (u+1)*7%n)
		}
	}
	v, err := view.Of(background, n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	checkDistances(t, v, []uint32{0, 7, 14, 2100, 39_999}, paths.NewLines[uint16](v, 64))
}
