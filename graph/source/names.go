package source

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"trama/graph"
	"trama/graph/csv"
)

// Who is meant by what people write into a cell: several names, in lists as they come, with words that are nobody's name.

// names are what nodes are called, and the nodes that only a name made.
type names struct {
	g       *graph.Graph
	folded  map[string]string // the node by its id or label in lower case
	several map[string]bool   // what more than one is called
	commas  int               // how many commas one of them has, at most
	made    []string
	given   string   // the kind of the nodes that say none
	network *names   // of the network into which the sources go; nil where there is none
	met     []string // ids of nodes that it alone has
	called  []string // and how they were called

	parted map[string]string // names with "and" between them, and as what they are read
	whole  map[string]bool   // such names that are read as one
	nobody map[string]int    // words that name nobody, and how often
}

func newNames(g *graph.Graph) *names {
	n := &names{g: g, folded: map[string]string{}, several: map[string]bool{}, parted: map[string]string{}, whole: map[string]bool{}, nobody: map[string]int{}}
	turned := surnameFirst(g)
	for i := range g.Nodes() {
		for _, name := range []string{g.NodeID(i), g.Label(i), turned(i)} {
			name = graph.FoldedName(name)
			n.several[name] = n.several[name] || n.folded[name] != "" && n.folded[name] != g.NodeID(i)
			n.call(name, g.NodeID(i))
		}
	}
	return n
}

// surnameFirst returns what gives the name of a person with the surname first, where a column has the surnames; the label else.
func surnameFirst(g *graph.Graph) func(i int) string {
	at := slices.IndexFunc(g.NodeColumns(), func(c *graph.Column) bool { return csv.IsSurname(c.Name()) })
	if at < 0 {
		return g.Label
	}
	return func(i int) string {
		surname, _ := g.NodeColumns()[at].At(i)
		own := strings.TrimSpace(surname.String())
		first, found := strings.CutSuffix(g.Label(i), " "+own)
		if !found || own == "" {
			return g.Label(i)
		}
		return own + " " + first
	}
}

// find returns the node that a name means; ok is false where none does, or several are called so.
func (n *names) find(name string) (id string, ok bool) {
	if _, there := n.g.FindNode(name); there {
		return name, true
	}
	id, ok = n.folded[graph.FoldedName(name)]
	return id, ok && !n.several[graph.FoldedName(name)]
}

// node returns the node that a name in a column means, and makes one where none does.
func (n *names) node(name, column string) (string, error) {
	id, ok := n.find(name)
	switch {
	case ok:
		return id, nil
	case n.isOfSeveral(name):
		return "", graph.Fail(graph.Invalid, "source.Open", graph.Say("ambiguous_name", "column {column}: several nodes are called {name}; write the id of the one that is meant", graph.V{"column": column, "name": graph.Shown(name)}))
	case n.network != nil && n.network.knows(name):
		id, _ := n.network.find(name)
		n.call(graph.FoldedName(name), id)
		n.met = append(n.met, id)
		said := "“" + graph.Shown(name) + "”"
		if name != id {
			said += " = " + graph.Shown(id)
		}
		n.called = append(n.called, said)
		return id, nil
	case len(name) > graph.MaxNodeID:
		return "", graph.Fail(graph.TooLarge, "source.Open", graph.Limits{}.OrDefault().LongNodeID())
	}
	n.call(graph.FoldedName(name), name)
	n.made = append(n.made, name)
	return name, nil
}

// call says that a node is called so.
func (n *names) call(folded, id string) {
	n.folded[folded], n.commas = id, max(n.commas, strings.Count(folded, ","))
}

// mostCommas is how many commas a name has at most that is known.
func (n *names) mostCommas() int {
	if n == nil {
		return 0
	}
	return min(maxCommas, max(n.commas, n.network.mostCommas()))
}

// isMade tells whether a name alone made a node: neither the sources nor the network has it.
func (n *names) isMade(id string) bool {
	if _, here := n.g.FindNode(id); here {
		return false
	}
	return n.network == nil || n.network.isMade(id)
}

// kind returns the kind of a node, of the network where no row says it, else the one that is given; nothing without names.
func (n *names) kind(id string) string {
	if n == nil {
		return ""
	}
	if i, ok := n.g.FindNode(id); ok && n.g.Kind(i) != "" {
		return n.g.Kind(i)
	}
	return cmp.Or(n.network.kind(id), n.given)
}

// isOfSeveral tells whether several nodes are called so, of the sources or else of the network.
func (n *names) isOfSeveral(name string) bool {
	folded := graph.FoldedName(name)
	if _, here := n.folded[folded]; here || n.network == nil {
		return n.several[folded]
	}
	_, ok := n.network.find(name)
	return !ok && n.network.several[folded]
}

// in returns the names in a cell: the items of a list, else what stands between line ends, ";", "|" and commas. A name that
// a node has may hold commas; what stands between "and" is several where one of them is a node and all of it is none. A mark
// before an item and words that name nobody are no names.
func (n *names) in(column *graph.Column, i int) []string {
	value, _ := column.At(i)
	parts := value.Items()
	if value.Type() != graph.List {
		parts = strings.FieldsFunc(value.String(), func(c rune) bool { return strings.ContainsRune("\n\r;|•", c) })
	}
	var out []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if !n.knows(part) {
			part = strings.TrimSpace(itemMark.ReplaceAllString(part, ""))
		}
		for _, name := range n.betweenCommas(part) {
			out = append(out, n.conjoined(name)...)
		}
	}
	return slices.DeleteFunc(out, func(name string) bool { return !strings.ContainsFunc(name, isSaid) || n.namesNobody(name) })
}

func isSaid(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// itemMark is what stands before the items of a list that is written by hand.
var itemMark = regexp.MustCompile(`^(?:[-–—*·▪◦>]+\s+|[0-9]{1,2}[.)]\s+)`)

// maxCommas is how many commas a name may have.
const maxCommas = 4

// betweenCommas returns the names between commas, of those that nodes have the longest.
func (n *names) betweenCommas(part string) []string {
	items, most := strings.Split(part, ","), n.mostCommas()
	var out []string
	for i := 0; i < len(items); {
		name, next := strings.TrimSpace(items[i]), i+1
		for end := min(len(items), i+1+most); end > i+1; end-- {
			if joined := strings.TrimSpace(strings.Join(items[i:end], ",")); n.knows(joined) {
				name, next = joined, end
				break
			}
		}
		out, i = append(out, name), next
	}
	return out
}

// and is what stands between two names besides.
var and = regexp.MustCompile(`(?i)\s+(?:e|ed|and|&|\+)\s+|\s*/\s*`)

// conjoined returns the names between "and", where one of them at least is that of a node and all of it is none.
func (n *names) conjoined(name string) []string {
	name = strings.TrimSpace(name)
	if bare := strings.TrimRight(name, ". "); !n.knows(name) && n.knows(bare) {
		name = bare
	}
	items := and.Split(name, -1)
	if len(items) < 2 || n.knows(name) || slices.Contains(items, "") {
		return []string{name}
	}
	if !slices.ContainsFunc(items, n.lists) {
		n.whole[name] = true
		return []string{name}
	}
	if slices.ContainsFunc(items, func(item string) bool { return !n.lists(item) }) {
		n.parted[name] = strings.Join(items, ", ")
	}
	return items
}

// lists tells whether a node that a row tells of, or several, are called so.
func (n *names) lists(name string) bool {
	return n.knows(name) && !slices.Contains(n.made, n.folded[graph.FoldedName(name)])
}

// nobodies are the words that people write where they have nobody to name, or nobody more.
func nobodies() []string {
	return []string{
		"nessuno", "nessuna", "nessun", "no", "none", "nobody", "n.d.", "n.d", "nd", "n/a", "na", "non so", "ecc", "ecc.", "eccetera", "etc", "etc.",
		"altri", "altre", "altro", "varie", "vari", "others", "other", "da verificare", "da definire", "da confermare", "to be confirmed", "tbd",
	}
}

// namesNobody tells whether a word names nobody, unless a node is called so, and counts it.
func (n *names) namesNobody(name string) bool {
	word := strings.ToLower(name)
	for _, now := range []string{" per ora", " al momento", " per il momento", " ancora", " so far", " yet"} {
		word = strings.TrimSuffix(word, now)
	}
	if !slices.Contains(nobodies(), word) && !slices.Contains(dittoWords(), word) || n.knows(name) {
		return false
	}
	n.nobody[word]++
	return true
}

// knows tells whether a node, or several, are called so.
func (n *names) knows(name string) bool {
	_, is := n.folded[graph.FoldedName(name)]
	return is || n.network != nil && n.network.knows(name)
}

// told says what was read otherwise than it stands there.
func (n *names) told() []graph.Sentence {
	var notes []graph.Sentence
	var parted, whole, words []string
	for name := range n.whole {
		whole = append(whole, "“"+graph.Shown(name)+"”")
	}
	for name, as := range n.parted {
		parted = append(parted, fmt.Sprintf("“%s”: %s", graph.Shown(name), graph.Shown(as)))
	}
	for word, count := range n.nobody {
		words = append(words, fmt.Sprintf("%s (%d)", word, count))
	}
	if len(n.called) > 0 {
		notes = append(notes, graph.Say("names_known", "names that no row has are those of nodes of the network ({count}): {names}", graph.V{"count": len(n.called), "names": first(n.called)}))
	}
	if len(parted) > 0 {
		notes = append(notes, graph.Say("names_parted", "names with “and” between them are read as several: {names}", graph.V{"names": first(parted)}))
	}
	if len(whole) > 0 {
		notes = append(notes, graph.Say("names_whole", "names with “and” in them that no row has are read as one each: {names}; write a semicolon between them if they are several", graph.V{"names": first(whole)}))
	}
	if len(words) > 0 {
		notes = append(notes, graph.Say("names_nobody", "words that name nobody are passed over: {words}", graph.V{"words": first(words)}))
	}
	return notes
}

// Bounds of what is said of names.
const (
	maxNames = 10
	maxNear  = 2_000_000 // pairs of names that are compared
)

// first returns the first of some texts in order, with a mark where there are more.
func first(texts []string) string {
	slices.Sort(texts)
	if len(texts) > maxNames {
		texts = append(texts[:maxNames:maxNames], "…")
	}
	return strings.Join(texts, ", ")
}

// near returns a note on the names that no row has and that are much like one that a row has.
func (n *names) near() []graph.Sentence {
	if len(n.made)*n.g.Nodes() > maxNear {
		return nil
	}
	labels := make([]string, n.g.Nodes())
	for i := range labels {
		labels[i] = n.g.Label(i)
	}
	var alike []string
	for _, name := range n.made {
		if near := nearName(name, labels); near != "" {
			alike = append(alike, fmt.Sprintf("“%s” (%s?)", graph.Shown(name), graph.Shown(near)))
		}
	}
	if len(alike) == 0 {
		return nil
	}
	return []graph.Sentence{graph.Say("names_near", "names that no row has, and that may mean one that a row has ({count}): {names}; write them alike if they do", graph.V{"count": len(alike), "names": first(alike)})}
}

// nearName returns the label that a name was probably meant for: one that is spelled almost alike, else the only one that has all
// its words or of which it has all; "" where there is none.
func nearName(name string, labels []string) string {
	if near := graph.Nearest(name, labels); near != "" {
		return near
	}
	words, found := strings.Fields(graph.FoldedName(name)), ""
	for _, label := range labels {
		own := strings.Fields(graph.FoldedName(label))
		if !within(words, own) && !within(own, words) {
			continue
		}
		if found != "" && found != label {
			return ""
		}
		found = label
	}
	return found
}

// shortWord is how long the longest of some words is at least that tell anything.
const shortWord = 4

// within tells whether all words are among others, and one of them tells something.
func within(words, others []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(others, w) }) &&
		slices.ContainsFunc(words, func(w string) bool { return len(w) >= shortWord })
}
