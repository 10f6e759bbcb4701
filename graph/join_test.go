package graph_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
)

// joinable is a network in which two nodes, anna and anna2, are one.
//
//	anna ── caritas ── anna2 ── scout        anna ── anna2        decision-1 about anna2's relation with the scouts
func joinable(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	label, area, date := b.NodeColumn("label"), b.NodeColumn("area"), b.NodeColumn("on_source")
	id, target := b.NodeColumn("on_id"), b.NodeColumn("on_target")
	node := func(name, kind string) int {
		row := b.Node(name)
		b.SetKind(row, kind)
		return row
	}
	anna, other := node("anna", "person"), node("anna2", "")
	b.SetNode(anna, label, graph.TextValue("Anna Rossi"))
	b.SetNode(other, label, graph.TextValue("Rossi Anna"))
	b.SetNode(other, area, graph.TextValue("Centro"))
	caritas, scout, line := node("caritas", "organization"), node("scout", "organization"), node("line", "line")
	decision, declined, both := node("decision-1", "decision"), node("decision-2", "decision"), node("decision-3", "decision")
	b.SetNode(other, b.NodeColumn("status"), graph.TextValue("retired"))
	what, meeting, actions := b.EdgeColumn("what"), b.EdgeColumn("meeting"), b.EdgeColumn("actions")
	edge := func(from, to int, typ string) int {
		return b.Edge(graph.BuilderEdge{Source: from, Target: to, Type: typ, Directed: true})
	}
	edge(anna, caritas, "member_of")
	edge(other, caritas, "member_of")
	edge(other, scout, "member_of")
	edge(anna, other, "knows")
	b.SetEdge(edge(anna, scout, "expects"), what, graph.TextValue("a room"))
	b.SetEdge(edge(other, scout, "expects"), what, graph.TextValue("a van"))
	for _, voter := range []int{anna, other} {
		b.SetEdge(edge(voter, line, "prefers"), meeting, graph.TextValue("m1"))
	}
	vote := edge(other, line, "prefers")
	b.SetEdge(vote, meeting, graph.TextValue("m2"))
	b.SetEdge(edge(scout, line, "prefers"), actions, graph.ListValue([]string{"x", "anna2", "anna"}))
	b.SetNode(decision, id, graph.TextValue("anna2~member_of~scout~1"))
	b.SetNode(decision, date, graph.TextValue("anna2"))
	b.SetNode(decision, target, graph.TextValue("scout"))
	b.SetNode(declined, id, graph.TextValue(graph.PairID("anna2", "zed")))
	b.SetNode(both, id, graph.TextValue(graph.PairID("anna", "anna2")))
	b.SetNode(both, date, graph.TextValue("anna2"))
	b.SetNode(both, target, graph.TextValue("anna"))
	g, _ := b.Build()
	return g
}

// TestJoined: the first takes over what the other has and it has not, relation by relation, and what is recorded about the
// other is about the first.
func TestJoined(t *testing.T) {
	g := joinable(t)
	c, err := g.Joined("anna", "anna2")
	if err != nil {
		t.Fatal(err)
	}
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	if _, there := next.FindNode("anna2"); there || next.Nodes() != g.Nodes()-1 {
		t.Error("the other is still there")
	}
	i, _ := next.FindNode("anna")
	if of := next.NodeAttributes(i).Get; of("label").String() != "Anna Rossi" || of("area").String() != "Centro" || of("status").String() != "" || next.Kind(i) != "person" {
		t.Errorf("%v", next.NodeAttributes(i))
	}
	var got []string
	for e := range next.Edges() {
		from, _ := next.Ends(e)
		if next.NodeID(from) == "anna" {
			got = append(got, next.EdgeID(e)+" "+next.EdgeAttributes(e).Get("what").String()+next.EdgeAttributes(e).Get("meeting").String())
		}
	}
	want := []string{
		"anna~expects~scout~1 a room", "anna~expects~scout~2 a van", "anna~member_of~caritas~1 ", "anna~member_of~scout~1 ", "anna~prefers~line~1 m1",
		"anna~prefers~line~2 m2",
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("relations\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	about := func(record, name string) string {
		at, _ := next.FindNode(record)
		return next.NodeAttributes(at).Get(name).String()
	}
	if about("decision-1", "on_id") != "anna~member_of~scout~1" || about("decision-1", "on_source") != "anna" || about("decision-2", "on_id") != graph.PairID("anna", "zed") {
		t.Errorf("records: %s, %s, %s", about("decision-1", "on_id"), about("decision-1", "on_source"), about("decision-2", "on_id"))
	}
	if got := []string{about("decision-3", "on_id"), about("decision-3", "on_source"), about("decision-3", "on_target")}; !slices.Equal(got, []string{graph.PairID("anna", "anna2"), "anna2", "anna"}) {
		t.Errorf("what was decided of the two: %q", got)
	}
	e, _ := next.FindEdge("scout~prefers~line~1")
	if items := next.EdgeAttributes(e).Get("actions").Items(); !slices.Equal(items, []string{"x", "anna"}) {
		t.Errorf("actions %v", items)
	}
	if c, err = g.Joined("anna2", "anna"); err != nil {
		t.Fatal(err)
	}
	turned := mustApply(t, g, c)
	if i, _ := turned.FindNode("anna2"); turned.Kind(i) != "person" || turned.Label(i) != "Rossi Anna" {
		t.Errorf("the first, which has no kind, is %+v", turned.Node(i))
	}
	back, err := next.Apply(graph.Diff(next, g))
	if err != nil || back.Digest() != g.Digest() {
		t.Errorf("it cannot be taken back: %v", err)
	}
}

// Meetings, production lines and commitments are named by other things, which name the first then: no vote, voice or invitation
// is lost, and nobody votes twice at one meeting.
func TestJoinedRecordsAreNamed(t *testing.T) {
	is := func(name, value string) graph.Attribute {
		return graph.Attribute{Name: name, Value: graph.TextValue(value)}
	}
	lines := graph.Attribute{Name: "lines", Value: graph.ListValue([]string{"l2", "l1", "l3"})}
	c := graph.Changes{}
	for _, n := range []struct {
		id, kind string
		attr     graph.Attribute
	}{
		{"anna", "person", lines}, {"bruno", "person", is("lines", "l3|l2")}, {"carla", "person", is("lines", "l3")}, {"m1", "meeting", is("date", "x")}, {"m2", "meeting", is("date", "x")},
		{"l1", "line", is("area", "x")}, {"l2", "line", is("area", "x")}, {"k1", "commitment", is("state", "kept")}, {"k2", "commitment", is("state", "kept")},
	} {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: n.id, Kind: text(n.kind), Attributes: graph.Attributes{n.attr}})
	}
	for _, e := range []struct {
		id, source, typ, target string
		attr                    graph.Attribute
	}{
		{"1", "anna", "prefers", "l1", is("meeting", "m1")}, {"2", "anna", "prefers", "l2", is("meeting", "m2")}, {"3", "bruno", "prefers", "l2", is("meeting", "m2")},
		{"4", "anna", "invites", "bruno", is("meeting", "m2")}, {"5", "anna", "knows", "bruno", is("source", "k2")}, {"6", "bruno", "attends", "m2", is("note", "m2")},
	} {
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{ID: e.id, Source: e.source, Target: e.target, Type: text(e.typ), Attributes: graph.Attributes{e.attr}})
	}
	g := mustApply(t, graph.Empty(), c)
	for _, test := range []struct{ keep, other, column, want string }{
		{"m1", "m2", "meeting", "1 m1, 3 m1, 4 m1"}, {"k1", "k2", "source", "5 k1"}, {"l1", "l2", "lines", `anna l1|l3, bruno l3|l1, carla l3`},
	} {
		joined, err := g.Joined(test.keep, test.other)
		if err != nil {
			t.Fatal(err)
		}
		next := mustApply(t, g, joined)
		var got []string
		for e := range next.Edges() {
			if v := next.EdgeColumn(test.column).Text(e); v != "" {
				got = append(got, next.EdgeID(e)+" "+v)
			}
		}
		for i := range next.Nodes() {
			if v, _ := next.NodeColumn(test.column).At(i); len(v.Items()) > 0 {
				got = append(got, next.NodeID(i)+" "+strings.Join(v.Items(), "|"))
			}
		}
		if list := strings.Join(got, ", "); list != test.want {
			t.Errorf("%s and %s: %s, want %s", test.keep, test.other, list, test.want)
		}
	}
}

// Two relations with the same third become one that says what either did; both stay where they disagree, or where that of the
// other is the stronger one.
func TestJoinedRelationsTakeOver(t *testing.T) {
	said := func(pairs ...string) graph.Attributes {
		var attrs graph.Attributes
		for i := 0; i < len(pairs); i += 2 {
			value := graph.TextValue(pairs[i+1])
			if pairs[i] == "weight" {
				x, _ := strconv.ParseFloat(pairs[i+1], 64)
				value = graph.FloatValue(x)
			}
			attrs = attrs.With(pairs[i], value)
		}
		return attrs
	}
	for _, c := range []struct {
		what             string
		typ              string
		own, other, more graph.Attributes // of the relations of a, of b, and of another one of b
		want             string
	}{
		{"nothing more", "knows", said("note", "x"), nil, nil, "note=x;"},
		{"a note", "knows", said("weight", "2"), said("note", "x", "weight", "2"), nil, "note=x weight=2.0;"},
		{"two notes that differ", "knows", nil, said("note", "x"), said("note", "y"), "note=x; note=y;"},
		{"another note", "knows", said("note", "x"), said("note", "y"), nil, "note=x; note=y;"},
		{"a stronger one", "knows", nil, said("weight", "3"), nil, "; weight=3.0;"},
		{"a weaker one", "knows", said("weight", "3"), said("weight", "0.5"), nil, "weight=3.0;"},
		{"none is 1", "knows", said("weight", "0.5"), nil, nil, "weight=0.5; ;"},
		{"a weak one stays none", "knows", nil, said("weight", "0.5"), nil, ";"},
		{"a validation", "knows", nil, said("status", "validated"), nil, "status=validated;"},
		{"what the table said", "knows", said("status", "declared"), said("status", "contested"), nil, "status=contested;"},
		{"one status of two", "knows", said("status", "validated"), said("status", "contested"), nil, "status=validated;"},
		{"a declared one stays", "knows", said("status", "declared"), said("status", "retired"), nil, "status=declared;"},
		{"one that is retired", "knows", nil, said("status", "retired"), nil, ";"},
		{"one that ended, of one that stands on", "knows", said("until", "2026-01-31"), nil, nil, "until=2026-01-31; ;"},
		{"one that ended later", "knows", said("until", "2026-03-31"), said("until", "2026-01-31"), nil, "until=2026-03-31;"},
		{"one that ended earlier", "knows", said("until", "2026-01-31"), said("until", "2026-03-31"), nil, "until=2026-01-31; until=2026-03-31;"},
		{"one that stands on, of one that ended", "knows", nil, said("until", "2026-01-31"), nil, ";"},
		{"one that began before", "knows", said("since", "2026-01-31"), said("since", "2026-03-31"), nil, "since=2026-01-31;"},
		{"one that began after", "knows", said("since", "2026-03-31"), said("since", "2026-01-31"), nil, "since=2026-03-31; since=2026-01-31;"},
		{"one that began, of one that always stood", "knows", said("since", "2026-01-31"), nil, nil, "since=2026-01-31; ;"},
		{"what is no relation of the map", "expects", nil, said("what", "x"), nil, "; what=x;"},
	} {
		var puts []graph.EdgeChange
		for i, attrs := range []graph.Attributes{c.own, c.other, c.more} {
			if i < 2 || attrs != nil {
				puts = append(puts, graph.EdgeChange{ID: strconv.Itoa(i), Source: "abb"[i : i+1], Target: "c", Type: text(c.typ), Attributes: attrs})
			}
		}
		g := mustApply(t, graph.Empty(), graph.Changes{PutNodes: nodesOf("a", "b", "c"), PutEdges: puts})
		joined, err := g.Joined("a", "b")
		if err != nil {
			t.Fatal(err)
		}
		next := mustApply(t, g, joined)
		var got string
		for e := range next.Edges() {
			var values []string
			for _, a := range next.EdgeAttributes(e) {
				values = append(values, a.Name+"="+a.Value.String())
			}
			got += strings.Join(values, " ") + "; "
		}
		if got = strings.TrimSpace(got); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// What was recorded about one of several relations between the same two is about that one then.
func TestJoinedRecordsKeepTheirRelation(t *testing.T) {
	what := func(text string) graph.Attributes {
		return graph.Attributes{{Name: "what", Value: graph.TextValue(text)}}
	}
	edges := []graph.EdgeChange{
		{ID: "a1", Source: "a", Target: "c", Attributes: what("a room")}, {ID: "a2", Source: "a", Target: "c", Attributes: what("a van")},
		{ID: "b1", Source: "b", Target: "c", Attributes: what("a room")}, {ID: "b2", Source: "b", Target: "c", Attributes: what("keys")}, {ID: "b3", Source: "b", Target: "c", Attributes: what("an hour")},
		{ID: "b4", Source: "b", Target: "c", Attributes: what("an hour")},
	}
	c := graph.Changes{PutNodes: nodesOf("a", "b", "c")}
	for _, e := range edges {
		e.Type = text("expects")
		c.PutEdges = append(c.PutEdges, e)
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: "k" + e.ID, Kind: text("commitment"), Attributes: graph.Attributes{{Name: "on_id", Value: graph.TextValue(e.ID)}, {Name: "label", Value: e.Attributes.Get("what")}}})
	}
	g := mustApply(t, graph.Empty(), c)
	joined, err := g.Joined("a", "b")
	if err != nil {
		t.Fatal(err)
	}
	next, on := mustApply(t, g, joined), map[string]int{}
	for i := range next.Nodes() {
		if next.Kind(i) != "commitment" {
			continue
		}
		id := next.NodeColumn("on_id").Text(i)
		e, there := next.FindEdge(id)
		if on[id]++; !there || next.EdgeColumn("what").Text(e) != next.Label(i) {
			t.Errorf("%s, about %q, is about %q", next.NodeID(i), next.Label(i), id)
		}
	}
	if len(on) != next.Edges() || next.Edges() != 5 {
		t.Errorf("about %v of %d relations", on, next.Edges())
	}
}

// Who becomes one, or votes at two meetings that do, votes or abstains once: what the first did stands.
func TestJoinedVoteOnce(t *testing.T) {
	abstained := graph.Attributes{{Name: "abstained", Value: graph.BooleanValue(true)}}
	at := func(meeting string) graph.Attributes {
		return graph.Attributes{{Name: "meeting", Value: graph.TextValue(meeting)}}
	}
	for _, c := range []struct {
		what        string
		keep, other string
		edges       []graph.EdgeChange
		want        string
	}{
		{"the first voted", "a", "b", []graph.EdgeChange{{Source: "a", Target: "m", Type: text("attends")}, {Source: "a", Target: "l", Type: text("prefers"), Attributes: at("m")}, {Source: "b", Target: "m", Type: text("attends"), Attributes: abstained}}, "a attends m , a prefers l "},
		{"the first abstained", "a", "b", []graph.EdgeChange{{Source: "b", Target: "m", Type: text("attends")}, {Source: "b", Target: "l", Type: text("prefers"), Attributes: at("m")}, {Source: "a", Target: "m", Type: text("attends"), Attributes: abstained}}, "a attends m true"},
		{"the first was there", "a", "b", []graph.EdgeChange{{Source: "a", Target: "m", Type: text("attends")}, {Source: "b", Target: "m", Type: text("attends"), Attributes: abstained}}, "a attends m true"},
		{"the first meeting with the vote", "m", "n", []graph.EdgeChange{{Source: "a", Target: "l", Type: text("prefers"), Attributes: at("m")}, {Source: "a", Target: "n", Type: text("attends"), Attributes: abstained}}, "a attends m , a prefers l "},
		{"the first meeting without", "m", "n", []graph.EdgeChange{{Source: "a", Target: "m", Type: text("attends"), Attributes: abstained}, {Source: "a", Target: "n", Type: text("attends")}, {Source: "a", Target: "l", Type: text("prefers"), Attributes: at("n")}}, "a attends m true"},
	} {
		g := mustApply(t, graph.Empty(), graph.Changes{PutNodes: nodesOf("a", "b", "l", "m", "n"), PutEdges: c.edges})
		joined, err := g.Joined(c.keep, c.other)
		if err != nil {
			t.Fatal(err)
		}
		next := mustApply(t, g, joined)
		var got []string
		for e := range next.Edges() {
			from, to := next.Ends(e)
			got = append(got, next.NodeID(from)+" "+next.Type(e)+" "+next.NodeID(to)+" "+next.EdgeColumn("abstained").Text(e))
		}
		if list := strings.Join(got, ", "); list != c.want {
			t.Errorf("%s: %q, want %q", c.what, list, c.want)
		}
	}
}

func TestJoinedRefuses(t *testing.T) {
	g := joinable(t)
	for _, c := range []struct {
		keep, other string
		kind        graph.ErrorKind
	}{{"anna", "nobody", graph.NotFound}, {"nobody", "anna", graph.NotFound}, {"anna", "anna", graph.Usage}, {"anna", "line", graph.Invalid}, {"line", "caritas", graph.Invalid}, {"decision-1", "line", graph.Invalid}} {
		if _, err := g.Joined(c.keep, c.other); graph.KindOf(err) != c.kind {
			t.Errorf("%s, %s: %v", c.keep, c.other, err)
		}
	}
}

// crowded draws a network of few nodes with many relations, some of them retired or over.
func crowded() *rapid.Generator[*graph.Graph] {
	return rapid.Custom(func(t *rapid.T) *graph.Graph {
		ids := []string{"a", "b", "c", "d"}
		var c graph.Changes
		for _, id := range ids {
			n := graph.NodeChange{ID: id}
			for _, name := range []string{"label", "note"} {
				if rapid.Bool().Draw(t, name) {
					n.Attributes = n.Attributes.With(name, graph.TextValue(name+" of "+id))
				}
			}
			c.PutNodes = append(c.PutNodes, n)
		}
		for range rapid.IntRange(0, 9).Draw(t, "relations") {
			typ := rapid.SampledFrom([]string{"knows", "refers", "expects"}).Draw(t, "type")
			e := graph.EdgeChange{Source: rapid.SampledFrom(ids).Draw(t, "source"), Target: rapid.SampledFrom(ids).Draw(t, "target"), Type: &typ}
			if status := rapid.SampledFrom([]string{"", "", "declared", "validated", "contested", "retired"}).Draw(t, "status"); status != "" {
				e.Attributes = e.Attributes.With("status", graph.TextValue(status))
			}
			for _, name := range []string{"since", "until"} {
				if rapid.IntRange(0, 3).Draw(t, name) == 0 {
					day, _ := graph.DateValue(rapid.SampledFrom([]string{"2025-01-01", "2026-06-01"}).Draw(t, "day"))
					e.Attributes = e.Attributes.With(name, day)
				}
			}
			if weight := rapid.SampledFrom([]float64{0, 0, 0.5, 1, 3}).Draw(t, "weight"); weight > 0 {
				e.Attributes = e.Attributes.With("weight", graph.FloatValue(weight))
			}
			if rapid.IntRange(0, 2).Draw(t, "noted") == 0 {
				e.Attributes = e.Attributes.With("what", rapid.SampledFrom([]graph.Value{graph.TextValue("a room"), graph.TextValue("a van")}).Draw(t, "what"))
			}
			c.PutEdges = append(c.PutEdges, e)
		}
		return mustApply(t, graph.Empty(), c)
	})
}

// held are the relations that a lens leaves, by their ends and type, where the node b is called a; not those between the two.
func held(t *rapid.T, g *graph.Graph, l graph.Lens) map[string]bool {
	sel, err := l.Select(g)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for e := range g.Edges() {
		s, to := g.Ends(e)
		source, target := strings.ReplaceAll(g.NodeID(s), "b", "a"), strings.ReplaceAll(g.NodeID(to), "b", "a")
		if !sel.HasEdge(e) || source == "a" && target == "a" {
			continue
		}
		if !g.Directed(e) && target < source {
			source, target = target, source
		}
		out[source+" "+g.Type(e)+" "+target] = true
	}
	return out
}

// named returns what stands under a name of the node b under that of a.
func named(id string) string { return strings.ReplaceAll(id, "b", "a") }

// unheard returns the relations of a graph of which no relation of the next one says what was said, but for what is one thing of
// two relations of the map: how strong it is, whether it was confirmed and when it stands.
func unheard(g, next *graph.Graph) []string {
	ends := func(g *graph.Graph, e int) []string {
		from, to := g.Ends(e)
		out := []string{named(g.NodeID(from)), named(g.NodeID(to))}
		if !g.Directed(e) {
			slices.Sort(out)
		}
		return out
	}
	var out []string
	for e := range g.Edges() {
		what, said := g.EdgeColumn("what").At(e)
		heard := !said || slices.Equal(ends(g, e), []string{"a", "a"})
		for o := range next.Edges() {
			heard = heard || g.Type(e) == next.Type(o) && slices.Equal(ends(g, e), ends(next, o)) && next.EdgeAttributes(o).Get("what") == what
		}
		if !heard {
			out = append(out, g.EdgeID(e))
		}
	}
	return out
}

// Who is joined to another loses none whom either was related to: the map as it is counted, today and on any day, has the
// relations of both, and no others; and nothing that was said of one.
func TestJoinedLosesNoRelation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := crowded().Draw(t, "graph")
		c, err := g.Joined("a", "b")
		if err != nil {
			t.Fatal(err)
		}
		next := mustApply(t, g, c)
		for _, l := range []graph.Lens{{}, {AsOf: "2024-01-01"}, {AsOf: "2025-06-01"}, {AsOf: "2027-01-01"}, {Everything: true}, {Types: []string{"expects"}}, {MinWeight: 0.7}, {MinWeight: 2}} {
			if before, after := held(t, g, l), held(t, next, l); !maps.Equal(before, after) {
				t.Fatalf("through %+v: %v, want %v\n%+v", l, slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before)), c)
			}
		}
		if lost := unheard(g, next); len(lost) > 0 {
			t.Fatalf("what %v said is lost: %+v", lost, c)
		}
		undo, notes := graph.Undo(next, g, next)
		if back := mustApply(t, next, undo); back.Digest() != g.Digest() || len(notes) > 0 {
			t.Fatalf("it cannot be taken back: %+v, %v", graph.Diff(g, back), notes)
		}
	})
}

// TestJoinsIsSaidByTheMessage: also of ids with the characters that part them, but not of what else people write.
func TestJoinsIsSaidByTheMessage(t *testing.T) {
	for _, ids := range [][2]string{{"a", "b"}, {"b", "a"}, {"a~b", "à %"}} {
		a, b, joins := graph.Commit{Message: graph.JoinMessage(ids[0], ids[1])}.Joins()
		if pair := []string{a, b}; !joins || !slices.Contains(pair, ids[0]) || !slices.Contains(pair, ids[1]) {
			t.Errorf("%q: %q, %q, %t", ids, a, b, joins)
		}
	}
	for _, message := range []string{"join", "join us: a~b", "join: a and b", "join: a", graph.JoinMessage("a", strings.Repeat("b", graph.MaxNodeID))} {
		if a, b, joins := (graph.Commit{Message: message}).Joins(); joins {
			t.Errorf("%q joins %q and %q", message, a, b)
		}
	}
}

// TestWhoIsErasedIsNoMoreInTheMessageOfAJoin: neither the one that stayed nor the one that went.
func TestWhoIsErasedIsNoMoreInTheMessageOfAJoin(t *testing.T) {
	for _, id := range []string{"anna", "anna2"} {
		store := graphtest.Memory().(graph.Rewriter)
		g := joinable(t)
		joined, err := g.Joined("anna", "anna2")
		if err != nil {
			t.Fatal(err)
		}
		for base, c := range []graph.Commit{{Changes: graph.Diff(graph.Empty(), g)}, {Message: graph.JoinMessage("anna", "anna2"), Changes: joined}} {
			if _, err := store.Apply(t.Context(), "n", graph.Revision(base), c); err != nil {
				t.Fatal(err)
			}
		}
		e, err := graph.ErasureOf(t.Context(), store, graph.NetworkInfo{Network: "n", Revision: 2}, graph.EraseRequest{IDs: []string{id}})
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range e.Erased.Left {
			if left.In == "commit" {
				t.Errorf("%s is left: %+v", id, left)
			}
		}
		if _, err := e.Do(t.Context(), store, graph.Commit{}); err != nil {
			t.Fatal(err)
		}
		commits, err := store.History(t.Context(), "n", graph.Page{})
		if err != nil || commits[1].Message != "join" {
			t.Errorf("%s: %+v, %v", id, commits, err)
		}
	}
}
