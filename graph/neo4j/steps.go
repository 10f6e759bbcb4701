package neo4j

import (
	"context"
	"time"

	"trama/graph"
)

// inSteps writes a commit that is too large for one transaction: its batches under a lease, then commit and head in one
// transaction, then the public shape. Once the head has moved the commit stands, whatever happens to the rest.
func (w *writing) inSteps(ctx context.Context) error {
	err := w.log(ctx)
	if err == nil {
		err = w.store.write(ctx, work{op: w.op, do: w.point, kept: w.kept})
	}
	if err != nil {
		w.abandon(ctx)
		return err
	}
	w.applyAll(ctx)
	return nil
}

// log writes the batches, each with a new term of the lease.
func (w *writing) log(ctx context.Context) error {
	total := int64(w.commit.Counts.Total())
	done := int64(0)
	for b := range w.all {
		params := map[string]any{
			"network": w.network, "token": w.token, "number": w.count, "payload": b.pack(), "term": w.store.lease.Milliseconds(),
		}
		err := w.store.write(ctx, work{op: w.op, do: func(t transaction) error { return w.logBatch(t, params) }})
		if err != nil {
			return err
		}
		w.count++
		done += int64(b.items())
		graph.Report(ctx, "store_log", done, total)
	}
	return nil
}

// logBatch is idempotent, so that it may run again where its commit was not answered.
func (w *writing) logBatch(t transaction, params map[string]any) error {
	lease := "MATCH (l:_TramaLease {token: $token}) WHERE l.swept IS NULL"
	if params["number"] == int64(0) {
		lease = "MERGE (l:_TramaLease {token: $token}) SET l.network = $network WITH l WHERE l.swept IS NULL"
	}
	if err := t.lockLease(params); err != nil {
		return err
	}
	n, err := t.count(lease+` SET l.until = timestamp() + $term
		MERGE (b:_TramaBatch {token: $token, number: $number}) SET b.network = $network, b.payload = $payload RETURN count(b)`, params)
	if err == nil && n != 1 {
		err = w.leaseLost()
	}
	return err
}

func (w *writing) leaseLost() error {
	return graph.Fail(graph.Conflict, w.op, graph.Say("lease_lost", "the change to network {network} took too long between two steps, and was taken away", graph.V{"network": w.network}))
}

// point moves the head to the commit, if all of its batches are there.
func (w *writing) point(t transaction) error {
	if err := w.moveHead(t, true); err != nil {
		return err
	}
	return w.endLease(t, w.count)
}

// endLease makes sure that so many batches are there under the lease, and ends it.
func (w *writing) endLease(t transaction, batches int64) error {
	params := map[string]any{"token": w.token}
	if err := t.lockLease(params); err != nil {
		return err
	}
	leases, err := t.count("MATCH (l:_TramaLease {token: $token}) WHERE l.swept IS NULL DELETE l RETURN count(*)", params)
	if err != nil {
		return err
	}
	logged, err := t.count("MATCH (b:_TramaBatch {token: $token}) WHERE b.number IS NOT NULL RETURN count(b)", params)
	if err == nil && (leases != 1 || logged != batches) {
		err = w.leaseLost()
	}
	return err
}

// abandon takes away the batches of a commit that failed. What it cannot reach goes when the lease has run out.
func (w *writing) abandon(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = w.store.sweepLease(ctx, w.token, true)
}

// applyAll puts the batches into the public shape, from the graph in hand. A fault, or the end of the context, leaves the
// rest to whoever comes next.
func (w *writing) applyAll(ctx context.Context) {
	number := int64(0)
	for b := range w.all {
		p := pendingBatch{network: w.network, token: w.token, number: number, last: number == w.count-1}
		if ctx.Err() != nil {
			return
		}
		if _, err := w.store.applyBatch(ctx, w.op, p, applying{b, w.shaper}); err != nil {
			return
		}
		number++
		graph.Report(ctx, "store_apply", number, w.count)
	}
}

// pendingBatch names a batch of the newest commit of a network.
type pendingBatch struct {
	network, token string
	number         int64
	last           bool
}

// applying is a batch with what puts it into the public shape.
type applying struct {
	batch  *batch
	shaper *shaper
}

// applyBatch applies a batch and marks it as applied, unless another process has done so. It returns how many batches
// stand then, -1 where the commit is not pending any more.
func (s *Store) applyBatch(ctx context.Context, op string, p pendingBatch, a applying) (applied int64, err error) {
	err = s.merging(ctx, a, work{op: op, do: func(t transaction) error {
		h, err := t.lockHead(p.network, 1)
		if err != nil {
			return err
		}
		applied = h.applied
		if h.pending != p.token {
			applied = -1
		}
		if applied != p.number {
			a.shaper.forget()
			return nil
		}
		applied++
		return a.applyAndMark(t, p)
	}})
	return applied, err
}

// merging runs work that puts a batch into the public shape. Where another program has made a node there of an id that the
// log does not know, the work is done again, and what is there takes the values of the batch.
func (s *Store) merging(ctx context.Context, a applying, w work) error {
	err := s.write(ctx, w)
	if a.batch.fresh && codeIs(err, "Neo.ClientError.Schema.ConstraintValidationFailed") {
		a.batch.fresh = false
		a.shaper.forget()
		err = s.write(ctx, w)
	}
	return err
}

func (a applying) applyAndMark(t transaction, p pendingBatch) error {
	if err := a.shaper.apply(t, a.batch); err != nil {
		return err
	}
	mark := "SET h.applied = $applied"
	if p.last {
		mark = "REMOVE h.pending, h.batches, h.applied"
		if err := t.dropUnkept(p); err != nil {
			return err
		}
	}
	return t.run("MATCH (h:_TramaNetwork {network: $network}) "+mark, map[string]any{"network": p.network, "applied": p.number + 1})
}

// dropUnkept takes away the batches of a commit that keeps none: they changed the public shape to a history that was made
// anew, and still say what was taken out of it.
func (t transaction) dropUnkept(p pendingBatch) error {
	return t.run(`MATCH (h:_TramaNetwork {network: $network}) MATCH (c:_TramaCommit {network: $network, revision: h.revision}) WHERE c.token = $token AND c.batches = 0
		MATCH (b:_TramaBatch {token: $token}) WHERE b.number IS NOT NULL DELETE b`, map[string]any{"network": p.network, "token": p.token})
}

// finish applies what the log holds and the public shape does not.
func (s *Store) finish(ctx context.Context, op string, h head) error {
	shaper := s.newShaper(h.Network)
	for number := h.applied; number >= 0 && number < h.batches; {
		b, err := s.loggedBatch(ctx, op, h.pending, number)
		if err != nil {
			return err
		}
		p := pendingBatch{network: h.Network, token: h.pending, number: number, last: number == h.batches-1}
		if number, err = s.applyBatch(ctx, op, p, applying{b, shaper}); err != nil {
			return err
		}
		graph.Report(ctx, "store_apply", number, h.batches)
	}
	return nil
}

// loggedBatch reads one batch of the log.
func (s *Store) loggedBatch(ctx context.Context, op, token string, number int64) (b *batch, err error) {
	query := "MATCH (b:_TramaBatch {token: $token, number: $number}) RETURN b.payload"
	err = s.read(ctx, work{op: op, do: func(t transaction) error {
		return t.each(query, map[string]any{"token": token, "number": number}, func(values []any) error {
			payload, _ := values[0].([]byte)
			b, err = unpack(payload)
			return err
		})
	}})
	if err == nil && b == nil {
		err = s.failure(ctx, op, errPayload)
	}
	return b, err
}
