package analysis

import (
	"trama/analysis/effect"
	"trama/analysis/table"
	"trama/graph"
)

// Validation is who vouches for what, and how the figures stand on validated relations alone.
type Validation struct {
	table.Validation
	ValidatedOnly Fragmentation `json:"validated_only"` // the lens's nodes with its validated relations
	Unvalidated   int           `json:"unvalidated"`    // relations of the lens that nobody has validated, contested or retired
	Unmarked      int           `json:"unmarked"`       // and of these, those without a status, which are no part of the share
	Next          []Pending     `json:"next"`           // these, in the order in which a table should go through them: what most depends on first
}

// Pending is a relation that waits to be validated. Separates is how many nodes its pair keeps together: 0 where it is
// not critical.
type Pending struct {
	ID          string `json:"id"`
	SourceLabel string `json:"source_label"`
	TargetLabel string `json:"target_label"`
	Type        string `json:"type"`
	Separates   int    `json:"separates"`
}

// Thing names a node.
type Thing = table.Thing

// Noted is what a table has written in some time.
type Noted = table.Noted

// Voice is what one says of a contested thing.
type Voice = table.Voice

// Commitment is one promise.
type Commitment = table.Commitment

// Commitments is what was promised, and what the kept promises have changed.
type Commitments struct {
	table.Commitments
	Effect *Figures `json:"effect"` // with the relations that kept commitments added, less without them; null: none added
}

// tableParts computes the sections of the round table: all from one reading of the graph.
func (b *reporter) tableParts() error {
	t, err := table.New(b.src.Graph, b.o.Lens, b.v, b.src.day(b.o.Lens))
	if err != nil {
		return err
	}
	if b.Coverage, err = t.Coverage(b.ctx, b.o.Limit); err != nil {
		return err
	}
	b.answeredTwice(t.AnsweredTwice())
	b.Priorities = t.Priorities()
	b.Alignment = t.Alignment(b.Priorities)
	b.Reciprocity = t.Reciprocity()
	b.Participants = t.Participants(table.Pieces{Of: b.comps.Of, Sizes: b.comps.Sizes, Critical: func(u int) bool { return b.cuts.Parts[u] > 1 }})
	b.Validation.Validation = t.Validation()
	b.Commitments.Commitments = t.Commitments()
	b.limitTable()
	b.pending()
	if err := b.validatedOnly(); err != nil {
		return err
	}
	return b.keptEffect(t.KeptEdges())
}

// limitTable cuts the lists of the table's sections; the counts stand in the figures.
func (b *reporter) limitTable() {
	c, r, p := &b.Coverage, &b.Reciprocity, &b.Participants
	c.Unanswered = limited(c.Unanswered, b.o.Limit)
	c.IdleServices, c.EmptyPlaces = limited(c.IdleServices, b.o.Limit), limited(c.EmptyPlaces, b.o.Limit)
	c.UnhostedActions, c.Alone = limited(c.UnhostedActions, b.o.Limit), limited(c.Alone, b.o.Limit)
	r.Unreturned = limited(r.Unreturned, b.o.Limit)
	p.Missing, p.Absent, p.Invited = limited(p.Missing, b.o.Limit), limited(p.Absent, b.o.Limit), limited(p.Invited, b.o.Limit)
	b.Validation.Contested = limited(b.Validation.Contested, b.o.Limit)
	b.Commitments.List = limited(b.Commitments.List, b.o.Limit)
}

func limited[T any](list []T, limit int) []T { return list[:atMost(len(list), limit)] }

// pending lists the relations that wait to be validated: critical ones by what they separate, then the others by id. It looks
// at all critical ones, since those that the report lists may be validated already.
func (b *reporter) pending() {
	g, status := b.src.Graph, b.src.Graph.EdgeMeaning("status")
	waits := func(e int) bool { s := status.Text(e); return s == "" || s == "declared" }
	v := &b.Validation
	v.Next = []Pending{}
	full := func() bool { return b.o.Limit > 0 && len(v.Next) >= b.o.Limit }
	listed := map[int]bool{}
	add := func(e, separates int) {
		if !full() && !listed[e] && waits(e) {
			listed[e] = true
			v.Next = append(v.Next, b.waiting(e, separates))
		}
	}
	for _, bridge := range b.cuts.BridgesBySeparation() {
		if full() {
			break
		}
		for _, e := range b.v.Edges(int(bridge.U), int(bridge.V)) {
			add(e, bridge.Separates)
		}
	}
	for e := range g.Edges() {
		if b.sel.HasEdge(e) && waits(e) {
			v.Unvalidated++
			if status.Text(e) == "" {
				v.Unmarked++
			}
			add(e, 0)
		}
	}
}

// waiting is an edge as it waits to be validated.
func (b *reporter) waiting(e, separates int) Pending {
	g := b.src.Graph
	s, t := g.Ends(e)
	return Pending{ID: g.EdgeID(e), SourceLabel: g.Label(s), TargetLabel: g.Label(t), Type: g.Type(e), Separates: separates}
}

func (b *reporter) validatedOnly() error {
	l := b.o.Lens
	l.Statuses = []string{"validated"}
	v, _, err := viewOf(b.ctx, b.src, l)
	if err != nil {
		return err
	}
	b.Validation.ValidatedOnly, err = fragmentationOf(b.ctx, v, b.distances())
	return err
}

// keptEffect compares the state with the one that would be without the relations that kept commitments added.
func (b *reporter) keptEffect(kept []string) error {
	if len(kept) == 0 {
		return nil
	}
	before, err := b.src.Graph.Apply(graph.Changes{RemoveEdges: kept})
	if err != nil {
		return err
	}
	o := effect.Options{Lens: b.o.Lens, Distances: b.distances()}
	then, err := effect.NewState(b.ctx, before, o)
	if err != nil {
		return err
	}
	now, err := effect.NewState(b.ctx, b.src.Graph, o)
	if err != nil {
		return err
	}
	gained := now.Figures().Minus(then.Figures())
	b.Commitments.Effect = &gained
	return nil
}
