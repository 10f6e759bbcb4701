package predict

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/analysis/internal/view"
)

var (
	try      = flag.String("try", "", "compare ways to rank on networks of the corpus: a folder to keep forests in, each of which did not see the networks that it ranks, or shipped")
	most     = flag.Int("most", 800, "nodes of the networks to try")
	families = flag.Int("families", 2, "networks of each family to try")
	splits   = flag.Int("splits", 2, "times that relations are hidden to learn from")
)

// example is a network of the corpus.
type example struct {
	Name  string   `json:"name"`
	N     int      `json:"n"`
	Edges [][2]int `json:"edges"`
	Mode  []int    `json:"mode"`
	view  *view.View
	side  []bool
}

// everything returns the networks of the shared corpus.
func everything(t testing.TB) []example {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "corpus", "corpus.jsonl.gz"))
	if err != nil {
		t.Skip("the shared corpus is not here")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	var out []example
	for lines.Scan() {
		var e example
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		e.load(t)
		out = append(out, e)
	}
	return out
}

// corpus returns the networks by the rule of the acceptance checks: at most so many of each family.
func corpus(t testing.TB, perFamily, nodes int) []example {
	t.Helper()
	var out []example
	seen := map[string]int{}
	for _, e := range everything(t) {
		m, n := float64(e.view.M()), float64(e.N)
		if e.Mode != nil || m < 60 || e.N < 25 || e.N > nodes || 2*m/(n*(n-1)) > .6 {
			continue
		}
		if seen[e.family()]++; seen[e.family()] <= perFamily {
			out = append(out, e)
		}
	}
	return out
}

func (e *example) load(t testing.TB) {
	var source, target []uint32
	for _, p := range e.Edges {
		source, target = append(source, uint32(p[0])), append(target, uint32(p[1]))
	}
	var err error
	if e.view, err = view.Of(context.Background(), e.N, source, target); err != nil {
		t.Fatal(err)
	}
}

func (e *example) family() string {
	base, _, _ := strings.Cut(e.Name, "/")
	return base
}

// group is what must not be split between learning and trying: films, plays and the like are one family.
func (e *example) group() string {
	base := e.family()
	for _, prefix := range []string{"movie", "shakespeare", "starwars", "got"} {
		if strings.HasPrefix(base, prefix) {
			return prefix
		}
	}
	return base
}

// trial is a network with hidden relations, and the features of all its unlinked pairs.
type trial struct {
	example
	split  Split
	scene  *scene
	pairs  [][2]uint32
	scores []values
	x      []features
}

func newTrial(t testing.TB, e example, seed int64) *trial {
	ctx := context.Background()
	tr := &trial{example: e}
	var err error
	if tr.split, err = hide(ctx, e.view, hiddenShare, seed); err != nil {
		t.Fatal(err)
	}
	if tr.scene, err = newScene(ctx, tr.split.View, seed); err != nil {
		t.Fatal(err)
	}
	tr.pairs = unlinked(tr.split.View)
	if tr.scores, err = scoresOf(ctx, tr.split.View, tr.pairs); err != nil {
		t.Fatal(err)
	}
	tr.x = make([]features, len(tr.pairs))
	for i := range tr.pairs {
		tr.scene.features(&tr.x[i], tr.pairs[i], &tr.scores[i])
	}
	return tr
}

// rows returns all hidden pairs and a part of the others, weighted so that the base rate stays.
func (tr *trial) rows(r *rand.Rand) []row {
	hidden := tr.split.Hidden.M()
	others := len(tr.pairs) - hidden
	keep := min(1, float64(25*hidden)/float64(others))
	var out []row
	for i, p := range tr.pairs {
		is := tr.split.has(p)
		top := tr.x[i][rankFirst+1] < 2.5 // among the 6 · missing best
		switch {
		case is || top:
			out = append(out, row{tr.x[i], is, 1})
		case r.Float64() < keep:
			out = append(out, row{tr.x[i], false, 1 / keep})
		}
	}
	// networks count alike, but for the square root of their size
	scale := 10 / math.Sqrt(float64(hidden))
	for i := range out {
		out[i].weight *= scale
	}
	return out
}

func (tr *trial) quality(score func(i int) float64) Quality {
	samples := make([]Sample, len(tr.pairs))
	for i, p := range tr.pairs {
		samples[i] = Sample{score(i), tr.split.has(p), float64(tr.view.Degree(int(p[0]))) * float64(tr.view.Degree(int(p[1]))), 1}
	}
	return qualityOf(samples)
}

// unlinked returns all pairs that are not linked.
func unlinked(v *view.View) [][2]uint32 {
	var out [][2]uint32
	for u := range uint32(v.N()) {
		for x := u + 1; x < uint32(v.N()); x++ {
			if !v.Has(int(u), int(x)) {
				out = append(out, [2]uint32{u, x})
			}
		}
	}
	return out
}

func fold(name string, folds uint32) uint32 {
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32() % folds
}

func TestTryModels(t *testing.T) {
	if *try == "" {
		t.Skip("not asked for")
	}
	networks := corpus(t, *families, *most)
	var trials [][]*trial
	for _, e := range networks {
		var list []*trial
		for seed := range int64(*splits) {
			list = append(list, newTrial(t, e, 1000+seed))
		}
		trials = append(trials, list)
	}
	fmt.Println(len(networks), "networks")
	sums, names := map[string]*mean{}, []string{}
	add := func(name string, q Quality) {
		if sums[name] == nil {
			sums[name] = &mean{}
			names = append(names, name)
		}
		sums[name].add(q)
	}
	const folds = 5
	var reliability, raw bins
	for f := range uint32(folds) {
		forest := kept(t, fmt.Sprintf("fold-%d-%d-%d.json", *families, *splits, f), func() Forest {
			var rows []row
			r := rand.New(rand.NewPCG(1, uint64(f)))
			for i, e := range networks {
				if fold(e.group(), folds) != f {
					for _, tr := range trials[i] {
						rows = append(rows, tr.rows(r)...)
					}
				}
			}
			return shipped.grow(rows)
		})
		seen := map[string]int{}
		for i, e := range networks {
			if seen[e.family()]++; fold(e.group(), folds) != f || seen[e.family()] > 2 {
				continue
			}
			for _, tr := range trials[i][:min(2, len(trials[i]))] {
				for _, m := range Methods() {
					add(m.String(), tr.quality(func(i int) float64 {
						p := tr.pairs[i]
						return tr.scores[i].of(m, tr.scene.node[0][p[0]], tr.scene.node[0][p[1]])
					}))
				}
				model, err := Learn(context.Background(), Network{View: tr.split.View}, Options{Seed: 7, forest: &forest})
				if err != nil {
					t.Fatal(err)
				}
				estimates := make([]Estimate, len(tr.pairs))
				for i := range estimates {
					estimates[i] = model.estimate(tr.pairs[i], &tr.scores[i])
				}
				add("Trama", tr.quality(func(i int) float64 { return estimates[i].Score }))
				add("plausibility", tr.quality(func(i int) float64 { return estimates[i].Plausibility }))
				reliability.add(tr, func(i int) float64 { return estimates[i].Plausibility })
				raw.add(tr, func(i int) float64 { return logistic(forest.Value(&tr.x[i])) })
			}
		}
		fmt.Println("fold", f)
	}
	fmt.Println(&reliability)
	fmt.Println(&raw)
	slices.Sort(names)
	for _, name := range names {
		fmt.Printf("%-22s %s\n", name, sums[name])
	}
}

// kept reads a forest from the folder that -try names, or makes it and keeps it there.
func kept(t testing.TB, name string, make func() Forest) Forest {
	if *try == "shipped" {
		return *learnedForest()
	}
	path := filepath.Join(*try, name)
	var f Forest
	if text, err := os.ReadFile(path); err == nil {
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatal(err)
		}
		return f
	}
	f = make()
	text, err := json.Marshal(&f)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return f
}

type mean struct {
	sum Quality
	n   float64
}

func (m *mean) add(q Quality) {
	m.n++
	m.sum.AUC += q.AUC
	m.sum.AUCDegree += q.AUCDegree
	m.sum.AUPR += q.AUPR
	m.sum.PrecisionAtHidden += q.PrecisionAtHidden
	m.sum.PrecisionAt10 += q.PrecisionAt10
}

func (m *mean) String() string {
	q := m.sum
	return fmt.Sprintf("%.4f %.4f %.4f %.4f %.4f", q.AUC/m.n, q.AUCDegree/m.n, q.AUPR/m.n, q.PrecisionAtHidden/m.n, q.PrecisionAt10/m.n)
}

// reliabilityBins are the lower ends of the bins in which plausibilities are compared with what was found.
var reliabilityBins = []float64{0, .01, .03, .1, .2, .3, .4, .5, .6, .7, .8, .9}

type bins [12]struct{ pairs, given, found float64 }

func (b *bins) add(tr *trial, plausibility func(i int) float64) {
	for i, p := range tr.pairs {
		x := plausibility(i)
		at, _ := slices.BinarySearch(reliabilityBins, x+1e-12)
		b[at-1].pairs++
		b[at-1].given += x
		if tr.split.has(p) {
			b[at-1].found++
		}
	}
}

func (b *bins) String() string {
	out := ""
	for i, bin := range b {
		out += fmt.Sprintf("%.2f: %.0f pairs, given %.3f, found %.3f\n", reliabilityBins[i], bin.pairs, bin.given/bin.pairs, bin.found/bin.pairs)
	}
	return out
}

var train = flag.Bool("train", false, "learn forest.json from the shared corpus")

// TestTrainForest learns the forest that is shipped: go test ./analysis/predict -run TestTrainForest -train
func TestTrainForest(t *testing.T) {
	if !*train {
		t.Skip("not asked for")
	}
	var rows []row
	r := rand.New(rand.NewPCG(1, 1))
	for _, e := range corpus(t, 6, 1300) {
		for seed := range int64(3) {
			rows = append(rows, newTrial(t, e, 2000+seed).rows(r)...)
		}
	}
	forest := shipped.grow(rows)
	text, err := json.Marshal(&forest)
	if err != nil {
		t.Fatal(err)
	}
	text = []byte(strings.ReplaceAll(string(text), "],[", "],\n["))
	if err := os.WriteFile("forest.json", append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows, %d bytes", len(rows), len(text))
}

// shipped is how the forest is grown.
var shipped = boosting{trees: 80, depth: 5, rate: .1, least: 40, ridge: 40}

// twoSided returns the networks that have two sides, their relations across.
func twoSided(t testing.TB) []example {
	var out []example
	for _, e := range everything(t) {
		if e.Mode == nil || e.view.M() < 40 || e.N > 1500 {
			continue
		}
		e.side = make([]bool, e.N)
		for i, mode := range e.Mode {
			e.side[i] = mode == 1
		}
		e.Edges = slices.DeleteFunc(e.Edges, func(p [2]int) bool { return e.side[p[0]] == e.side[p[1]] })
		e.load(t)
		out = append(out, e)
	}
	return out
}

// TestTryTwoSided compares the model with SRW3 on two-sided networks, on pairs across the sides.
func TestTryTwoSided(t *testing.T) {
	if *try == "" {
		t.Skip("not asked for")
	}
	var ours, walks, linked mean
	for _, e := range twoSided(t) {
		for seed := range int64(3) {
			split, err := hide(context.Background(), e.view, hiddenShare, 1000+seed)
			if err != nil {
				t.Fatal(err)
			}
			m, err := Learn(context.Background(), Network{View: split.View}, Options{Seed: 7})
			if err != nil {
				t.Fatal(err)
			}
			var pairs [][2]uint32
			for _, p := range unlinked(split.View) {
				if e.side[p[0]] != e.side[p[1]] {
					pairs = append(pairs, p)
				}
			}
			scores, err := scoresOf(context.Background(), split.View, pairs)
			if err != nil {
				t.Fatal(err)
			}
			quality := func(score func(i int) float64) Quality {
				samples := make([]Sample, len(pairs))
				for i, p := range pairs {
					samples[i] = Sample{score(i), split.has(p), float64(e.view.Degree(int(p[0]))) * float64(e.view.Degree(int(p[1]))), 1}
				}
				return qualityOf(samples)
			}
			a, b := quality(func(i int) float64 { return m.estimate(pairs[i], &scores[i]).Score }), quality(func(i int) float64 { return scores[i].of(SRW3, 0, 0) })
			ours.add(a)
			walks.add(b)
			linked.add(quality(func(i int) float64 { return scores[i].of(L3, 0, 0) }))
			if seed == 0 {
				fmt.Println(e.Name, e.N, e.view.M(), m.scene.side != nil, a, b)
			}
		}
	}
	fmt.Println("Trama", &ours)
	fmt.Println("SRW3 ", &walks)
	fmt.Println("L3   ", &linked)
}
