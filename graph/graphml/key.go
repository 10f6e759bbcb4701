package graphml

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/graph"
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
func (p *parser) declared(attrs []attribute) (*key, error) {
	k := &key{}
	for _, a := range attrs {
		value := string(trimmed(a.value))
		switch string(a.name.local()) {
		case "id":
			if !a.name.prefixed() {
				k.id = value
			}
		case "for":
			k.on = strings.ToLower(value)
		case "attr.name":
			k.name = value
		case "attr.type":
			k.typ, k.unknown = typeNamed(value)
		case "attr.list":
			k.list = true
		case "yfiles.type":
			k.graphics = bytes.HasSuffix(a.value, []byte("graphics"))
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
	if ks.count++; ks.count > maxKeys {
		return tooLarge(say("limit_keys", "the file has more than {limit} keys", graph.V{"limit": maxKeys}))
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

// typeNamed returns the type of values under a key, and the name where it is none that is known.
func typeNamed(name string) (typ graph.ValueType, unknown string) {
	switch strings.ToLower(name) {
	case "", "string":
		return graph.Text, ""
	case "int", "integer", "long", "short", "byte", "biginteger":
		return graph.Integer, ""
	case "float", "double":
		return graph.Float, ""
	case "boolean", "bool":
		return graph.Boolean, ""
	case "date":
		return graph.Date, ""
	}
	return graph.Text, name
}

// trimmed returns a text without white space around it, the no-break space included.
func trimmed[T string | []byte](text T) T {
	if n := len(text); n == 0 || visible(text[0]) && visible(text[n-1]) {
		return text
	}
	return T(strings.TrimFunc(string(text), unicode.IsSpace))
}

// visible tells whether a byte is a character of ASCII that is no white space.
func visible(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// value returns what a text is under the key. ok is false where it does not fit the key's type; nan is set where it says
// that there is no number.
func (k *key) value(text string) (v graph.Value, ok, nan bool) {
	if k.list {
		var items []string
		if json.Unmarshal([]byte(text), &items) == nil {
			return graph.ListValue(items), true, false
		}
		return graph.TextValue(text), true, false
	}
	bare := trimmed(text)
	if bare == "" {
		return graph.Value{}, true, false
	}
	switch k.typ {
	case graph.Integer:
		v, ok = integer(bare)
		return v, ok, false
	case graph.Float:
		return float(bare)
	case graph.Boolean:
		return boolean(bare)
	case graph.Date:
		v, ok = graph.DateValue(bare)
		return v, ok, false
	}
	return graph.TextValue(text), true, false
}

// integer reads a whole number. The error of another number, which is made with much ado, is not asked for.
func integer(text string) (v graph.Value, ok bool) {
	for i := range len(text) {
		if c := text[i]; c < '0' && c != '-' && c != '+' || c > '9' {
			return graph.Value{}, false
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return graph.IntegerValue(n), err == nil
}

// float reads a decimal number; hexadecimal ones and "_" between digits, which Go would take, are none.
func float(text string) (v graph.Value, ok, nan bool) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xX_") {
		return graph.Value{}, false, false
	}
	if math.IsNaN(x) {
		return graph.Value{}, true, true
	}
	return graph.FloatValue(x), !math.IsInf(x, 0), false
}

func boolean(text string) (v graph.Value, ok, nan bool) {
	switch strings.ToLower(text) {
	case "true", "1":
		return graph.BooleanValue(true), true, false
	case "false", "0":
		return graph.BooleanValue(false), true, false
	}
	return graph.Value{}, false, false
}

// ownValue returns what a text is under the key in a file that Encode wrote: exact where the types of GraphML are not.
func (k *key) ownValue(types types, on target, text string) (v graph.Value, ok bool) {
	switch k.typ {
	case graph.Text:
		return restored(types.of(on, k.name), on.own(k.name), text), true
	case graph.Float:
		if v, ok = integer(text); ok {
			return v, true
		}
	}
	v, ok, _ = k.value(text) // Encode writes no NaN
	return v, ok
}
