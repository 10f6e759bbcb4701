package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

// stepping is a store that takes the long way: steps of three changes, and some dozens of steps for large commits.
type stepping struct{ named }

func inSteps(s named) stepping {
	s.InSmallSteps(3, time.Minute)
	return stepping{s}
}

func (s stepping) Apply(ctx context.Context, network string, base graph.Revision, c graph.Commit) (graph.Revision, error) {
	if size := c.Changes.Size(); size > 1000 {
		s.InSmallSteps(size/20, time.Minute)
	}
	return s.named.Apply(ctx, network, base, c)
}

// The whole contract holds on the long way too: batches of three under a lease, the head, and then the public shape.
func TestStoreInSmallSteps(t *testing.T) {
	graphtest.TestStore(t, func(t testing.TB) graph.Store { return inSteps(empty(t)) }, graphtest.Options{
		Writers: 4, Commits: 2, Histories: 1,
		Pair: func(t testing.TB) (a, b graph.Store) {
			first := empty(t)
			return inSteps(first), inSteps(first.again(t))
		},
	})
}

// Changes of every sort on a network that is there, on the short way and in steps: public shape and log agree.
func TestRandomChangesBothWays(t *testing.T) {
	for _, items := range []int{10_000, 4} {
		t.Run(fmt.Sprint(items), func(t *testing.T) {
			s := empty(t)
			s.InSmallSteps(items, time.Minute)
			r := rand.New(rand.NewPCG(11, uint64(items)))
			g := graphtest.RandomGraph(r, 40)
			s.put(t, "n", g)
			s.holds(t, "n", g)
			for base := graph.Revision(1); base < 12; {
				c := graphtest.RandomChanges(r, g)
				next, err := g.Apply(c)
				if err != nil {
					t.Fatal(err)
				}
				at, err := s.Apply(t.Context(), "n", base, graph.Commit{Changes: c})
				if err != nil {
					t.Fatal(err)
				}
				s.holds(t, "n", next)
				base, g = at, next
			}
		})
	}
}

// parted returns a graph of n nodes in a circle, which takes about 2n/items steps.
func parted(n int) *graph.Graph {
	b := graph.NewBuilder()
	label := b.NodeColumn("label")
	for i := range n {
		row := b.Node(fmt.Sprintf("n%05d", i))
		b.SetKind(row, graph.Person)
		b.SetNode(row, label, graph.TextValue(fmt.Sprintf("Persona %d di %d", i, n)))
		b.Edge(graph.BuilderEdge{Source: row, Target: b.End(fmt.Sprintf("n%05d", (i+1)%n)), Type: "knows"})
	}
	g, _ := b.Build()
	return g
}

const childVariable = "TRAMA_NEO4J_CHILD"

// TestChild is no test: it is the process that TestKilledImport kills.
func TestChild(t *testing.T) {
	prefix := os.Getenv(childVariable)
	if prefix == "" {
		t.Skip("it is started by another test")
	}
	s := named{opened(t, os.Getenv("TRAMA_TEST_NEO4J_URI")), prefix}
	s.InSmallSteps(40, 1500*time.Millisecond)
	info, err := s.Info(t.Context(), "n")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	if _, err := s.Import(t.Context(), "n", info.Revision, parted(500), graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	fmt.Println("done")
}

// A process that is killed at any moment of an import leaves the old or the new revision, and the next one finishes or
// sweeps what was logged.
func TestKilledImport(t *testing.T) {
	old, next := graphtest.Town(), parted(500)
	before, after := 0, 0
	for range kills() {
		s := empty(t)
		s.put(t, "n", old)
		child := exec.Command(os.Args[0], "-test.run", "^TestChild$")
		child.Env = append(os.Environ(), childVariable+"="+s.prefix)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		ready := make([]byte, 6)
		out.Read(ready) // "ready\n"
		time.Sleep(time.Duration(rand.IntN(800)) * time.Millisecond)
		child.Process.Kill()
		child.Wait()
		killedAt := time.Now()

		if g, err := s.Load(t.Context(), "n", 0); err != nil || g.Digest() != old.Digest() && g.Digest() != next.Digest() {
			t.Fatalf("after the kill: %v, or neither the old nor the new revision", err)
		}
		time.Sleep(time.Until(killedAt.Add(2 * time.Second))) // the server may be at the last words of the process still
		want := old
		if info, err := s.Info(t.Context(), "n"); err != nil {
			t.Fatal(err)
		} else if info.Revision == 2 {
			want, after = next, after+1
		} else {
			before++
		}
		s.holds(t, "n", want)
		s.isClean(t)
	}
	t.Logf("killed before the head moved: %d, after: %d", before, after)
}

// kills is how often a process is killed: TRAMA_TEST_KILLS, or a few times.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("TRAMA_TEST_KILLS")); err == nil {
		return n
	}
	return 5
}

// isClean fails unless nothing is left of what was on its way once the leases have run out.
func (s named) isClean(t testing.TB) {
	t.Helper()
	x, params := newTool(t), map[string]any{"prefix": s.prefix}
	if err := s.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		"MATCH (l:_TramaLease) WHERE l.network STARTS WITH $prefix RETURN count(l)",
		"MATCH (b:_TramaBatch) WHERE b.network STARTS WITH $prefix AND NOT EXISTS { MATCH (c:_TramaCommit {token: b.token}) } RETURN count(b)",
		"MATCH (h:_TramaNetwork) WHERE h.network STARTS WITH $prefix AND (h.pending IS NOT NULL OR h.deleted) RETURN count(h)",
	} {
		if got := x.rows(query, params); got[0] != "0" {
			t.Errorf("left: %s: %s", query, got[0])
		}
	}
}

// leftPending imports a graph and ends the writer when so many batches stand in the public shape.
func (s named) leftPending(t testing.TB, network string, base graph.Revision, g *graph.Graph, batches int64) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx = graph.WithProgress(ctx, func(stage string, done, _ int64) {
		if stage == "store_apply" && done == batches {
			cancel()
		}
	})
	at, err := s.Import(ctx, network, base, g, graph.Commit{})
	if err != nil || at != base+1 {
		t.Fatalf("the head had moved, and yet: %d, %v", at, err)
	}
	if pending, err := s.Pending(t.Context(), s.prefix+network); err != nil || !pending {
		t.Fatalf("nothing is left to do: %v", err)
	}
}

// Once the head has moved the commit stands, however little of it is in the public shape; whoever comes next, and be it
// several at once, puts the rest there.
func TestLeftPending(t *testing.T) {
	old, next, third := parted(50), parted(90), parted(30)
	for name, nextStep := range map[string]func(t *testing.T, s named){
		"a reader": func(t *testing.T, s named) { s.holds(t, "n", next) },
		"a writer": func(t *testing.T, s named) {
			if _, err := s.Import(t.Context(), "n", 2, third, graph.Commit{}); err != nil {
				t.Fatal(err)
			}
			s.holds(t, "n", third)
		},
		"the first, again": func(t *testing.T, s named) {
			if _, err := s.Import(t.Context(), "n", 1, next, graph.Commit{}); graph.KindOf(err) != graph.Conflict {
				t.Errorf("a stale base: %v", err)
			}
			s.holds(t, "n", next)
		},
		"who asks for an old revision": func(t *testing.T, s named) {
			if g, err := s.Load(t.Context(), "n", 1); err != nil || g.Digest() != old.Digest() {
				t.Errorf("revision 1: %v", err)
			}
			if info, err := s.Info(t.Context(), "n"); err != nil || info.Revision != 2 || info.Digest != next.Digest() {
				t.Errorf("%+v %v", info, err)
			}
			s.holds(t, "n", next)
		},
		"who deletes it": func(t *testing.T, s named) {
			if err := s.Delete(t.Context(), "n", 0); err != nil {
				t.Fatal(err)
			}
			s.put(t, "n", third)
			s.holds(t, "n", third)
		},
		"many readers": func(t *testing.T, s named) {
			var readers sync.WaitGroup
			for range 6 {
				reader := s.again(t)
				readers.Go(func() {
					defer reader.Close()
					if g, err := reader.Load(t.Context(), "n", 0); err != nil || g.Digest() != next.Digest() {
						t.Errorf("load: %v", err)
					}
				})
			}
			readers.Wait()
			s.holds(t, "n", next)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := empty(t)
			s.InSmallSteps(20, time.Minute)
			s.put(t, "n", old)
			s.leftPending(t, "n", 1, next, 3)
			other := s.again(t)
			defer other.Close()
			other.InSmallSteps(20, time.Minute)
			nextStep(t, other)
		})
	}
}

// Progress goes up, stage by stage, to the end.
func TestProgress(t *testing.T) {
	s := empty(t)
	s.InSmallSteps(20, time.Minute)
	var stages []string
	last := map[string]int64{}
	ctx := graph.WithProgress(t.Context(), func(stage string, done, total int64) {
		if _, seen := last[stage]; !seen {
			stages = append(stages, stage)
		}
		if done <= last[stage] && last[stage] > 0 || done > total {
			t.Errorf("%s: %d of %d after %d", stage, done, total, last[stage])
		}
		last[stage] = done
	})
	g := parted(700)
	if _, err := s.Import(ctx, "n", 0, g, graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	s.Forget()
	if _, err := s.Load(ctx, "n", 0); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(stages) != "[store_log store_apply store_load]" || last["store_log"] != 1400 || last["store_apply"] != 70 {
		t.Errorf("%v %v", stages, last)
	}
}

// A lease that lives protects its batches from others, and one that was swept makes its writer fail.
func TestLease(t *testing.T) {
	s := empty(t)
	s.InSmallSteps(20, time.Minute)
	other := s.again(t)
	swept := make(chan error, 100)
	ctx := graph.WithProgress(t.Context(), func(stage string, done, _ int64) {
		if stage == "store_log" {
			swept <- other.Sweep(t.Context())
		}
	})
	if _, err := s.Import(ctx, "lives", 0, parted(100), graph.Commit{}); err != nil {
		t.Errorf("another process swept what lives: %v", err)
	}
	s.holds(t, "lives", parted(100))

	s.InSmallSteps(20, -time.Minute) // it has run out as soon as it is given
	if _, err := s.Import(ctx, "late", 0, parted(100), graph.Commit{}); graph.KindOf(err) != graph.Conflict {
		t.Errorf("a writer whose lease has run out: %v", err)
	}
	if _, err := s.Load(t.Context(), "late", 0); graph.KindOf(err) != graph.NotFound {
		t.Errorf("it left a network: %v", err)
	}
	close(swept)
	for err := range swept {
		if err != nil {
			t.Error(err)
		}
	}
	other.Close()
	s.isClean(t)
}

// The end of the context at any moment of a commit gives Interrupted and the old graph, or the new one.
func TestInterrupted(t *testing.T) {
	for _, items := range []int{10_000, 50} {
		s := empty(t)
		s.InSmallSteps(items, time.Second)
		old := graphtest.Town()
		s.put(t, "n", old)
		interrupted := 0
		for round := range 15 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(1+round*13)*time.Millisecond)
			next := parted(300 + round)
			info, err := s.Info(t.Context(), "n")
			if err != nil {
				t.Fatal(err)
			}
			at, err := s.Import(ctx, "n", info.Revision, next, graph.Commit{})
			cancel()
			switch {
			case err == nil && at == info.Revision+1:
				old = next
			case graph.KindOf(err) != graph.Interrupted:
				t.Fatalf("revision %d, %v", at, err)
			default:
				interrupted++
			}
			s.holds(t, "n", old)
		}
		t.Logf("%d items: %d of 15 interrupted", items, interrupted)
	}
}

// A connection that is cut at any byte gives the whole commit or none of it, and the answer tells which.
func TestCutConnection(t *testing.T) {
	for items, most := range map[int]int64{10_000: 25_000, 50: 9_000} {
		direct := empty(t)
		p := newProxy(t)
		s := named{opened(t, p.uri()), direct.prefix}
		s.InSmallSteps(items, 2*time.Second)
		old := graphtest.Town()
		direct.put(t, "n", old)
		base, failed := graph.Revision(1), 0
		for round := range 24 {
			next := parted(100 + round)
			p.cut(func() int64 { return rand.Int64N(most) })
			at, err := s.Import(t.Context(), "n", base, next, graph.Commit{})
			p.cut(nil)
			switch {
			case err == nil:
				base, old = at, next
			case graph.KindOf(err) == graph.Unavailable:
				failed++
			default:
				t.Fatalf("%s: %+v", graph.KindOf(err), inside(err))
			}
			direct.holds(t, "n", old)
		}
		t.Logf("%d items: %d of 24 failed", items, failed)
		s.Close()
	}
}

// Readers see whole revisions while a large one is being written by another process.
func TestReadersBesideAWriter(t *testing.T) {
	s := empty(t)
	s.InSmallSteps(25, time.Minute)
	states := map[string]bool{}
	for i := range 4 {
		states[parted(60+i).Digest()] = true
	}
	s.put(t, "n", parted(60))
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 3 {
		reader := s.again(t)
		readers.Go(func() {
			defer reader.Close()
			for {
				select {
				case <-stop:
					return
				default:
				}
				reader.Forget()
				g, err := reader.Load(t.Context(), "n", 0)
				if err != nil {
					t.Errorf("load: %v", err)
					return
				}
				if !states[g.Digest()] {
					t.Errorf("a reader got what no revision is: %d nodes, %d edges", g.Nodes(), g.Edges())
					return
				}
			}
		})
	}
	for i := 1; i < 4; i++ {
		if _, err := s.Import(t.Context(), "n", graph.Revision(i), parted(60+i), graph.Commit{}); err != nil {
			t.Errorf("import: %v", err)
		}
	}
	close(stop)
	readers.Wait()
	s.holds(t, "n", parted(63))
}

// A large network goes in steps; who makes one of the same name meanwhile gets an empty place.
func TestDeleteInSteps(t *testing.T) {
	s := empty(t)
	b := graph.NewBuilder()
	centre := b.Node("centre")
	for i := range 12_000 {
		b.Edge(graph.BuilderEdge{Source: b.Node(fmt.Sprint("leaf", i)), Target: centre, Type: "knows"})
	}
	star, _ := b.Build()
	s.put(t, "n", star)
	s.holds(t, "n", star)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := s.Delete(ctx, "n", 0); err != nil && graph.KindOf(err) != graph.Interrupted {
		t.Fatal(err)
	}
	if infos, err := s.Networks(t.Context()); err != nil || len(infos) > 1 {
		t.Errorf("%v %v", infos, err)
	}
	if err := s.Delete(t.Context(), "n", 0); err != nil && graph.KindOf(err) != graph.NotFound {
		t.Error(err)
	}
	s.put(t, "n", parted(20))
	s.holds(t, "n", parted(20))
	if err := s.Delete(t.Context(), "n", 0); err != nil {
		t.Error(err)
	}
	got := newTool(t).rows("MATCH (n) WHERE n.network = $network RETURN count(n)", map[string]any{"network": s.prefix + "n"})
	if got[0] != "0" {
		t.Errorf("%s nodes are left", got[0])
	}
}

// Where the server is lost while a network goes in steps, it is gone all the same, and the rest goes with the next opening.
func TestDeleteThatIsNotFinished(t *testing.T) {
	direct := empty(t)
	p := newProxy(t)
	s := named{opened(t, p.uri()), direct.prefix}
	defer s.Close()
	direct.put(t, "n", graphtest.Town())
	said := ""
	p.atCommits(passes, unsent, unsent, unsent)
	err := s.Delete(graph.WithRemarks(t.Context(), func(remark graph.Sentence) { said = remark.Code }), "n", 0)
	p.atCommits()
	if err != nil || said != "swept_later" {
		t.Errorf("said %q, %v", said, inside(err))
	}
	if _, err := direct.Info(t.Context(), "n"); graph.KindOf(err) != graph.NotFound {
		t.Errorf("it is there: %v", err)
	}
	direct.again(t).Close()
	got := newTool(t).rows("MATCH (n) WHERE n.network = $network RETURN count(n)", map[string]any{"network": s.prefix + "n"})
	if got[0] != "0" {
		t.Errorf("%s nodes are left", got[0])
	}
}

// A commit that was sent and not answered is looked for: what stands is not written twice, and what does not is written
// again.
func TestUnansweredCommit(t *testing.T) {
	direct := empty(t)
	p := newProxy(t)
	s := named{opened(t, p.uri()), direct.prefix}
	defer s.Close()
	for i, test := range []struct {
		items int
		fates []fate
		fails bool
	}{
		// the first commit is that of the reading of the head; after one without an answer comes the one that looks for it
		{10_000, []fate{unsent}, false},
		{10_000, []fate{passes, unsent}, false},
		{10_000, []fate{passes, unanswered}, false},
		{10_000, []fate{passes, unsent, passes, unsent}, false},
		{10_000, []fate{passes, unsent, unsent, unanswered, passes, unanswered}, false},
		{10_000, []fate{passes, unsent, passes, unsent, passes, unsent}, true},
		{60, []fate{passes, unanswered, unsent}, false},                         // a batch of the log
		{60, []fate{passes, passes, passes, passes, passes, unanswered}, false}, // the head
		{60, []fate{passes, passes, passes, passes, passes, unsent}, false},
		{60, []fate{passes, passes, passes, passes, passes, passes, unanswered, unsent}, false}, // the public shape
	} {
		network, g := fmt.Sprint("n", i), parted(100)
		s.InSmallSteps(test.items, 2*time.Second)
		p.atCommits(test.fates...)
		_, err := s.Import(t.Context(), network, 0, g, graph.Commit{})
		p.atCommits()
		if test.fails {
			if _, missing := direct.Info(t.Context(), network); graph.KindOf(err) != graph.Unavailable || graph.KindOf(missing) != graph.NotFound {
				t.Errorf("%d: %v, and then %v", i, inside(err), missing)
			}
			continue
		}
		if err != nil {
			t.Errorf("%d: %v", i, inside(err))
			continue
		}
		direct.holds(t, network, g)
		if history, err := direct.History(t.Context(), network, graph.Page{}); err != nil || len(history) != 1 {
			t.Errorf("%d: %d commits, %v", i, len(history), err)
		}
	}
}

// inside returns what the driver said, for whoever reads a failed test.
func inside(err error) []string {
	var out []string
	for err != nil {
		out = append(out, fmt.Sprintf("%T %v", err, err))
		if many, ok := err.(interface{ Unwrap() []error }); ok {
			err = many.Unwrap()[1]
		} else {
			err = errors.Unwrap(err)
		}
	}
	return out
}

// A connection that is cut while something else is done than a commit leaves all of it or nothing too, and no reader with
// a part.
func TestCutConnectionElsewhere(t *testing.T) {
	direct, x := empty(t), newTool(t)
	p := newProxy(t)
	s := named{opened(t, p.uri()), direct.prefix}
	defer s.Close()
	old, g := graphtest.Town(), parted(120)
	fill := func() {
		direct.put(t, "n", old)
		if _, err := direct.Import(t.Context(), "n", 1, g, graph.Commit{}); err != nil {
			t.Fatal(err)
		}
	}
	fill()
	failed := 0
	for round := range 20 {
		name := fmt.Sprint("s", round)
		x.rows("MATCH (n:Trama {network: $network}) SET n.seen = true", map[string]any{"network": s.prefix + "n"})
		s.Forget()
		p.cut(func() int64 { return rand.Int64N(40_000) })
		var err error
		switch round % 5 {
		case 0:
			err = loads(t, s, 0, g)
		case 1:
			err = loads(t, s, 1, old)
		case 2:
			err = s.Snapshot(t.Context(), "n", 1, name)
		case 3:
			_, err = s.Restore(t.Context(), s.prefix+"n", 2, direct.seen(t, "n").Shown)
		case 4:
			err = s.Delete(t.Context(), "n", 0)
		}
		p.cut(nil)
		if err != nil {
			failed++
		}
		if kind := graph.KindOf(err); err != nil && kind != graph.Unavailable {
			t.Fatalf("round %d: %s: %v", round, kind, inside(err))
		}
		direct.Forget()
		info, missing := direct.Info(t.Context(), "n")
		switch {
		case round%5 == 4 && missing != nil && graph.KindOf(missing) == graph.NotFound:
			fill()
			continue
		case missing != nil, round%5 == 4 && err == nil:
			t.Fatalf("round %d: %v, and then %+v, %v", round, err, info, missing)
		case round%5 == 2 && err == nil && info.Snapshots[len(info.Snapshots)-1].Revision != 1:
			t.Errorf("round %d: %+v", round, info)
		}
		if err := loads(t, direct, 0, g); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if left, err := direct.Restore(t.Context(), direct.prefix+"n", 2, direct.seen(t, "n").Shown); err != nil || left != 0 {
			t.Errorf("round %d: %d left, %v", round, left, err)
		}
		direct.holds(t, "n", g)
	}
	t.Logf("%d of 20 failed", failed)
}

// loads fails where a load that succeeds gives another graph, and returns the error of one that does not.
func loads(t *testing.T, s named, at graph.Revision, want *graph.Graph) error {
	t.Helper()
	g, err := s.Load(t.Context(), "n", at)
	if err == nil {
		graphtest.Same(t, g, want)
	}
	return err
}
