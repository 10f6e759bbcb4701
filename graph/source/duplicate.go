package source

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trama/graph"
)

// Bounds of the search for duplicates.
const (
	maxDuplicates = 200     // pairs proposed
	maxBlock      = 64      // nodes that share the beginning of a word, to be compared
	maxCompared   = 500_000 // pairs compared
	alike         = 0.8     // from this similarity on a pair is proposed
	restAlike     = 0.4     // and from this one on of the words that the two do not share
)

// likeness is a node's label as it is compared.
type likeness struct {
	node   int
	words  []string // in ascending order, without accents, marks and capitals
	digits string   // the words that hold digits: those of duplicates are the same
}

// pair is two nodes and how alike their labels are.
type pair struct {
	a, b  int
	alike float64
}

// Duplicates returns pairs of nodes that may be one and the same, the likeliest first: their labels are alike and their
// kinds do not differ. At most 200; nothing is merged. Labels are alike where the Sørensen–Dice coefficient of their pairs
// of letters (doi:10.2307/1932409) is at least 0.8 and no word tells the two apart; only nodes that share the beginning of
// a word are compared.
func (r *Reading) Duplicates() []graph.Duplicate {
	g := r.Graph
	all := likenesses(g)
	seen := map[[2]int]bool{}
	var found []pair
	for _, block := range blocks(all) {
		for i, x := range block {
			for _, y := range block[:i] {
				key := [2]int{min(x, y), max(x, y)}
				if len(seen) >= maxCompared || seen[key] {
					continue
				}
				seen[key] = true
				if p, ok := compared(g, all[key[0]], all[key[1]]); ok {
					found = append(found, p)
				}
			}
		}
	}
	slices.SortFunc(found, func(p, q pair) int {
		return cmp.Or(cmp.Compare(q.alike, p.alike), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	out := make([]graph.Duplicate, 0, min(len(found), maxDuplicates))
	for _, p := range found[:min(len(found), maxDuplicates)] {
		out = append(out, graph.Duplicate{IDs: []string{g.NodeID(p.a), g.NodeID(p.b)}, Labels: []string{g.Label(p.a), g.Label(p.b)}})
	}
	return out
}

func likenesses(g *graph.Graph) []likeness {
	out := make([]likeness, 0, g.Nodes())
	for i := range g.Nodes() {
		l := likeness{node: i, words: words(g.Label(i))}
		letters := 0
		for _, w := range l.words {
			if strings.ContainsFunc(w, unicode.IsDigit) {
				l.digits += w + " "
			} else {
				letters += len(w)
			}
		}
		if letters >= 3 {
			out = append(out, l)
		}
	}
	return out
}

// words returns the words of a label, in ascending order, without accents, marks and capitals.
func words(label string) []string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(label)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
		default:
			b.WriteByte(' ')
		}
	}
	list := strings.Fields(b.String())
	slices.Sort(list)
	return list
}

// blocks returns the nodes that share the first five bytes of a word, small blocks first.
func blocks(all []likeness) [][]int {
	type entry struct {
		start string
		at    int
	}
	var entries []entry
	for i, l := range all {
		for _, w := range l.words {
			if len(w) >= 3 {
				entries = append(entries, entry{w[:min(len(w), 5)], i})
			}
		}
	}
	slices.SortFunc(entries, func(x, y entry) int {
		return cmp.Or(strings.Compare(x.start, y.start), cmp.Compare(x.at, y.at))
	})
	entries = slices.Compact(entries)
	var out [][]int
	for i := 0; i < len(entries); {
		j := i
		var block []int
		for ; j < len(entries) && entries[j].start == entries[i].start; j++ {
			block = append(block, entries[j].at)
		}
		out = append(out, divided(block, all)...)
		i = j
	}
	slices.SortStableFunc(out, func(x, y []int) int { return cmp.Compare(len(x), len(y)) })
	return out
}

// divided returns a block in parts that are small enough, those whose words are alike side by side.
func divided(block []int, all []likeness) [][]int {
	if len(block) > maxBlock {
		slices.SortStableFunc(block, func(x, y int) int { return slices.Compare(all[x].words, all[y].words) })
	}
	var out [][]int
	for part := range slices.Chunk(block, maxBlock) {
		if len(part) > 1 {
			out = append(out, part)
		}
	}
	return out
}

func compared(g *graph.Graph, x, y likeness) (pair, bool) {
	if x.digits != y.digits {
		return pair{}, false
	}
	if a, b := g.Kind(x.node), g.Kind(y.node); a != b && a != "" && b != "" {
		return pair{}, false
	}
	p := pair{a: x.node, b: y.node, alike: dice(letterPairs(x.words), letterPairs(y.words))}
	return p, p.alike >= alike && !toldApart(without(x.words, y.words), without(y.words, x.words))
}

// toldApart tells whether the words that two labels do not share are no two ways of writing one thing: words that choose
// between things, single letters, or words that are not alike and not short for each other.
func toldApart(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, x := range a {
		for _, y := range b {
			if opposite(x, y) || len(x) == 1 && len(y) == 1 {
				return true
			}
		}
	}
	return dice(letterPairs(a), letterPairs(b)) < restAlike && !shortFor(a, b) && !shortFor(b, a)
}

// shortFor tells whether each word begins one of the others: Ass. and Associazione.
func shortFor(short, long []string) bool {
	return !slices.ContainsFunc(short, func(s string) bool {
		return !slices.ContainsFunc(long, func(l string) bool { return strings.HasPrefix(l, s) })
	})
}

// without returns the words of a sorted list that another one has not; a word that stands there twice counts twice.
func without(words, others []string) []string {
	var out []string
	for _, w := range words {
		for len(others) > 0 && others[0] < w {
			others = others[1:]
		}
		if len(others) > 0 && others[0] == w {
			others = others[1:]
			continue
		}
		out = append(out, w)
	}
	return out
}

// letterPairs returns the pairs of neighbouring letters within the words, in ascending order.
func letterPairs(words []string) []string {
	var out []string
	for _, w := range words {
		letters := []rune(" " + w)
		for i := 1; i < len(letters); i++ {
			out = append(out, string(letters[i-1:i+1]))
		}
	}
	slices.Sort(out)
	return out
}

// dice returns twice what two sorted lists share, over what they hold.
func dice(a, b []string) float64 {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch strings.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
