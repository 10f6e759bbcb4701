package analysis

import (
	"trama/analysis/community"
)

// Communities are groups that relate more inside than outside.
type Communities struct {
	Method     string      `json:"method"`
	Resolution float64     `json:"resolution"`
	Seed       int64       `json:"seed"`
	Count      int         `json:"count"`
	Modularity float64     `json:"modularity"`
	Groups     []Community `json:"groups"`
}

// Community is one group, named after its largest organization.
type Community struct {
	ID    int    `json:"id"`
	Label string `json:"label"`
	Size  int    `json:"size"`
}

// grouping is the outcome of the search for communities.
type grouping struct {
	partition *community.Partition
	err       error
	fault     any // what it panicked with, for whoever waits for it to panic with
}

// group searches for the communities. It runs beside the other parts, since on a large graph it uses one core only.
func (b *reporter) group() {
	var found grouping
	defer func() {
		found.fault = recover()
		b.groups <- found
	}()
	found.partition, found.err = community.New(b.ctx, b.v, community.Options{Seed: b.o.Seed})
}

// communities fills the groups, each named after its best connected organization.
func (b *reporter) communities() error {
	found := <-b.groups
	if found.fault != nil {
		panic(found.fault)
	}
	p, err := found.partition, found.err
	if err != nil {
		return err
	}
	b.Communities = Communities{
		Method: "leiden", Resolution: 1, Seed: b.o.Seed, Count: len(p.Sizes), Modularity: p.Modularity, Groups: []Community{},
	}
	members := make([][]uint32, atMost(len(p.Sizes), b.o.Limit))
	for u, c := range p.Of {
		if int(c) < len(members) {
			members[c] = append(members[c], uint32(u))
		}
	}
	for c, nodes := range members {
		b.Communities.Groups = append(b.Communities.Groups, Community{ID: c + 1, Label: namesake(b.v, nodes), Size: p.Sizes[c]})
	}
	return nil
}

// community fills the column of communities, numbered as in the report.
func (m *measurer) community() error {
	p, err := community.New(m.ctx, m.v, community.Options{Seed: m.o.Seed})
	if err != nil {
		return err
	}
	m.whole("community", func(u int) int64 { return int64(p.Of[u]) + 1 })
	return nil
}
