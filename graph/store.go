package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Revision numbers the states of a network, from 1; 0 is the state before the first commit, and in Load the newest.
type Revision int64

// Store keeps networks and their history. Implementations are safe for concurrent use, by several processes too, and
// pass graphtest.TestStore.
//
// Errors are *Error: NotFound for an unknown network, revision or snapshot, Conflict where base is not the newest
// revision, Invalid for changes that do not fit, Unavailable where the store cannot be reached, Interrupted when the
// context ends. A call that fails has changed nothing.
type Store interface {
	// Networks lists all networks in ascending order of name, without reading a graph.
	Networks(ctx context.Context) ([]NetworkInfo, error)
	// Info tells of one network, without reading its graph.
	Info(ctx context.Context, network string) (NetworkInfo, error)
	// Load returns the graph at a revision; at 0 it is the newest.
	Load(ctx context.Context, network string, at Revision) (*Graph, error)
	// Apply makes the next revision of changes to base, which must be the newest. On base 0 it makes the network.
	// Changes without effect make no revision: the newest one is returned (0, and no network, on base 0).
	Apply(ctx context.Context, network string, base Revision, c Commit) (Revision, error)
	// Snapshot gives a revision (0: the newest) a name, one that CheckSnapshotName takes; one that another revision has is a
	// Conflict.
	Snapshot(ctx context.Context, network string, at Revision, name string) error
	// History lists commits, newest first, without their changes.
	History(ctx context.Context, network string, page Page) ([]Commit, error)
	// Delete takes a network away with all its history; base must be the newest revision, at 0 it is whichever that is.
	Delete(ctx context.Context, network string, base Revision) error
	Close() error
}

// Importer is a Store with a bulk path: next becomes the newest revision, without Changes that hold millions of values.
// Commit.Changes is ignored. It promises what Apply promises.
type Importer interface {
	Import(ctx context.Context, network string, base Revision, next *Graph, c Commit) (Revision, error)
}

// Dated is a Store that looks up when something came without making a graph.
type Dated interface {
	Store
	// Since returns since which revision each of the nodes is there without a break, in the network as it is at a revision (0:
	// the newest): 0 for one that is not there then.
	Since(ctx context.Context, network string, at Revision, nodes []string) ([]Revision, error)
}

// Shared is a Store in which other programs can change the newest state of a network, past its history. Load returns what
// the history says, whatever they made of it, and a Remark where that differs.
type Shared interface {
	Store
	// Outside returns the newest revision, and what others see in its place.
	Outside(ctx context.Context, network string) (Seen, error)
	// Restore puts the newest revision, which must be at, in place of what others see, node by node and relation by relation
	// where that is still as it was in seen. What they have changed since stays for the next time: it returns how much.
	Restore(ctx context.Context, network string, at Revision, seen *Graph) (left int, err error)
}

// Seen is the newest revision of a network, and what other programs see in its place.
type Seen struct {
	At           Revision
	Graph, Shown *Graph
}

// Changes returns what other programs have changed.
func (s Seen) Changes() Changes { return Diff(s.Graph, s.Shown) }

// NetworkInfo is what is known of a network without reading its graph.
type NetworkInfo struct {
	Network   string     `json:"network"`
	Title     string     `json:"title"`
	Revision  Revision   `json:"revision"`
	Digest    string     `json:"digest"`
	Nodes     int        `json:"nodes"`
	Edges     int        `json:"edges"`
	Time      time.Time  `json:"-"` // of the newest commit
	Snapshots []Snapshot `json:"snapshots"`
}

// Snapshot is a name of a revision.
type Snapshot struct {
	Name     string   `json:"name"`
	Revision Revision `json:"revision"`
}

// Commit is a change with its author, time and message. Stores set Revision, Counts and, where it is zero, Time.
type Commit struct {
	Revision Revision  `json:"revision"`
	Author   string    `json:"author"`
	Time     time.Time `json:"time"`
	Message  string    `json:"message"`
	Snapshot string    `json:"snapshot"` // the name of the revision, where it has one
	Counts   Counts    `json:"counts"`
	Changes  Changes   `json:"-"`
}

// Counts says how much a commit changed.
type Counts struct {
	NodesAdded   int `json:"nodes_added"`
	NodesChanged int `json:"nodes_changed"`
	NodesRemoved int `json:"nodes_removed"`
	EdgesAdded   int `json:"edges_added"`
	EdgesChanged int `json:"edges_changed"`
	EdgesRemoved int `json:"edges_removed"`
}

// Total returns how many nodes and edges a commit touched.
func (c Counts) Total() int {
	return c.NodesAdded + c.NodesChanged + c.NodesRemoved + c.EdgesAdded + c.EdgesChanged + c.EdgesRemoved
}

// Summary returns the counts of nodes and edges together.
func (c Counts) Summary() Summary {
	return Summary{
		Added: c.NodesAdded + c.EdgesAdded, Changed: c.NodesChanged + c.EdgesChanged, Removed: c.NodesRemoved + c.EdgesRemoved,
	}
}

// Page is a part of a list; a Limit of 0 is all.
type Page struct{ Offset, Limit int }

// CheckNetworkName returns a Usage error where a name is not a slug: [a-z0-9][a-z0-9-]{0,62}.
func CheckNetworkName(name string) error {
	ok := len(name) > 0 && len(name) <= 63 && name[0] != '-'
	for i := range len(name) {
		c := name[i]
		ok = ok && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')
	}
	if ok {
		return nil
	}
	return Fail(Usage, "graph.CheckNetworkName", Say("network_name",
		"a network's name has 1 to 63 of a-z, 0-9 and -, and does not begin with -", nil))
}

// CheckSnapshotName returns a Usage error where a name is none that people could say again: a blank one, one longer than an
// id may be, one with control characters, a whole number, which is a revision's.
func CheckSnapshotName(name string) error {
	const op = "graph.CheckSnapshotName"
	if strings.TrimSpace(name) == "" || len(name) > MaxNodeID || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return Fail(Usage, op, Say("snapshot_name",
			"the name of a snapshot has 1 to {limit} bytes, is not blank and holds no control characters", V{"limit": MaxNodeID}))
	}
	if strings.Trim(strings.TrimSpace(name), "0123456789") == "" {
		return Fail(Usage, op, Say("snapshot_number",
			"the name of a snapshot is not a whole number, which is taken for a revision: give it a word too, such as “Meeting {name}”", V{"name": strings.TrimSpace(name)}))
	}
	return nil
}

// NoNetwork returns the error of a network that a store does not have.
func NoNetwork(op, network string) error {
	return Fail(NotFound, op, Say("no_network", "there is no network {network}", V{"network": network}))
}

// NoRevision returns the error of a revision that a network does not have.
func NoRevision(op, network string, at Revision) error {
	return Fail(NotFound, op, Say("no_revision", "network {network} has no revision {revision}", V{"network": network, "revision": int64(at)}))
}

// StaleBase returns the error of a commit whose base is not the newest revision.
func StaleBase(op, network string, base, newest Revision) error {
	return Fail(Conflict, op, Say("stale_base", "network {network} has changed meanwhile: revision {newest}, not {base}",
		V{"network": network, "newest": int64(newest), "base": int64(base)}))
}

// SnapshotTaken returns the error of a snapshot whose name another revision has.
func SnapshotTaken(op, network string, taken Snapshot) error {
	return Fail(Conflict, op, Say("snapshot_taken", "network {network} has a snapshot {name} already, of revision {revision}",
		V{"network": network, "name": taken.Name, "revision": int64(taken.Revision)}))
}

// Nameable returns the error that Store.Snapshot would give for a name once changes to g, the newest state, are written:
// to be asked before, so that what is to be named is not half written.
func (info NetworkInfo) Nameable(name string, g *Graph, c Changes) error {
	if err := CheckSnapshotName(name); err != nil {
		return err
	}
	i := slices.IndexFunc(info.Snapshots, func(s Snapshot) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	then, err := g.Apply(c)
	if err != nil {
		return err
	}
	if taken := info.Snapshots[i]; taken.Revision != info.Revision || !Diff(g, then).Empty() {
		return SnapshotTaken("graph.Nameable", info.Network, taken)
	}
	return nil
}

// SnapshotOf returns the name of a revision, of several the first, as the history has it; "" where it has none.
func (info NetworkInfo) SnapshotOf(at Revision) string {
	for _, s := range info.Snapshots {
		if s.Revision == at {
			return s.Name
		}
	}
	return ""
}

// At returns the revision that a text names: a number, or the name of a snapshot; "" is the newest. It is NotFound where
// the network has none of that name. Older versions took a number for a name: it is one where there is no such revision.
func (info NetworkInfo) At(text string) (Revision, error) {
	if text == "" {
		return info.Revision, nil
	}
	var at Revision
	if _, err := fmt.Sscanf(text, "%d", &at); err == nil && fmt.Sprint(at) == text && at > 0 && at <= info.Revision {
		return at, nil
	}
	for _, s := range info.Snapshots {
		if s.Name == text {
			return s.Revision, nil
		}
	}
	return 0, Fail(NotFound, "graph.NetworkInfo.At", Say("no_snapshot",
		"network {network} has no revision or snapshot {name}", V{"network": info.Network, "name": text}))
}
