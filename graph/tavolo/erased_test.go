package tavolo_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/tavolo"
)

// table is a round table while its history is played.
type table struct {
	t     *rapid.T
	store graph.Rewriter
	at    graph.Revision
	g     *graph.Graph
}

// people are ids that no other text holds.
func people() []string { return []string{"zq-anna", "zq-bruno", "zq carla", "zq~dino"} }

func newTable(t *rapid.T) *table {
	b := &table{t: t, store: graphtest.Memory().(graph.Rewriter), g: graph.Empty()}
	var c graph.Changes
	put := func(id, kind string) {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Kind: &kind, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("Label" + string(rune('A'+len(c.PutNodes))))}}})
	}
	for _, id := range people() {
		put(id, graph.Person)
	}
	put("org", graph.Organization)
	put("club", graph.Organization)
	put("meet", graph.Meeting)
	put("later", graph.Meeting)
	put("line", graph.Line)
	put("act", graph.Action)
	b.commit(tavolo.Made{Changes: c}, nil)
	return b
}

// commit writes what a rule made; what it refuses is no matter here.
func (b *table) commit(made tavolo.Made, err error) {
	if err != nil {
		return
	}
	at, err := b.store.Apply(b.t.Context(), "n", b.at, graph.Commit{Author: "a", Message: "m", Changes: made.Changes})
	if err != nil && graph.KindOf(err) == graph.Invalid {
		return // an end is not there
	}
	if err != nil {
		b.t.Fatal(err)
	}
	b.at, b.g = at, b.load(at)
}

func (b *table) load(at graph.Revision) *graph.Graph {
	g, err := b.store.Load(b.t.Context(), "n", at)
	if err != nil {
		b.t.Fatal(err)
	}
	return g
}

func (b *table) any(of ...string) string { return rapid.SampledFrom(of).Draw(b.t, "which") }

func (b *table) actor() string { return b.any(append(people(), "org", "club")...) }

// thing is a node or a relation of the map.
func (b *table) thing() string {
	if b.g.Edges() > 0 && rapid.Bool().Draw(b.t, "a relation") {
		return b.g.EdgeID(rapid.IntRange(0, b.g.Edges()-1).Draw(b.t, "edge"))
	}
	return b.g.NodeID(rapid.IntRange(0, b.g.Nodes()-1).Draw(b.t, "node"))
}

func (b *table) suggestion() tavolo.Suggestion {
	s, t := b.actor(), b.actor()
	return tavolo.Suggestion{ID: graph.PairID(s, t), Source: s, Target: t, Type: "collaborates"}
}

// step records something.
func (b *table) step() {
	switch b.any("relate", "validate", "vote", "expect", "commit", "keep", "take", "decline", "attend", "invite", "need", "remove", "return", "plain") {
	case "relate":
		typ := "knows"
		b.commit(tavolo.Made{Changes: graph.Changes{PutEdges: []graph.EdgeChange{{Source: b.actor(), Target: b.actor(), Type: &typ}}}}, nil)
	case "validate":
		b.commit(tavolo.Validate(b.g, tavolo.ValidateRequest{IDs: []string{b.thing()}, As: b.any("validated", "contested", "retired"), By: b.actor(), Meeting: b.any("", "meet")}))
	case "vote":
		b.commit(tavolo.Vote(b.g, tavolo.VoteRequest{By: b.actor(), Meeting: b.any("meet", "later"), Rank: []string{"line"}, Actions: []string{"act"}}))
	case "expect":
		b.commit(tavolo.Expect(b.g, tavolo.ExpectRequest{From: b.actor(), Of: b.actor(), What: "help"}))
	case "commit":
		b.commit(tavolo.Commit(b.g, tavolo.CommitRequest{By: []string{b.actor(), b.actor()}, What: "a room", For: b.any("", b.thing())}))
	case "keep":
		b.commit(tavolo.Commit(b.g, tavolo.CommitRequest{ID: "commitment-1", By: []string{b.actor()}, State: "kept"}))
	case "take":
		b.commit(tavolo.Take(b.g, b.suggestion(), tavolo.TakeRequest{By: []string{b.actor()}}))
	case "decline":
		b.commit(tavolo.Decline(b.g, b.suggestion(), tavolo.DeclineRequest{Why: "no"}))
	case "attend":
		b.commit(tavolo.Attend(b.g, tavolo.AttendRequest{Meeting: b.any("meet", "later"), Who: []string{b.actor()}}))
	case "invite":
		b.commit(tavolo.Invite(b.g, tavolo.InviteRequest{By: b.any(people()...), Who: b.any(people()...), Meeting: "meet"}))
	case "need":
		b.commit(tavolo.Need(b.g, tavolo.NeedRequest{Label: "a need", Line: "line", RaisedBy: b.actor()}))
	case "remove":
		if id := b.thing(); strings.HasPrefix(id, "zq") && !strings.Contains(id, "~") {
			b.commit(tavolo.Made{Changes: graph.Changes{RemoveNodes: []string{id}}}, nil)
		}
	case "return":
		kind := graph.Person
		b.commit(tavolo.Made{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: b.any(people()...), Kind: &kind}}}}, nil)
	case "plain":
		b.commit(tavolo.Made{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "org", Attributes: graph.Attributes{{Name: b.any("note", "x"), Value: graph.TextValue(b.any("a", "b", "see zq-anna"))}}}}}}, nil)
	}
}

// traces are how the id of a node stands in a document, by itself or in the id of a relation or a suggestion.
func traces(id string) [][]byte {
	escaped := strings.NewReplacer(" ", "%20", "~", "%7E").Replace(id)
	return [][]byte{[]byte(`"` + id + `"`), []byte(`"` + escaped + "~"), []byte("~" + escaped + "~"), []byte("~" + escaped + `"`)}
}

// Whatever a table has recorded: after an erasure no revision has the persons in any way but in texts, which it lists;
// everything else is as the rewriting makes it of each revision alone, and the rest goes on.
func TestErasuresLeaveNothingButTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := newTable(t)
		for range rapid.IntRange(0, 25).Draw(t, "steps") {
			b.step()
		}
		gone := rapid.SliceOfNDistinct(rapid.SampledFrom(append(people(), "meet", "act", "line")), 1, 3, rapid.ID[string]).Draw(t, "gone")
		info, err := b.store.Info(t.Context(), "n")
		if err != nil {
			t.Fatal(err)
		}
		e, err := graph.ErasureOf(t.Context(), b.store, info, graph.EraseRequest{IDs: gone})
		if err != nil {
			t.Fatal(err)
		}
		var want []*graph.Graph
		for at := graph.Revision(1); at <= b.at; at++ {
			g, err := e.Rewriting.Graph(b.load(at))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, g)
		}
		did, err := e.Do(t.Context(), b.store, graph.Commit{Message: "erase"})
		if err != nil || did.Revision != b.at+1 {
			t.Fatalf("%+v, %v", did, err)
		}
		for _, r := range did.Records {
			gone = append(gone, r.ID)
		}
		mentioned := 0
		for i, g := range want {
			got := b.load(graph.Revision(i + 1))
			if got.Digest() != g.Digest() {
				t.Fatalf("revision %d is not what the rewriting makes of it", i+1)
			}
			mentioned += b.spotless(got, gone)
		}
		if (slices.Contains(gone, "zq-anna") && mentioned > 0) != (did.LeftCount > 0) {
			t.Fatalf("%d texts listed, and in %d revisions one stands", did.LeftCount, mentioned)
		}
		if again, err := b.store.Rewrite(t.Context(), "n", did.Revision, e.Rewriting, graph.Commit{}); err != nil || again != did.Revision {
			t.Fatalf("done twice: %d, %v", again, err)
		}
		b.undone(did.Revision, gone)
	})
}

// spotless fails where a document has one of the ids but in a text; it returns 1 where a text has one.
func (b *table) spotless(g *graph.Graph, gone []string) int {
	var document bytes.Buffer
	g.WriteJSON(&document)
	for _, id := range gone {
		for _, trace := range traces(id) {
			if bytes.Contains(document.Bytes(), trace) {
				b.t.Fatalf("%s is there still: %s", id, document.Bytes())
			}
		}
	}
	if bytes.Contains(document.Bytes(), []byte("see zq-anna")) {
		return 1
	}
	return 0
}

// undone takes each revision back in turn: none of them brings somebody back.
func (b *table) undone(newest graph.Revision, gone []string) {
	for at := graph.Revision(1); at <= newest; at++ {
		info, err := b.store.Info(b.t.Context(), "n")
		if err != nil {
			b.t.Fatal(err)
		}
		changes, _, err := graph.UndoOf(b.t.Context(), b.store, info, at)
		if err != nil {
			b.t.Fatal(err)
		}
		after, err := b.load(0).Apply(changes)
		if err != nil {
			b.t.Fatal(err)
		}
		b.spotless(after, gone)
	}
}

// What goes with a person, and what stays, record by record.
func TestErasedRecords(t *testing.T) {
	person, organization, decision, commitment, need, commits, raised, knows := graph.Person, graph.Organization, graph.Decision, graph.Commitment, graph.Need, "commits", "raised", "knows"
	text := func(pairs ...string) graph.Attributes {
		var out graph.Attributes
		for i := 0; i < len(pairs); i += 2 {
			out = out.With(pairs[i], graph.TextValue(pairs[i+1]))
		}
		return out
	}
	store := graphtest.Memory().(graph.Rewriter)
	c := graph.Changes{
		PutNodes: []graph.NodeChange{
			{ID: "anna", Kind: &person, Attributes: text("label", "Anna Neri")}, {ID: "bruno", Kind: &person}, {ID: "org", Kind: &organization, Attributes: text("label", "Amici di Anna Neri", "note", "chiedere ad anna")},
			{ID: "on anna", Kind: &decision, Attributes: text("on_node", "anna")},
			{ID: "on a suggestion", Kind: &decision, Attributes: text("on_id", graph.PairID("anna", "org"))},
			{ID: "on a relation", Kind: &decision, Attributes: text("on_id", "anna~knows~bruno~1", "on_source", "anna", "on_target", "bruno")},
			{ID: "on its own id", Kind: &decision, Attributes: text("on_id", "e1")},
			{ID: "on another", Kind: &decision, Attributes: text("on_id", "e2", "on_source", "bruno", "on_target", "org")},
			{ID: "alone", Kind: &commitment, Attributes: text("label", "una sera")}, {ID: "together", Kind: &commitment, Attributes: text("label", "una sala")},
			{ID: "on alone", Kind: &decision, Attributes: text("on_node", "alone")},
			{ID: "a need", Kind: &need, Attributes: text("label", "compiti").With("tags", graph.ListValue([]string{"scuola", "con anna"}))},
			{ID: "a thing", Attributes: text("on_node", "anna", "label", "altro")},
		},
		PutEdges: []graph.EdgeChange{
			{ID: "e1", Source: "org", Target: "anna", Type: &knows}, {ID: "e2", Source: "bruno", Target: "org", Type: &knows, Attributes: text("source", "alone", "note", "Anna")},
			{Source: "anna", Target: "alone", Type: &commits}, {Source: "anna", Target: "together", Type: &commits}, {Source: "org", Target: "together", Type: &commits},
			{Source: "anna", Target: "a need", Type: &raised},
		},
	}
	if _, err := store.Apply(t.Context(), "n", 0, graph.Commit{Author: "anna neri", Message: "import: anna.csv", Changes: c}); err != nil {
		t.Fatal(err)
	}
	if err := store.Snapshot(t.Context(), "n", 1, "Prima di Anna Neri"); err != nil {
		t.Fatal(err)
	}
	info, err := store.Info(t.Context(), "n")
	if err != nil {
		t.Fatal(err)
	}
	e, err := graph.ErasureOf(t.Context(), store, info, graph.EraseRequest{IDs: []string{"anna"}, Words: []string{"Anna Neri"}})
	if err != nil {
		t.Fatal(err)
	}
	did, err := e.Do(t.Context(), store, graph.Commit{Message: "erase"})
	if err != nil {
		t.Fatal(err)
	}
	var records, left []string
	for _, r := range did.Records {
		records = append(records, r.ID)
	}
	if want := []string{"alone", "on a relation", "on a suggestion", "on alone", "on anna", "on its own id"}; !slices.Equal(records, want) {
		t.Errorf("records that go: %q, want %q", records, want)
	}
	for _, m := range did.Left {
		left = append(left, fmt.Sprintf("%d-%d %s %s %s: %s", m.Since, m.Until, m.In, m.ID, m.Name, m.Text))
	}
	want := []string{"1-1 commit  message: import: anna.csv", "1-0 edge e2 note: Anna", "1-0 node a need tags: scuola|con anna", "1-0 node org note: chiedere ad anna"}
	if !slices.Equal(left, want) || did.LeftCount != len(want) {
		t.Errorf("left:\n%s\nwant\n%s", strings.Join(left, "\n"), strings.Join(want, "\n"))
	}
	if did.Edges != 4 || did.Values != 2 || did.Words != 3 || len(did.Nodes) != 1 || did.Nodes[0].Label != "Anna Neri" || !did.Nodes[0].OnMap {
		t.Errorf("%+v", did)
	}
	g, err := store.Load(t.Context(), "n", 1)
	if err != nil {
		t.Fatal(err)
	}
	if i, there := g.FindNode("a thing"); !there || !g.NodeAttributes(i).Get("on_node").IsZero() {
		t.Error("what is no record stays, and names nobody")
	}
	if i, _ := g.FindNode("org"); g.Label(i) != "Amici di […]" {
		t.Errorf("the label is %q", g.Label(i))
	}
	if info, err := store.Info(t.Context(), "n"); err != nil || info.Snapshots[0].Name != "Prima di […]" {
		t.Errorf("%+v, %v", info, err)
	}
	for _, refused := range []graph.EraseRequest{{}, {IDs: []string{"anna"}}, {Words: []string{"12"}}, {IDs: []string{"org"}, Words: []string{""}}} {
		info, _ := store.Info(t.Context(), "n")
		if _, err := graph.ErasureOf(t.Context(), store, info, refused); err == nil {
			t.Errorf("%+v is taken", refused)
		}
	}
}
