package analysis

import (
	"cmp"
	"slices"

	"trama/analysis/internal/view"
)

// matrixGroupsUpTo is up to how many groups a matrix has rows of their own for; the rest are one.
const matrixGroupsUpTo = 50

// Openness says how open the groups of an attribute are to each other.
type Openness struct {
	Attribute string   `json:"attribute"`
	Groups    []string `json:"groups"`
	Internal  int      `json:"internal"`
	External  int      `json:"external"`
	EIIndex   *float64 `json:"ei_index"`
	Expected  *float64 `json:"expected"`
	Matrix    [][]int  `json:"matrix"`
}

// groups are the nodes of a view by the value of an attribute.
type groups struct {
	names []string // ascending
	of    []int    // of each node; −1 where it has no value
	sizes []int64
}

// groupsOf groups the nodes of a view by an attribute, "kind" being the kind. A node without a value is in no group. A
// list counts as one value, written as text.
func groupsOf(v *view.View, attribute string) groups {
	g := v.Graph()
	column := g.NodeColumn(attribute)
	text := column.Text
	if attribute == "kind" {
		text = g.Kind
	}
	byName, out := map[string]int{}, groups{of: make([]int, v.N())}
	for u := range v.N() {
		name := text(v.Position(u))
		if name == "" {
			out.of[u] = -1
			continue
		}
		code, known := byName[name]
		if !known {
			code = len(out.names)
			byName[name], out.names = code, append(out.names, name)
		}
		out.of[u] = code
	}
	out.sort()
	return out
}

// sort numbers the groups in ascending order of name and counts their nodes.
func (g *groups) sort() {
	sorted := slices.Sorted(slices.Values(g.names))
	renamed := make([]int, len(sorted))
	for code, name := range g.names {
		renamed[code], _ = slices.BinarySearch(sorted, name)
	}
	g.names, g.sizes = sorted, make([]int64, len(sorted))
	for u, code := range g.of {
		if code >= 0 {
			g.of[u] = renamed[code]
			g.sizes[renamed[code]]++
		}
	}
}

// openness tells for each attribute how open its groups are.
func (b *reporter) openness() error {
	b.Openness = []Openness{}
	for _, attribute := range append([]string{"sector", "circle", "kind"}, b.o.By...) {
		if !slices.ContainsFunc(b.Openness, func(o Openness) bool { return o.Attribute == attribute }) {
			b.Openness = append(b.Openness, opennessOf(b.v, attribute))
		}
		if err := b.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// opennessOf returns Krackhardt and Stern's E-I index of an attribute, (E−I)/(E+I) over the pairs that join groups and
// those inside one: −1 closed, +1 open (1988, doi:10.2307/2786835), with the value of a random pair, and the pairs
// between each two groups. Direction and weights are ignored; nodes without a value, and their pairs, do not count. Of
// more than 50 groups the 50 largest stand alone, ties by name; the others are the last row, under an empty name.
func opennessOf(v *view.View, attribute string) Openness {
	g := groupsOf(v, attribute)
	o := Openness{Attribute: attribute}
	row, names := g.rows()
	o.Groups, o.Matrix = names, make([][]int, len(names))
	for i := range o.Matrix {
		o.Matrix[i] = make([]int, len(names))
	}
	for u := range v.N() {
		for _, w := range v.Row(u) {
			a, b := g.of[u], g.of[w]
			if int(w) < u || a < 0 || b < 0 {
				continue
			}
			o.count(a == b, row[a], row[b])
		}
	}
	if ties := o.Internal + o.External; ties > 0 {
		ei := float64(o.External-o.Internal) / float64(ties)
		o.EIIndex = &ei
	}
	o.Expected = g.expected()
	return o
}

func (o *Openness) count(inside bool, a, b int) {
	if inside {
		o.Internal++
	} else {
		o.External++
	}
	o.Matrix[a][b]++
	if a != b {
		o.Matrix[b][a]++
	}
}

// rows returns the row of each group in the matrix, and the names of the rows.
func (g groups) rows() (row []int, names []string) {
	order := make([]int, len(g.names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.sizes[b], g.sizes[a]) })
	alone := slices.Sorted(slices.Values(order[:min(len(order), matrixGroupsUpTo)]))
	row, names = make([]int, len(g.names)), []string{}
	for i := range row {
		row[i] = len(alone)
	}
	for i, code := range alone {
		row[code], names = i, append(names, g.names[code])
	}
	if len(alone) < len(g.names) {
		names = append(names, "")
	}
	return row, names
}

// expected is the index of a pair drawn at random among the nodes that are in a group.
func (g groups) expected() *float64 {
	n, inside := int64(0), int64(0)
	for _, s := range g.sizes {
		n += s
		inside += s * (s - 1) / 2
	}
	all := n * (n - 1) / 2
	if all == 0 {
		return nil
	}
	x := float64(all-2*inside) / float64(all)
	return &x
}
