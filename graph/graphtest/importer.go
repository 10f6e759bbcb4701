package graphtest

import (
	"context"
	"math/rand/v2"

	"trama/graph"
)

// importer returns the store as an Importer; a store without that path is not tested for it.
func (s *suite) importer() (graph.Store, graph.Importer) {
	st := s.store()
	importer, ok := st.(graph.Importer)
	if !ok {
		s.Skip("the store has no bulk path")
	}
	return st, importer
}

func (s *suite) bulk(importer graph.Importer, base graph.Revision, g *graph.Graph) graph.Revision {
	s.Helper()
	made, err := importer.Import(s.ctx, "n", base, g, graph.Commit{Author: "a", Message: "m", Time: moment(), Changes: node("ignored", "")})
	if err != nil {
		s.Fatalf("import on %d: %v", base, err)
	}
	return made
}

// imports puts graph after graph over one another; each revision equals what Apply of the Diff would make, and stays.
func (s *suite) imports() {
	st, importer := s.importer()
	r := rand.New(rand.NewPCG(1, 2))
	one := RandomGraph(r, 60)
	two := RandomGraph(r, 60)
	changed := one
	for range 5 {
		changed = s.must(changed, RandomChanges(r, changed))
	}
	states := []*graph.Graph{graph.Empty(), Town(), Hostile(), EveryValue(), one, changed, two, s.must(graph.Empty(), node("a", "")), graph.Empty(), Town()}
	for at := 1; at < len(states); at++ {
		if made := s.bulk(importer, graph.Revision(at-1), states[at]); made != graph.Revision(at) {
			s.Fatalf("import %d made revision %d", at, made)
		}
		s.holds(st, "n", 0, states[at])
	}
	history := s.page(st, graph.Page{})
	for i, c := range history {
		at := len(history) - i
		if want := countsBetween(states[at-1], states[at]); c.Counts != want || c.Author != "a" || c.Message != "m" || !c.Time.Equal(moment()) {
			s.Errorf("revision %d: %+v, want counts %+v", at, c, want)
		}
	}
	for at := len(states) - 1; at >= 1; at-- {
		s.holds(st, "n", graph.Revision(at), states[at])
	}
	newest := graph.Revision(len(states) - 1)
	if made := s.bulk(importer, newest, Town()); made != newest {
		s.Errorf("the same graph again made revision %d", made)
	}
	next := s.must(Town(), node("by apply", ""))
	s.apply(st, "n", newest, node("by apply", ""))
	s.holds(st, "n", 0, next)
}

func (s *suite) importBases() {
	st, importer := s.importer()
	if made := s.bulk(importer, 0, graph.Empty()); made != 0 {
		s.Errorf("nothing on base 0 makes revision %d", made)
	}
	try := func(network string, base graph.Revision) error {
		return second(importer.Import(s.ctx, network, base, Hostile(), graph.Commit{}))
	}
	s.fails(try("n", 1), graph.NotFound, "an import to a network that is not there")
	s.fails(try("No Slug", 0), graph.Usage, "an import to no slug")
	s.bulk(importer, 0, Town())
	s.fails(try("n", 0), graph.Conflict, "made twice")
	s.fails(try("n", 2), graph.Conflict, "a base to come")
	s.holds(st, "n", 0, Town())
	s.endedImport(st, importer)
	s.rivals(st, importer)
}

// endedImport ends the context when the import first tells how far it is: the store is at the old revision, or at the
// new one where it was done by then.
func (s *suite) endedImport(st graph.Store, importer graph.Importer) {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	ctx = graph.WithProgress(ctx, func(string, int64, int64) { cancel() })
	_, err := importer.Import(ctx, "n", 1, Hostile(), graph.Commit{})
	if err == nil {
		s.holds(st, "n", 2, Hostile())
		s.bulk(importer, 2, Town())
		return
	}
	s.fails(err, graph.Interrupted, "an import that was ended")
	s.holds(st, "n", 0, Town())
	s.bulk(importer, 1, Hostile())
	s.bulk(importer, 2, Town())
}

// rivals imports from the same base at once: one wins, the others are told of a conflict.
func (s *suite) rivals(st graph.Store, importer graph.Importer) {
	r := rand.New(rand.NewPCG(3, 4))
	graphs := []*graph.Graph{RandomGraph(r, 40), RandomGraph(r, 40), RandomGraph(r, 40), RandomGraph(r, 40)}
	errs := make([]error, len(graphs))
	s.together(len(graphs), func(i int) { errs[i] = second(importer.Import(s.ctx, "n", 3, graphs[i], graph.Commit{})) })
	s.oneWon(errs, "importing at once")
	for i, err := range errs {
		if err == nil {
			s.holds(st, "n", 4, graphs[i])
		}
	}
}
