package neo4j

import (
	"maps"
	"slices"

	"trama/graph"
)

// shaper puts batches of one commit into the public shape. It remembers the server's own ids of the nodes that it made,
// for as long as the commit takes, because edges find their ends by them nearly twice as fast; they go nowhere else.
type shaper struct {
	network string
	made    map[string]int64
	words   vocabulary
	learned bool // words is what the server has
}

func (s *Store) newShaper(network string) *shaper {
	return &shaper{network: network, made: map[string]int64{}, words: newVocabulary(s.names)}
}

// forget drops the server's ids: another process has put nodes into the public shape, or what was made is gone.
func (s *shaper) forget() { clear(s.made) }

// apply puts a batch into the public shape. Applied again it changes nothing more, except that a fresh batch must not
// have been applied before.
func (s *shaper) apply(t transaction, b *batch) error {
	if err := s.learn(t, b); err != nil {
		return err
	}
	if err := s.removeEdges(t, b.removeEdges); err != nil {
		return err
	}
	nodes, edges := s.mergeNodes, s.mergeEdges
	if b.fresh {
		nodes, edges = s.createNodes, s.createEdges
	}
	if err := nodes(t, b.putNodes); err != nil {
		return err
	}
	if err := edges(t, b.putEdges); err != nil {
		return err
	}
	return s.removeNodes(t, b.removeNodes)
}

// learn asks the server for its vocabulary where a batch needs it.
func (s *shaper) learn(t transaction, b *batch) error {
	if s.learned || !b.needsWords() {
		return nil
	}
	words, err := t.vocabulary(s.words.most)
	s.words, s.learned = words, err == nil
	return err
}

// needsWords tells whether a batch has names that the catalogue does not have, or may take the labels of such a name away.
func (b *batch) needsWords() bool {
	for _, n := range b.putNodes {
		if n.Kind == nil {
			continue
		}
		if _, known := graph.FindKind(*n.Kind); !b.fresh || !known && *n.Kind != "" {
			return true
		}
	}
	for _, e := range b.putEdges {
		if e.Type != nil && *e.Type != "" && !catalogued(*e.Type) {
			return true
		}
	}
	return false
}

func (s *shaper) run(t transaction, query string, rows []any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.run(query, map[string]any{"network": s.network, "rows": rows})
}

func (s *shaper) removeEdges(t transaction, refs []edgeRef) error {
	return s.run(t, `UNWIND $rows AS row
		MATCH (a:Trama {network: $network, id: row[1]})-[r {id: row[0]}]->(b:Trama {network: $network, id: row[2]})
		DELETE r`, rowsOf(refs))
}

func (s *shaper) removeNodes(t transaction, ids []string) error {
	return s.run(t, "UNWIND $rows AS id MATCH (n:Trama {network: $network, id: id}) DETACH DELETE n", listOf(ids))
}

// nodeProperties returns the properties that a change gives a node, a nil for each that it takes away.
func (s *shaper) nodeProperties(n graph.NodeChange) map[string]any {
	p := changedProperties(n.Attributes)
	p[propNetwork], p[propID] = s.network, n.ID
	if n.Kind != nil {
		p[propKind] = textOrNil(*n.Kind)
	}
	return p
}

// changedProperties returns attributes as properties. Those whose names the server does not take are all there if one
// is, and share one property.
func changedProperties(attrs graph.Attributes) map[string]any {
	p := properties(attrs)
	if other := unnamed(attrs); len(other) > 0 {
		p[propOther] = otherProperty(slices.DeleteFunc(other, func(a graph.Attribute) bool { return a.Value.IsZero() }))
	}
	return p
}

func textOrNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func (s *shaper) createNodes(t transaction, nodes []graph.NodeChange) error {
	var groups grouped
	for _, n := range nodes {
		groups.add(s.words.nodeLabels(*n.Kind), row{properties: s.nodeProperties(n)})
	}
	for _, labels := range groups.texts {
		rows, properties := tabled(groups.rows[labels])
		query := "UNWIND $rows AS row CREATE (n:Trama" + labels + properties.literal + ")" + properties.rest("n") + " RETURN collect(n.id), collect(id(n))"
		err := t.each(query, map[string]any{"rows": rows}, func(values []any) error {
			ids, _ := values[0].([]any)
			own, _ := values[1].([]any)
			for i := range ids {
				id, _ := ids[i].(string)
				s.made[id], _ = own[i].(int64)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mergeNodes puts nodes of which some are there. Those that change their kind lose the labels of the old one.
func (s *shaper) mergeNodes(t transaction, nodes []graph.NodeChange) error {
	var groups grouped
	var kinded []any
	for _, n := range nodes {
		set := ""
		if n.Kind != nil {
			set = s.words.nodeLabels(*n.Kind)
			kinded = append(kinded, n.ID)
		}
		groups.add(set, row{properties: s.nodeProperties(n)})
	}
	if err := s.unlabel(t, kinded); err != nil {
		return err
	}
	for _, labels := range groups.texts {
		var rows []any
		for _, r := range groups.rows[labels] {
			rows = append(rows, r.properties)
		}
		err := s.run(t, "UNWIND $rows AS row MERGE (n:Trama {network: $network, id: row.id}) SET n:Trama"+labels+" SET n += row", rows)
		if err != nil {
			return err
		}
	}
	return nil
}

// unlabel takes the labels of their kinds from the nodes that are there.
func (s *shaper) unlabel(t transaction, ids []any) error {
	byLabels := map[string][]any{}
	query := "UNWIND $rows AS id MATCH (n:Trama {network: $network, id: id}) RETURN n.id, n.kind"
	err := t.each(query, map[string]any{"network": s.network, "rows": ids}, func(values []any) error {
		kind, _ := values[1].(string)
		labels := s.words.nodeLabels(kind)
		byLabels[labels] = append(byLabels[labels], values[0])
		return nil
	})
	for _, labels := range slices.Sorted(maps.Keys(byLabels)) {
		if err == nil && labels != "" {
			err = s.run(t, "UNWIND $rows AS id MATCH (n:Trama {network: $network, id: id}) REMOVE n"+labels, byLabels[labels])
		}
	}
	return err
}

// edgeProperties returns the properties that a change gives an edge, a nil for each that it takes away. The direction
// stands there only where it is not what everybody would take it for.
func edgeProperties(e graph.EdgeChange) map[string]any {
	p := changedProperties(e.Attributes)
	p[propID] = e.ID
	if e.Type != nil {
		p[propType] = textOrNil(*e.Type)
	}
	if e.Directed != nil {
		p[propDirected] = nil
		if !*e.Directed && !(e.Type != nil && catalogued(*e.Type)) {
			p[propDirected] = false
		}
	}
	return p
}

func catalogued(typ string) bool {
	_, known := graph.FindType(typ)
	return known
}

func (s *shaper) createEdges(t transaction, edges []graph.EdgeChange) error {
	var byID, byKey grouped
	for _, e := range edges {
		source, okS := s.made[e.Source]
		target, okT := s.made[e.Target]
		if okS && okT {
			byID.add(s.words.relationship(*e.Type), row{keys: []any{source, target}, properties: edgeProperties(e)})
		} else {
			byKey.add(s.words.relationship(*e.Type), row{keys: []any{e.Source, e.Target}, properties: edgeProperties(e)})
		}
	}
	if err := s.createBetween(t, "MATCH (a) WHERE id(a) = row[0] MATCH (b) WHERE id(b) = row[1]", byID); err != nil {
		return err
	}
	return s.createBetween(t, "MATCH (a:Trama {network: $network, id: row[0]}) MATCH (b:Trama {network: $network, id: row[1]})", byKey)
}

func (s *shaper) createBetween(t transaction, ends string, groups grouped) error {
	for _, typ := range groups.texts {
		rows, properties := tabled(groups.rows[typ])
		query := "UNWIND $rows AS row " + ends + " CREATE (a)-[r:" + typ + properties.literal + "]->(b)" + properties.rest("r")
		for part := range slices.Chunk(rows, edgesAtOnce) {
			if err := s.run(t, query, part); err != nil {
				return err
			}
		}
	}
	return nil
}

// edgesAtOnce is how many relationships a statement makes: with more the server slows down.
const edgesAtOnce = 2000

// mergeEdges puts edges of which some are there. One that gets a type is made anew with the properties it had, since a
// relationship keeps the type it was made with.
func (s *shaper) mergeEdges(t transaction, edges []graph.EdgeChange) error {
	var kept []any
	var types []string
	typed := map[string][]any{}
	for _, e := range edges {
		row := []any{e.Source, e.Target, e.ID, edgeProperties(e)}
		if e.Type == nil {
			kept = append(kept, row)
			continue
		}
		typ := s.words.relationship(*e.Type)
		if typed[typ] == nil {
			types = append(types, typ)
		}
		typed[typ] = append(typed[typ], row)
	}
	const ends = "UNWIND $rows AS row MATCH (a:Trama {network: $network, id: row[0]}) MATCH (b:Trama {network: $network, id: row[1]}) "
	if err := s.run(t, ends+"MATCH (a)-[r {id: row[2]}]->(b) SET r += row[3]", kept); err != nil {
		return err
	}
	for _, typ := range types {
		err := s.run(t, ends+"OPTIONAL MATCH (a)-[old {id: row[2]}]->(b) CREATE (a)-[r:"+typ+"]->(b) SET r = coalesce(properties(old), {}) SET r += row[3] DELETE old", typed[typ])
		if err != nil {
			return err
		}
	}
	return nil
}
