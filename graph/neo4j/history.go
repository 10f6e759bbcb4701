package neo4j

import (
	"cmp"
	"context"
	"errors"
	"time"

	"trama/graph"
)

// Snapshot gives a revision a name; 0 is the newest.
func (s *Store) Snapshot(ctx context.Context, network string, at graph.Revision, name string) error {
	const op = "neo4j.Snapshot"
	if err := graph.CheckSnapshotName(name); err != nil {
		return err
	}
	return s.write(ctx, work{op: op, do: func(t transaction) error {
		h, err := t.lockHead(network, 1)
		if err != nil {
			return err
		}
		if !h.there() {
			return graph.NoNetwork(op, network)
		}
		revision := at
		if revision == 0 {
			revision = h.Revision
		}
		if revision < 1 || revision > h.Revision {
			return graph.NoRevision(op, network, at)
		}
		params := map[string]any{"network": network, "name": name, "revision": int64(revision)}
		stands, err := t.count("MERGE (s:_TramaSnapshot {network: $network, name: $name}) ON CREATE SET s.revision = $revision RETURN s.revision", params)
		if err == nil && stands != int64(revision) {
			err = graph.SnapshotTaken(op, network, graph.Snapshot{Name: name, Revision: graph.Revision(stands)})
		}
		return err
	}})
}

// History lists commits, newest first, without their changes.
func (s *Store) History(ctx context.Context, network string, page graph.Page) ([]graph.Commit, error) {
	for {
		commits, err := s.historyOnce(ctx, network, page)
		if !errors.Is(err, errReplaced) {
			return commits, err
		}
	}
}

// historyOnce is errReplaced where the network has become another one, or its history was made anew, meanwhile.
func (s *Store) historyOnce(ctx context.Context, network string, page graph.Page) (commits []graph.Commit, err error) {
	const op = "neo4j.History"
	h, err := s.head(ctx, op, network)
	if err != nil {
		return nil, err
	}
	query := "MATCH (c:_TramaCommit {network: $network}) WHERE c.revision <= $newest RETURN properties(c) ORDER BY c.revision DESC LIMIT $limit"
	first := h.Revision - graph.Revision(page.Offset)
	limit := int64(page.Limit)
	if limit == 0 {
		limit = int64(h.Revision)
	}
	params := map[string]any{"network": network, "newest": int64(first), "limit": limit}
	err = s.read(ctx, work{op: op, do: func(t transaction) error {
		commits = []graph.Commit{}
		names, err := t.snapshotNames(network)
		if err != nil {
			return err
		}
		err = t.each(query, params, func(values []any) error {
			c := commitFrom(values[0])
			c.Snapshot = names[c.Revision]
			commits = append(commits, c)
			return nil
		})
		if now, failed := t.readHead(network); err == nil && (failed != nil || now.epoch != h.epoch || now.deleted) {
			err = cmp.Or(failed, error(errReplaced))
		}
		if err == nil && len(commits) != min(int(limit), max(int(first), 0)) {
			err = s.logDamaged(op, network)
		}
		return err
	}})
	return commits, err
}

// Since returns since which revision each of the nodes is there without a break, 0 for one that is not there at the revision.
// It reads the log once.
func (s *Store) Since(ctx context.Context, network string, at graph.Revision, nodes []string) ([]graph.Revision, error) {
	for {
		since, err := s.sinceOnce(ctx, network, at)
		if graph.KindOf(err) == graph.Conflict {
			continue // the network has become another one meanwhile
		}
		out := make([]graph.Revision, len(nodes))
		for i, id := range nodes {
			out[i] = since[id]
		}
		return out, err
	}
}

func (s *Store) sinceOnce(ctx context.Context, network string, at graph.Revision) (map[string]graph.Revision, error) {
	const op = "neo4j.Since"
	h, err := s.head(ctx, op, network)
	if err != nil {
		return nil, err
	}
	at = cmp.Or(at, h.Revision)
	if at < 1 || at > h.Revision {
		return nil, graph.NoRevision(op, network, at)
	}
	commits, err := s.loggedCommits(ctx, op, h)
	if err != nil {
		return nil, err
	}
	since := map[string]graph.Revision{}
	return since, s.walkLog(ctx, op, h, commits[:at], func(commit int, payload []byte) error {
		b, err := unpack(payload)
		if errors.Is(err, errPayload) {
			return s.logDamaged(op, network)
		}
		for _, n := range b.putNodes {
			since[n.ID] = cmp.Or(since[n.ID], commits[commit].Revision)
		}
		for _, id := range b.removeNodes {
			delete(since, id)
		}
		return nil
	}, func(int) error { return nil })
}

// snapshotNames returns the first name of each revision that has one. They are read once: looked for at each commit they would
// be read as often as there are commits.
func (t transaction) snapshotNames(network string) (map[graph.Revision]string, error) {
	names := map[graph.Revision]string{}
	query := "MATCH (s:_TramaSnapshot {network: $network}) WHERE s.name IS NOT NULL RETURN s.revision, min(s.name)"
	err := t.each(query, map[string]any{"network": network}, func(values []any) error {
		revision, _ := values[0].(int64)
		names[graph.Revision(revision)], _ = values[1].(string)
		return nil
	})
	return names, err
}

func commitFrom(properties any) graph.Commit {
	p, _ := properties.(map[string]any)
	text := func(name string) string { s, _ := p[name].(string); return s }
	number := func(name string) int { n, _ := p[name].(int64); return int(n) }
	c := graph.Commit{
		Revision: graph.Revision(number("revision")), Author: text("author"), Message: text("message"),
		Counts: graph.Counts{
			NodesAdded: number("nodes_added"), NodesChanged: number("nodes_changed"), NodesRemoved: number("nodes_removed"),
			EdgesAdded: number("edges_added"), EdgesChanged: number("edges_changed"), EdgesRemoved: number("edges_removed"),
		},
	}
	if at, ok := p["time"].(time.Time); ok {
		c.Time = at.UTC()
	}
	return c
}

// commitProperties returns a commit as the properties of its node.
func commitProperties(network, token string, c graph.Commit, batches int64) map[string]any {
	return map[string]any{
		"network": network, "token": token, "batches": batches, "revision": int64(c.Revision),
		"author": c.Author, "message": c.Message, "time": c.Time,
		"nodes_added": int64(c.Counts.NodesAdded), "nodes_changed": int64(c.Counts.NodesChanged), "nodes_removed": int64(c.Counts.NodesRemoved),
		"edges_added": int64(c.Counts.EdgesAdded), "edges_changed": int64(c.Counts.EdgesChanged), "edges_removed": int64(c.Counts.EdgesRemoved),
	}
}
