package graphml

import (
	"bytes"
	"encoding/json"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// key is a declared kind of data, or one that the file uses without saying so.
type key struct {
	id, name   string
	on         string // what it is declared for; "" and "all" are everything
	typ        graph.ValueType
	unknown    string // a type that nobody knows: its values are text
	list       bool   // texts in JSON, as APOC writes them
	graphics   bool   // yEd's drawing of a node or an edge, which holds the label
	undeclared bool
	fallback   string // the value of an element without one
	given      int    // the last edge that has a value, counted from 1
	element    int    // the last element whose data was looked at for what is said twice
	text       string // its first text under the key

	uses [3]*use // for each target, made when the key is first used there
}

// keys are those of a file, by id.
type keys struct {
	all   map[string]*key
	on    [3]map[string]*key // declared for just that target: a node's and an edge's key may share an id
	count int
}

func newKeys() keys {
	k := keys{all: map[string]*key{}}
	for on := range k.on {
		k.on[on] = map[string]*key{}
	}
	return k
}

// declared returns the key that a <key> declares. Of two with one id, the first that is declared for its element counts.
func (p *parser) declared(attrs []xml.Attribute) (*key, error) {
	k := &key{}
	for _, a := range attrs {
		value := string(xml.Trimmed(a.Value))
		switch string(a.Name.Local()) {
		case "id":
			if !a.Name.Prefixed() {
				k.id = value
			}
		case "for":
			k.on = strings.ToLower(value)
		case "attr.name":
			k.name = value
		case "attr.type":
			typ, known := xml.TypeNamed(value)
			if k.typ = typ; !known {
				k.unknown = value
			}
		case "attr.list":
			k.list = true
		case "yfiles.type":
			k.graphics = bytes.HasSuffix(a.Value, []byte("graphics"))
		}
	}
	if k.typ == graph.None {
		k.typ = graph.Text
	}
	if k.name == "" {
		k.name = k.id
	}
	return k, p.keys.add(k)
}

func (ks *keys) add(k *key) error {
	if ks.count++; ks.count > xml.MaxKeys {
		return tooLarge(xml.ManyKeys())
	}
	if len(k.name) > graph.MaxNodeID {
		return tooLarge(graph.LongName())
	}
	if ks.all[k.id] == nil {
		ks.all[k.id] = k
	}
	for on := range ks.on {
		if k.on == target(on).String() && ks.on[on][k.id] == nil {
			ks.on[on][k.id] = k
		}
	}
	return nil
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "graphml.Decode", why) }

// key returns the key with the id for where the parser stands; one that is not declared is text.
func (p *parser) key(id []byte) (*key, error) {
	on := forGraph
	if e := p.around(); e != nil {
		on = e.on
	}
	if k := p.keys.on[on][string(id)]; k != nil {
		return k, nil
	}
	if k := p.keys.all[string(id)]; k != nil {
		return k, nil
	}
	k := &key{id: string(id), name: string(id), typ: graph.Text, undeclared: true}
	return k, p.keys.add(k)
}

// value returns what a text is under the key. ok is false where it does not fit the key's type.
func (k *key) value(text string) (v graph.Value, ok bool) {
	if k.list {
		var items []string
		if json.Unmarshal([]byte(text), &items) == nil {
			return graph.ListValue(items), true
		}
		return graph.TextValue(text), true
	}
	bare := xml.Trimmed(text)
	if bare == "" {
		return graph.Value{}, true
	}
	if k.typ == graph.Text {
		return graph.TextValue(text), true
	}
	return xml.Value(k.typ, bare)
}

// ownValue returns what a text is under the key in a file that Encode wrote: exact where the types of GraphML are not.
func (k *key) ownValue(types types, on target, text string) (v graph.Value, ok bool) {
	switch k.typ {
	case graph.Text:
		return restored(types.of(on, k.name), on.own(k.name), text), true
	case graph.Float:
		if v, ok = xml.Integer(text); ok {
			return v, true
		}
	}
	return k.value(text)
}
