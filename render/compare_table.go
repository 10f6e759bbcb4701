package render

import (
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// changesListed is how many changes the table of them has.
const changesListed = 400

// allChanges is the table of what became of nodes and relations, as the drawing has them.
func allChanges(r analysis.Comparison, v View) Block {
	u, err := r.Union()
	if err != nil { // the comparison was made with the same lens
		return Block{}
	}
	l := v.locale()
	t := changesTable{u: u, l: l, Table: &Table{Caption: l.Say("compare.all.table", nil), Columns: columns(l, []string{"compare.who", "compare.move", "compare.which"})}}
	t.then, t.now = v.at(r.From.Revision), v.at(r.To.Revision)
	t.values = newChangedValues(r, v)
	moves := []analysis.Move{analysis.New, analysis.Gone, analysis.Grown, analysis.Shrunk, analysis.Changed}
	for _, move := range moves {
		t.nodes(move)
	}
	for _, move := range moves {
		t.pairs(move)
	}
	if t.left > 0 {
		t.More = l.Say("page.more", graph.V{"n": t.left})
	}
	return Block{Table: filledTable(t.Table)}
}

// changesTable is the table while it is made.
type changesTable struct {
	*Table
	u         analysis.Union
	l         *locale.Locale
	then, now View // for links: what is gone has its page in the state before
	left      int  // changes for which there is no room
	values    changedValues
}

// nodes writes the nodes of which this became.
func (t *changesTable) nodes(move analysis.Move) {
	for i, m := range t.u.Nodes {
		if m == move {
			said := t.l.Say("compare.move."+string(move), nil)
			if move == analysis.Changed {
				said = t.values.after(said, t.u.Graph.NodeID(i))
			}
			t.row([]string{t.name(i), said, t.l.Kind(t.u.Graph.Kind(i))}, move, i)
		}
	}
}

// pairs writes the relations of which this became.
func (t *changesTable) pairs(move analysis.Move) {
	for _, p := range t.u.Pairs {
		if p.Move != move {
			continue
		}
		said := string(move)
		if p.Kept {
			said = "kept"
		}
		var types []string
		for _, typ := range p.Types {
			types = append(types, t.l.Type(typ))
		}
		happened := t.l.Say("compare.move."+said, graph.V{"relation": true})
		if move != analysis.Gone {
			happened = t.values.after(happened, pairPlace(t.u.Graph.NodeID(p.Source), t.u.Graph.NodeID(p.Target)))
		}
		t.row([]string{t.name(p.Source) + " – " + t.name(p.Target), happened, strings.Join(types, ", ")}, move, p.Source, p.Target)
	}
}

func (t *changesTable) row(cells []string, move analysis.Move, nodes ...int) {
	if len(t.Rows) == changesListed {
		t.left++
		return
	}
	t.Rows = append(t.Rows, cells)
	for _, i := range nodes {
		v := t.now
		if move == analysis.Gone {
			v = t.then
		}
		if to := v.nodeAddress(t.u.Graph.NodeID(i)); to != "" {
			t.followed(0, " – ", Entry{Name: t.name(i), Href: to})
		}
	}
}

func (t *changesTable) name(i int) string {
	return t.l.Side(named(t.u.Graph.Label(i), t.u.Graph.NodeID(i)))
}

// at is the view for links to a revision; without one, as it is.
func (v View) at(revision graph.Revision) View {
	if revision > 0 {
		v.Query = with(v.Query, "at", strconv.FormatInt(int64(revision), 10))
	}
	return v
}
