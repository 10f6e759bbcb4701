package neo4j

import (
	"context"

	"trama/graph"
)

// Delete takes a network away with all its history. From the first transaction on nobody sees it any more; the rest
// follows in steps, and whoever comes next goes on where a process has ended or the server was lost, of which a remark tells.
func (s *Store) Delete(ctx context.Context, network string, base graph.Revision) error {
	const op = "neo4j.Delete"
	var h head
	err := s.write(ctx, work{op: op, do: func(t transaction) (err error) {
		if h, err = t.lockHead(network, 1); err != nil {
			return err
		}
		if !h.there() {
			return graph.NoNetwork(op, network)
		}
		if base != 0 && base != h.Revision {
			return graph.StaleBase(op, network, base, h.Revision)
		}
		return t.run("MATCH (h:_TramaNetwork {network: $network}) SET h.deleted = true", map[string]any{"network": network})
	}, kept: func(t transaction) (bool, error) {
		now, err := t.lockHead(network, 1)
		return h.epoch != "" && now.epoch == h.epoch && now.deleted, err
	}})
	if err != nil {
		return err
	}
	s.cache.drop(network)
	if err := s.clear(ctx, op, network, h.epoch); err != nil {
		graph.Remark(ctx, sweptLater())
	}
	return nil
}

// sweptLater says that something was taken away, and that the server still has a part of it.
func sweptLater() graph.Sentence {
	return graph.Say("swept_later", "no program shows it any more, but the server still has a part of the old history: it is taken away when the store is next opened", nil)
}

// clearing lists the statements that take parts of a deleted network away: each is repeated until it finds nothing. The
// relations of the first thousand nodes go before those nodes, so that no transaction meets more than it can hold.
func clearing() []string {
	return []string{
		"MATCH (n:Trama) WHERE n.network = $network AND n.id IS NOT NULL WITH n LIMIT 1000 MATCH (n)-[r]-() WITH DISTINCT r LIMIT 10000 DELETE r RETURN count(*)",
		"MATCH (n:Trama) WHERE n.network = $network AND n.id IS NOT NULL WITH n LIMIT 1000 WHERE NOT EXISTS { (n)--() } DELETE n RETURN count(*)",
		"MATCH (c:_TramaCommit) WHERE c.network = $network AND c.revision IS NOT NULL WITH c LIMIT 1000 MATCH (b:_TramaBatch {token: c.token}) WHERE b.number IS NOT NULL WITH b LIMIT 100 DELETE b RETURN count(*)",
		"MATCH (c:_TramaCommit) WHERE c.network = $network AND c.revision IS NOT NULL WITH c LIMIT 1000 WHERE NOT EXISTS { MATCH (b:_TramaBatch {token: c.token}) WHERE b.number IS NOT NULL } DELETE c RETURN count(*)",
		"MATCH (s:_TramaSnapshot) WHERE s.network = $network AND s.name IS NOT NULL WITH s LIMIT 10000 DELETE s RETURN count(*)",
	}
}

// clear takes away what a deleted network has left. Each step looks under the lock whether the network is still that one.
func (s *Store) clear(ctx context.Context, op, network, epoch string) error {
	params := map[string]any{"network": network}
	for {
		var left int64
		mine := false
		err := s.write(ctx, work{op: op, do: func(t transaction) error {
			h, err := t.lockHead(network, 1)
			if mine = h.deleted && h.epoch == epoch; err != nil || !mine {
				return err
			}
			if left, err = t.clearSome(params); err != nil || left > 0 {
				return err
			}
			return t.run("MATCH (h:_TramaNetwork {network: $network}) DELETE h", params)
		}})
		if err != nil || !mine || left == 0 {
			return err
		}
	}
}

// clearSome runs each statement once and returns how much they took away.
func (t transaction) clearSome(params map[string]any) (gone int64, err error) {
	for _, statement := range clearing() {
		n, err := t.count(statement, params)
		if err != nil {
			return 0, err
		}
		gone += n
	}
	return gone, nil
}

// sweep takes away what dead processes have left: batches whose lease has run out, and deleted networks.
func (s *Store) sweep(ctx context.Context) error {
	const op = "neo4j.Open"
	expired, deleted := []string(nil), [][2]string(nil)
	err := s.read(ctx, work{op: op, do: func(t transaction) error {
		expired, deleted = nil, nil
		err := t.each("MATCH (l:_TramaLease) WHERE l.until < timestamp() OR l.swept IS NOT NULL RETURN l.token", nil, func(values []any) error {
			token, _ := values[0].(string)
			expired = append(expired, token)
			return nil
		})
		if err != nil {
			return err
		}
		return t.each("MATCH (h:_TramaNetwork) WHERE h.deleted RETURN h.network, h.epoch", nil, func(values []any) error {
			network, _ := values[0].(string)
			epoch, _ := values[1].(string)
			deleted = append(deleted, [2]string{network, epoch})
			return nil
		})
	}})
	if err != nil {
		return err
	}
	for _, token := range expired {
		if err := s.sweepLease(ctx, token, false); err != nil {
			return err
		}
	}
	for _, d := range deleted {
		if err := s.clear(ctx, op, d[0], d[1]); err != nil {
			return err
		}
	}
	return nil
}

// sweepLease ends a lease that has run out, or one that its writer gives up, and takes its batches away.
func (s *Store) sweepLease(ctx context.Context, token string, givenUp bool) error {
	for {
		left := false
		err := s.write(ctx, work{op: "neo4j.sweep", do: func(t transaction) (err error) {
			left, err = t.sweepSome(map[string]any{"token": token, "givenUp": givenUp})
			return err
		}})
		if err != nil || !left {
			return err
		}
	}
}

// sweepSome takes some batches away under the lock of their lease, so that its writer, should it live, finds the lease
// swept or has made a commit of it. It returns whether there is more to do.
func (t transaction) sweepSome(params map[string]any) (left bool, err error) {
	if err := t.lockLease(params); err != nil {
		return false, err
	}
	n, err := t.count("MATCH (l:_TramaLease {token: $token}) WHERE $givenUp OR l.swept IS NOT NULL OR l.until < timestamp() SET l.swept = true RETURN count(l)", params)
	if err != nil || n == 0 {
		return false, err
	}
	n, err = t.count("MATCH (b:_TramaBatch {token: $token}) WHERE b.number IS NOT NULL WITH b LIMIT 20 DELETE b RETURN count(*)", params)
	if err != nil || n > 0 {
		return true, err
	}
	return false, t.run("MATCH (l:_TramaLease {token: $token}) DELETE l", params)
}

// lockLease waits for whoever else works on a lease. That it is deleted meanwhile is no fault: the next statement sees.
func (t transaction) lockLease(params map[string]any) error {
	return t.run("MATCH (l:_TramaLease {token: $token}) SET l.lock = true REMOVE l.lock", params)
}
