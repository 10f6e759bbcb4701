package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

// kept is a history as it was played: the states of each revision from 0, and the commits.
type kept struct {
	store   graph.Store
	states  []*graph.Graph
	commits []graph.Commit
}

func newKept() *kept {
	return &kept{store: graphtest.Memory(), states: []*graph.Graph{graph.Empty()}, commits: make([]graph.Commit, 1)}
}

func (k *kept) newest() graph.Revision { return graph.Revision(len(k.states) - 1) }

func (k *kept) commit(t *testing.T, message string, c graph.Changes) {
	t.Helper()
	at := time.Date(2026, 1, len(k.states), 9, 0, 0, 0, time.UTC)
	made, err := k.store.Apply(t.Context(), "n", k.newest(), graph.Commit{Author: "by " + message, Time: at, Message: message, Changes: c})
	if err != nil {
		t.Fatal(err)
	}
	if made > k.newest() {
		g, err := k.store.Load(t.Context(), "n", made)
		if err != nil {
			t.Fatal(err)
		}
		k.states, k.commits = append(k.states, g), append(k.commits, graph.Commit{Revision: made, Author: "by " + message, Time: at, Message: message})
	}
}

func (k *kept) preview(t *testing.T, c graph.Changes) graph.Preview {
	t.Helper()
	info := graph.NetworkInfo{Network: "n", Revision: k.newest()}
	p, err := graph.PreviewOf(t.Context(), k.store, info, k.states[info.Revision], c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func phone(id, number string) graph.Changes {
	return graph.Changes{PutNodes: []graph.NodeChange{{ID: id, Attributes: graph.Attributes{{Name: "phone", Value: graph.TextValue(number)}}}}}
}

// TestPreviewOfASecondImport: the table says what it said the first time; what is told of each history in between.
func TestPreviewOfASecondImport(t *testing.T) {
	for _, c := range []struct {
		what    string
		commits []string // "MESSAGE=PHONE", the first an import
		want    string   // who has written it by hand, and whether it would be put back; "" nobody
	}{
		{"an import alone", []string{"import: a.csv=1", "import: b.csv=2"}, ""},
		{"a correction", []string{"import: a.csv=1", "changes=2"}, "2 back"},
		{"a correction of what the API imported", []string{"import=1", "changes=2"}, "2 back"},
		{"a correction of another value", []string{"import: a.csv=3", "changes=2"}, "2"},
		{"a correction, with another table after it", []string{"import: a.csv=1", "changes=2", "import: b.csv=3"}, ""},
		{"a correction that an import wrote too", []string{"import: a.csv=1", "changes=2", "import: b.csv=2"}, "2 back"},
		{"an import that was taken back", []string{"import: a.csv=2", "import: b.csv=1", "undo 2=2"}, ""},
		{"an import over a correction that was taken back", []string{"import: a.csv=1", "changes=2", "import: a.csv=1", "undo 3=2"}, "2 back"},
		{"a value that was cleared", []string{"import: a.csv=1", "changes="}, "2 back"},
		{"a value that nobody has given", []string{"changes="}, ""},
		{"a node that was added by hand", []string{"changes=2"}, "1"},
		{"a node that an import took away, and another brought again", []string{"changes=2", "import: a.csv=gone", "import: b.csv=2"}, ""},
		{"a word that begins like an import", []string{"import: a.csv=1", "important=2"}, "2 back"},
	} {
		k := newKept()
		k.commit(t, "import: other.csv", phone("z", "1"))
		for _, said := range c.commits {
			message, number, _ := strings.Cut(said, "=")
			if n, undoes := (graph.Commit{Message: message, Revision: 99}).Undoes(); undoes {
				message = fmt.Sprint("undo ", n+1) // the other one stands before all
			}
			change := phone("a", number)
			if number == "gone" {
				change = graph.Changes{RemoveNodes: []string{"a"}}
			}
			k.commit(t, message, change)
		}
		p := k.preview(t, phone("a", "1"))
		got := ""
		if len(p.Values) == 1 && p.Values[0].ByHand != nil {
			h := p.Values[0].ByHand
			if got = fmt.Sprint(h.Revision - 1); h.Back {
				got += " back"
			}
			if h.Author != k.commits[h.Revision].Author || !h.Time.Equal(k.commits[h.Revision].Time) {
				t.Errorf("%s: by %q at %v", c.what, h.Author, h.Time)
			}
		}
		if got != c.want || (p.ByHand == 1) != (c.want != "") {
			t.Errorf("%s: %q, want %q: %+v", c.what, got, c.want, p)
		}
	}
}

// TestPreviewOfTheNetworkItself: its title that would be another one is a value, one that it has not yet is none.
func TestPreviewOfTheNetworkItself(t *testing.T) {
	k := newKept()
	said := func(title, area string) graph.Changes {
		return graph.Changes{Attributes: graph.Attributes{}.With("area", graph.TextValue(area)).With("title", graph.TextValue(title))}
	}
	k.commit(t, "import: a.json", said("Uno", ""))
	p := k.preview(t, said("Due", "Nord"))
	if len(p.Values) != 1 || p.Values[0].ID != "" || p.Values[0].Name != "title" || p.Values[0].Before.String() != "Uno" || p.Values[0].After.String() != "Due" {
		t.Errorf("%+v", p)
	}
}

// TestImportMessage: whatever is said of an import, its commit is known as one.
func TestImportMessage(t *testing.T) {
	for said, want := range map[string]string{"": "import", "a.csv": "import: a.csv", "import": "import", "import: a.csv": "import: a.csv", "important": "import: important", "undo 1": "import: undo 1"} {
		if got := graph.ImportMessage(said); got != want || !(graph.Commit{Message: got}).Imports() {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// TestPreviewAgainstEveryState compares with what looking at each state of random histories says.
func TestPreviewAgainstEveryState(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		k := newKept()
		for n := range 8 {
			message := []string{"import: a.csv", "changes", "validate", "undo " + fmt.Sprint(1+r.IntN(n+1))}[r.IntN(4)]
			k.commit(t, message, graphtest.RandomChanges(r, k.states[k.newest()]))
		}
		before := k.states[k.newest()]
		incoming, err := before.Apply(graphtest.RandomChanges(r, before))
		if err != nil {
			t.Fatal(err)
		}
		changes := graph.ImportChanges(before, incoming, seed%2 == 0)
		after, err := before.Apply(changes)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		byHand := 0
		for _, v := range overwritten(before, after) {
			h := k.byHand(v)
			if h != "" {
				byHand++
			}
			want = append(want, fmt.Sprint(v.ID, v.Name, v.Before, v.After, h))
			seen[h]++
		}
		p := k.preview(t, changes)
		var got []string
		for _, v := range p.Values {
			h := ""
			if v.ByHand != nil {
				h = fmt.Sprint(v.ByHand.Revision, v.ByHand.Back)
			}
			got = append(got, fmt.Sprint(v.ID, v.Name, v.Before, v.After, h))
		}
		slices.Sort(want)
		slices.Sort(got)
		if p.ValuesCount != len(want) || p.ByHand != byHand || len(want) <= 20 && !slices.Equal(got, want) || len(got) != min(20, len(want)) {
			t.Fatalf("seed %d: %d values, %d by hand\n got %q\nwant %q", seed, p.ValuesCount, p.ByHand, got, want)
		}
	}
	if len(seen) < 8 {
		t.Errorf("too little was tried: %v", seen)
	}
}

// standing is what a node, an edge, or under "" the network says at a revision, by name; nil where it is not there. Its own things have names too.
func standing(g *graph.Graph, id string, edge bool) map[string]graph.Value {
	out := map[string]graph.Value{}
	if id == "" {
		for _, a := range g.Attributes() {
			out[a.Name] = a.Value
		}
		if len(out) == 0 {
			return nil
		}
		return out
	}
	if i, there := g.FindNode(id); there && !edge {
		out["kind"] = graph.TextValue(g.Kind(i))
		for _, a := range g.NodeAttributes(i) {
			out[a.Name] = a.Value
		}
		return out
	}
	e, there := g.FindEdge(id)
	if !there || !edge {
		return nil
	}
	s, t := g.Ends(e)
	out["type"], out["directed"] = graph.TextValue(g.Type(e)), graph.BooleanValue(g.Directed(e))
	out["ends"] = graph.ListValue([]string{g.NodeID(s), g.NodeID(t)})
	for _, a := range g.EdgeAttributes(e) {
		out[a.Name] = a.Value
	}
	return out
}

// overwritten compares all nodes and edges of two states.
func overwritten(before, after *graph.Graph) []graph.PreviewValue {
	var out []graph.PreviewValue
	compare := func(id string, edge *graph.PreviewEdge) {
		was, is := standing(before, id, edge != nil), standing(after, id, edge != nil)
		if is == nil {
			out = append(out, graph.PreviewValue{ID: id, Edge: edge})
			return
		}
		for name, v := range was {
			if is[name] != v {
				out = append(out, graph.PreviewValue{ID: id, Edge: edge, Name: name, Before: v, After: is[name]})
			}
		}
		for name, v := range is {
			if _, had := was[name]; !had {
				out = append(out, graph.PreviewValue{ID: id, Edge: edge, Name: name, After: v})
			}
		}
	}
	for name, v := range standing(before, "", false) {
		if is := standing(after, "", false)[name]; is != v { // one that it has not yet is none
			out = append(out, graph.PreviewValue{Name: name, Before: v, After: is})
		}
	}
	for i := range before.Nodes() {
		compare(before.NodeID(i), nil)
	}
	for e := range before.Edges() {
		compare(before.EdgeID(e), &graph.PreviewEdge{})
	}
	return out
}

// byHand says who has written a value by hand, by what stood at each revision.
func (k *kept) byHand(v graph.PreviewValue) string {
	at := func(r graph.Revision) map[string]graph.Value { return standing(k.states[r], v.ID, v.Edge != nil) }
	byHand := func(c graph.Commit) bool { return !c.Imports() && !c.Erases() }
	for r := k.newest(); v.Name == "" && r > 0 && at(r) != nil; r-- {
		changed := len(at(r)) != len(at(r-1))
		for name, value := range at(r) {
			changed = changed || at(r - 1)[name] != value
		}
		if _, undoes := k.commits[r].Undoes(); changed && byHand(k.commits[r]) && !undoes {
			return fmt.Sprint(r, false)
		}
	}
	for r := k.newest(); v.Name != "" && r > 0; {
		for r > 1 && at(r-1) != nil && at(r - 1)[v.Name] == v.Before {
			r--
		}
		if n, undoes := k.commits[r].Undoes(); undoes && at(n-1) != nil && at(n - 1)[v.Name] == v.Before {
			r = n - 1
			continue
		}
		made := at(r-1) == nil
		if !byHand(k.commits[r]) || made && v.Before.IsZero() {
			return ""
		}
		return fmt.Sprint(r, !made && at(r - 1)[v.Name] == v.After)
	}
	return ""
}
