package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// ErasureSchema names the document that tells of an erasure.
const ErasureSchema = "trama.erase/1"

// EraseRequest says what is taken out of a network and of all its history: nodes, by their ids, and words that stand as text.
type EraseRequest struct {
	IDs   []string `json:"ids,omitempty"`
	Words []string `json:"words,omitempty"`

	// Same makes two words the same that are, in whatever way their characters are put together; Alike those that may be meant,
	// too, which are not taken out but listed. Without them words are compared letter by letter, but for capitals.
	Same, Alike func(word string) string `json:"-"`
}

// Erased is what an erasure takes out of a network, and what it leaves, trama.erase/1.
type Erased struct {
	Schema    string       `json:"schema"`
	Network   string       `json:"network"`
	Revision  Revision     `json:"revision"` // the one that it made; the newest where it made none
	DryRun    bool         `json:"dry_run"`
	Nodes     []ErasedNode `json:"nodes"`      // that were asked for
	Records   []ErasedNode `json:"records"`    // decisions and commitments that go with them
	Edges     int          `json:"edges"`      // relations that go
	Values    int          `json:"values"`     // values of other nodes and relations that named what goes
	Words     int          `json:"words"`      // texts in which words were blanked
	Left      []Mention    `json:"left"`       // texts that still have a label, an id or a word: the first ones
	LeftCount int          `json:"left_count"` // how many there are
}

// ErasedNode is a node that is taken out of a history.
type ErasedNode struct {
	ID    string   `json:"id"`
	Label string   `json:"label"` // its last one
	Kind  string   `json:"kind"`
	Since Revision `json:"since"` // the first revision that has it
	OnMap bool     `json:"on_map"`
}

// Mention is a text that still has what was taken out, and where it stands.
type Mention struct {
	Since Revision `json:"since"` // the first revision that has it
	Until Revision `json:"until"` // the last one; 0 where the newest has it
	In    string   `json:"in"`    // node, edge, network, commit or snapshot
	ID    string   `json:"id"`    // of the node or the edge
	Name  string   `json:"name"`  // of the attribute, or id, kind, type, author, message, name
	Text  string   `json:"text"`
}

// leftListed is how many mentions are listed.
const leftListed = 200

// Erasure is an erasure that is prepared: Rewriting does it, Erased tells of it as of a dry run.
type Erasure struct {
	Rewriting Rewriting
	Erased    Erased
	info      NetworkInfo
}

// ErasureOf prepares to take nodes and words out of a network and its history. With the nodes go their relations; the
// decisions about them or about a relation of theirs, made or suggested; the commitments about these, and those that nobody
// else has made; and from all other records the values that name any of these. An id that no revision has is NotFound; a
// request without ids and words, or with words that have no letter, is Usage; a store that is no Rewriter is Denied. Nothing
// is written. Cost: O(size of the history), read twice.
func ErasureOf(ctx context.Context, store Store, info NetworkInfo, r EraseRequest) (Erasure, error) {
	const op = "graph.ErasureOf"
	rewriter, ok := store.(Rewriter)
	if !ok {
		return Erasure{}, Fail(Denied, op, Say("erase_no_rewriter", "this store cannot make its history anew", nil))
	}
	if err := r.check(op); err != nil {
		return Erasure{}, err
	}
	known := newKnowing(r.IDs)
	if err := rewriter.Versions(ctx, info.Network, info.Revision, known.version); err != nil {
		return Erasure{}, err
	}
	for _, id := range r.IDs {
		if known.asked[id].ID == "" {
			return Erasure{}, NoNode(op, id)
		}
	}
	t := known.taking(r)
	if err := rewriter.Versions(ctx, info.Network, info.Revision, t.version); err != nil {
		return Erasure{}, err
	}
	commits, err := store.History(ctx, info.Network, Page{})
	if err != nil {
		return Erasure{}, err
	}
	t.commits(commits)
	t.snapshots(info.Snapshots)
	return Erasure{Rewriting: t.rewriting(), Erased: t.erased(info, known), info: info}, nil
}

func (r EraseRequest) check(op string) error {
	if len(r.IDs)+len(r.Words) == 0 {
		return Fail(Usage, op, Say("erase_nothing", "the id of a node is needed, or words", nil))
	}
	for _, text := range r.Words {
		if NewWords(text).None() {
			return Fail(Usage, op, Say("erase_words", "“{words}” has no letter: it cannot be looked for", V{"words": text}))
		}
	}
	return nil
}

// Do takes it out of the store that it was prepared for, and says so in a revision of its own, of which c has the author and
// the time. It is a Conflict where somebody has written since.
func (e Erasure) Do(ctx context.Context, store Store, c Commit) (Erased, error) {
	rewriter, ok := store.(Rewriter)
	if !ok {
		return Erased{}, Fail(Denied, "graph.Erasure", Say("erase_no_rewriter", "this store cannot make its history anew", nil))
	}
	did := e.Erased
	c.Message = eraseCommand
	var err error
	did.Revision, err = rewriter.Rewrite(ctx, e.info.Network, e.info.Revision, e.Rewriting, c)
	did.DryRun = false
	return did, err
}

// NamesEver returns a graph of all nodes that any revision of a network has, with their last kinds and labels and nothing
// else.
func NamesEver(ctx context.Context, store Rewriter, info NetworkInfo) (*Graph, error) {
	last := map[string]Version{}
	err := store.Versions(ctx, info.Network, info.Revision, func(v Version) error {
		if v.Node != nil && v.Since >= last[v.Node.ID].Since {
			last[v.Node.ID] = v
		}
		return nil
	})
	b := NewBuilder()
	for id, v := range last {
		row := b.Node(id)
		b.SetKind(row, v.Node.Kind)
		b.SetNode(row, b.NodeColumn("label"), v.Node.Attributes.Get("label"))
	}
	g, _ := b.Build()
	return g, err
}

// knowing finds out, in one walk through a history, what goes with some nodes.
type knowing struct {
	asked       map[string]ErasedNode // by id; without an id where no revision has it
	last        map[string]Revision   // when a label was given, by id
	labels      map[string]bool       // that the nodes have had
	records     map[string][]Attributes
	commitments map[string]bool
	committed   map[string][]string    // who has made a commitment, by its id
	ends        map[string][][2]string // of edges with ids of their own
}

func newKnowing(ids []string) *knowing {
	k := &knowing{
		asked: map[string]ErasedNode{}, last: map[string]Revision{}, labels: map[string]bool{}, records: map[string][]Attributes{},
		commitments: map[string]bool{}, committed: map[string][]string{}, ends: map[string][][2]string{},
	}
	for _, id := range ids {
		k.asked[id] = ErasedNode{}
	}
	return k
}

func (k *knowing) version(v Version) error {
	switch {
	case v.Node != nil:
		k.node(v)
	case v.Edge != nil:
		k.edge(v.Edge)
	}
	return nil
}

func (k *knowing) node(v Version) {
	n := v.Node
	if e, asked := k.asked[n.ID]; asked {
		k.asked[n.ID] = e.seen(v, v.Since >= k.last[n.ID])
		k.last[n.ID] = max(k.last[n.ID], v.Since)
		k.labels[n.Attributes.Get("label").String()] = true
	}
	switch n.Kind {
	case Commitment:
		k.commitments[n.ID] = true
		fallthrough
	case Decision:
		k.records[n.ID] = append(k.records[n.ID], n.Attributes)
	}
}

// seen returns what is known of a node once a version of it was seen, perhaps the last one.
func (e ErasedNode) seen(v Version, last bool) ErasedNode {
	if e.ID == "" {
		e.ID, e.Since = v.Node.ID, v.Since
	}
	if last {
		e.Kind, e.Label = v.Node.Kind, v.Node.Attributes.Get("label").String()
		if !shows(e.Label) {
			e.Label = v.Node.ID
		}
	}
	e.Since, e.OnMap = min(e.Since, v.Since), e.OnMap || v.Until == 0
	return e
}

func (k *knowing) edge(e *Edge) {
	if e.Type == "commits" && !slices.Contains(k.committed[e.Target], e.Source) {
		k.committed[e.Target] = append(k.committed[e.Target], e.Source)
	}
	if ends := [2]string{e.Source, e.Target}; !strings.Contains(e.ID, "~") && !slices.Contains(k.ends[e.ID], ends) {
		k.ends[e.ID] = append(k.ends[e.ID], ends)
	}
}

// taking returns what goes: a record that goes may be what another one is about.
func (k *knowing) taking(r EraseRequest) *taking {
	t := &taking{gone: map[string]bool{}, ends: k.ends, words: NewWords(r.Words...), recorded: map[string]ErasedNode{}, edges: map[string]bool{}, asked: k.asked}
	needles := slices.Clone(r.Words)
	for id := range k.asked {
		t.gone[id] = true
		needles = append(needles, id)
	}
	for label := range k.labels {
		needles = append(needles, label)
	}
	t.needles = NewWords(needles...)
	if r.Same != nil && r.Alike != nil {
		t.words, t.needles = t.words.Folded(r.Same), t.needles.Folded(r.Alike)
	}
	for before := -1; before < len(t.gone); {
		before = len(t.gone)
		for id, states := range k.records {
			if slices.ContainsFunc(states, t.isAbout) || k.commitments[id] && t.allGone(k.committed[id]) {
				t.gone[id] = true
			}
		}
	}
	return t
}

// taking is what an erasure takes out.
type taking struct {
	gone     map[string]bool        // ids of nodes
	ends     map[string][][2]string // of edges with ids of their own
	words    Words
	needles  Words // the words, and the ids and labels of the nodes
	asked    map[string]ErasedNode
	recorded map[string]ErasedNode
	edges    map[string]bool // ids of those that go
	did      Erased
}

func (t *taking) allGone(ids []string) bool {
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return !t.gone[id] })
}

// isAbout tells whether a record is about what goes. What it says of the ends counts before the id of the relation, which
// may have been given to another one.
func (t *taking) isAbout(record Attributes) bool {
	source, target := record.Get("on_source").String(), record.Get("on_target").String()
	if t.isNamed(record.Get("on_node").String()) || t.gone[source] || t.gone[target] {
		return true
	}
	return (source == "" || target == "") && t.isNamed(record.Get("on_id").String())
}

// isNamed tells whether a text is the id of a node that goes, of a relation of one, or of a suggestion about one.
func (t *taking) isNamed(text string) bool {
	if t.gone[text] || t.gone[strings.TrimPrefix(text, "node:")] {
		return true
	}
	id := strings.TrimPrefix(text, "edge:")
	if parts := strings.Split(id, "~"); len(parts) == 2 || len(parts) == 4 {
		first, okFirst := unescaped(parts[0])
		second, okSecond := unescaped(parts[len(parts)/2])
		return okFirst && t.gone[first] || okSecond && t.gone[second]
	}
	return slices.ContainsFunc(t.ends[id], func(ends [2]string) bool { return t.gone[ends[0]] || t.gone[ends[1]] })
}

// named returns a value without the ids of what goes, of those attributes that hold ids of nodes, relations or suggestions.
func (t *taking) named(name string, v Value) Value {
	switch name {
	case "on_node", "on_id", "on_source", "on_target", "meeting", "source":
		if v.typ == Text && t.isNamed(v.text) {
			return Value{}
		}
	case "actions", "lines":
		return t.unlisted(v)
	}
	return v
}

// unlisted returns a list without the ids of what goes.
func (t *taking) unlisted(v Value) Value {
	if v.typ != Text && v.typ != List || !slices.ContainsFunc(v.Items(), t.isNamed) {
		return v
	}
	left := slices.DeleteFunc(v.Items(), t.isNamed)
	if v.typ == Text {
		return TextValue(strings.Join(left, "|"))
	}
	return ListValue(left)
}

// blanked returns a value without the words.
func (t *taking) blanked(v Value) Value {
	if t.words.None() {
		return v
	}
	switch v.typ {
	case Text:
		return TextValue(t.words.Blanked(v.text))
	case List:
		items := v.List()
		for i, item := range items {
			items[i] = t.words.Blanked(item)
		}
		return ListValue(items)
	}
	return v
}

func (t *taking) rewriting() Rewriting {
	return Rewriting{
		Nodes: t.gone, Text: t.words.Blanked,
		Value: func(name string, v Value) Value { return t.blanked(t.named(name, v)) },
	}
}

// version counts what goes of a state, and keeps what is left in it.
func (t *taking) version(v Version) error {
	at := Mention{Since: v.Since, Until: max(v.Until-1, 0)}
	switch {
	case v.Node != nil && t.gone[v.Node.ID]:
		if _, asked := t.asked[v.Node.ID]; !asked {
			e := t.recorded[v.Node.ID]
			t.recorded[v.Node.ID] = e.seen(v, v.Until == 0 || e.ID == "")
		}
	case v.Node != nil:
		at.In, at.ID = "node", v.Node.ID
		t.mention(at, "id", v.Node.ID)
		t.mention(at, "kind", v.Node.Kind)
		t.attributes(at, v.Node.Attributes)
	case v.Edge != nil && (t.gone[v.Edge.Source] || t.gone[v.Edge.Target]):
		t.edges[v.Edge.ID] = true
	case v.Edge != nil:
		at.In, at.ID = "edge", v.Edge.ID
		t.mention(at, "id", v.Edge.ID)
		t.mention(at, "type", v.Edge.Type)
		t.attributes(at, v.Edge.Attributes)
	default:
		at.In = "network"
		t.attributes(at, v.Attributes)
	}
	return nil
}

func (t *taking) attributes(at Mention, attrs Attributes) {
	for _, a := range attrs {
		named := t.named(a.Name, a.Value)
		if named != a.Value {
			t.did.Values++
		}
		blanked := t.blanked(named)
		if blanked != named {
			t.did.Words++
		}
		if t.mention(at, a.Name, a.Name); blanked.typ == Text || blanked.typ == List {
			t.mention(at, a.Name, blanked.String())
		}
	}
}

// mention keeps a text that still has what was taken out.
func (t *taking) mention(at Mention, name, text string) {
	if !t.needles.Stand(text) && !t.gone[text] {
		return
	}
	from, _ := t.needles.found(text, 0)
	at.Name, at.Text = name, Shown(shownFrom(text, from))
	t.did.Left = append(t.did.Left, at)
}

// shownFrom returns a text from a little before a place on.
func shownFrom(text string, place int) string {
	const before = 20
	if runes := []rune(text[:place]); len(runes) > before {
		return "…" + string(runes[len(runes)-before:]) + text[place:]
	}
	return text
}

func (t *taking) commits(commits []Commit) {
	rewriting := t.rewriting()
	for _, c := range commits {
		now := rewriting.Commit(c)
		for _, text := range []struct{ name, said, left string }{{"author", c.Author, now.Author}, {"message", c.Message, now.Message}} {
			t.text(Mention{Since: c.Revision, Until: c.Revision, In: "commit", Name: text.name}, text.said, text.left)
		}
	}
}

func (t *taking) snapshots(list []Snapshot) {
	for _, s := range list {
		t.text(Mention{Since: s.Revision, Until: s.Revision, In: "snapshot", Name: "name"}, s.Name, t.words.Blanked(s.Name))
	}
}

// text counts a text of the history that changes, and keeps what is left in it.
func (t *taking) text(at Mention, said, left string) {
	if left != said {
		t.did.Words++
	}
	t.mention(at, at.Name, left)
}

// erased returns what the walks came to.
func (t *taking) erased(info NetworkInfo, known *knowing) Erased {
	did := t.did
	did.Schema, did.Network, did.Revision, did.DryRun, did.Edges = ErasureSchema, info.Network, info.Revision, true, len(t.edges)
	did.Nodes, did.Records = erasedNodes(known.asked), erasedNodes(t.recorded)
	did.Left = once(did.Left)
	did.LeftCount = len(did.Left)
	did.Left = append([]Mention{}, did.Left[:min(len(did.Left), leftListed)]...)
	return did
}

// once returns mentions in order of revision; a text that stands on while something else beside it changes is one of them.
func once(list []Mention) []Mention {
	what := func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.In, b.In), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Text, b.Text))
	}
	slices.SortFunc(list, func(a, b Mention) int { return cmp.Or(what(a, b), cmp.Compare(a.Since, b.Since)) })
	var out []Mention
	for _, m := range list {
		if last := len(out) - 1; last >= 0 && what(out[last], m) == 0 && out[last].Until+1 == m.Since {
			out[last].Until = m.Until
			continue
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Mention) int { return cmp.Compare(a.Since, b.Since) })
	return out
}

func erasedNodes(byID map[string]ErasedNode) []ErasedNode {
	out := make([]ErasedNode, 0, len(byID))
	for _, e := range byID {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b ErasedNode) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
