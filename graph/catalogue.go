package graph

import (
	"slices"
	"strings"
	"unicode"
)

// Kind ids of the catalogue.
const (
	Person       = "person"
	Service      = "service"
	Organization = "organization"
	Place        = "place"
	Action       = "action"
	Need         = "need"
	Meeting      = "meeting"
	Line         = "line"
	Commitment   = "commitment"
	Decision     = "decision"
	Sector       = "sector"
)

// KindEntry is a kind of node that the catalogue knows.
type KindEntry struct {
	ID      string
	Italian string // singular, as people say it
	English string
	Actor   bool     // a person, a service or an organization
	Lens    bool     // counts in the default lens
	Names   []string // other names that readers turn into the id, lower case
}

// RelationType is a type of relation that the catalogue knows. From and To are kinds; an empty list is any kind.
type RelationType struct {
	ID         string
	Italian    string // as it reads between two names: "collabora con"
	English    string
	From, To   []string
	Symmetric  bool
	Structural bool // counts in the default lens
	Happened   bool // what was done or said at the table: it has no status, where nobody gives it one
	Names      []string
	Turned     []string // what people call a column of the target that names the source, lower case
	Asked      []string // what a question of a form has whose answers name the target, lower case
}

// words returns every word that readers take for the kind.
func (k KindEntry) words() []string { return append([]string{k.Italian, k.English, k.ID}, k.Names...) }

// words returns every word that readers take for the type.
func (t RelationType) words() []string {
	return append([]string{t.Italian, t.English, t.ID}, t.Names...)
}

// KindCatalogue returns the kinds, in the order of the design.
func KindCatalogue() []KindEntry {
	return []KindEntry{
		{ID: Person, Italian: "persona", English: "person", Actor: true, Lens: true},
		{ID: Service, Italian: "servizio", English: "service", Actor: true, Lens: true},
		{ID: Organization, Italian: "organizzazione", English: "organization", Actor: true, Lens: true, Names: []string{"ente", "associazione", "organisation"}},
		{ID: Place, Italian: "luogo accogliente", English: "welcoming place", Lens: true, Names: []string{"luogo"}},
		{ID: Action, Italian: "azione generativa", English: "generative action", Lens: true, Names: []string{"azione"}},
		{ID: Need, Italian: "bisogno", English: "need"},
		{ID: Meeting, Italian: "incontro", English: "meeting"},
		{ID: Line, Italian: "linea di produzione", English: "production line", Names: []string{"linea"}},
		{ID: Commitment, Italian: "impegno", English: "commitment"},
		{ID: Decision, Italian: "decisione", English: "decision"},
		{ID: Sector, Italian: "settore", English: "sector"},
	}
}

// TypeCatalogue returns the relation types, in the order of the design.
func TypeCatalogue() []RelationType {
	actor := Actors()
	actorOrSector := []string{Person, Service, Organization, Sector}
	person := []string{Person}
	body := []string{Organization, Service}
	return []RelationType{
		{ID: "collaborates", Italian: "collabora con", English: "collaborates with", From: actor, To: actor, Symmetric: true, Structural: true, Names: []string{"collabora"}, Asked: []string{"collabori", "collaborate", "collabora", "work with"}},
		{ID: "knows", Italian: "conosce", English: "knows", From: actor, To: actor, Symmetric: true, Structural: true, Asked: []string{"conosci", "conoscete", "do you know"}},
		{ID: "refers", Italian: "invia a", English: "refers to", From: actor, To: actor, Structural: true, Names: []string{"invia"}},
		{ID: "member_of", Italian: "è membro di", English: "is a member of", From: person, To: body, Structural: true, Names: []string{"member of", "membro di", "membro", "ente di appartenenza", "appartiene a"}, Asked: []string{"fai parte", "appartieni", "belong to", "a member of"}},
		{ID: "works_for", Italian: "lavora per", English: "works for", From: person, To: body, Structural: true, Names: []string{"lavora", "lavora presso"}, Asked: []string{"lavori", "work for"}},
		{ID: "coordinates", Italian: "coordina", English: "coordinates", From: person, To: body, Structural: true, Turned: []string{"coordinato da", "coordinated by"}},
		{ID: "offers", Italian: "offre", English: "offers", From: []string{Organization}, To: []string{Service}, Structural: true, Turned: []string{"offerto da", "gestito da", "erogato da", "ente gestore", "offered by", "run by"}},
		{ID: "uses", Italian: "usa", English: "uses", From: person, To: []string{Service}, Structural: true},
		{ID: "hosts", Italian: "ospita", English: "hosts", From: []string{Place}, To: []string{Service, Action}, Structural: true, Turned: []string{"ospitato da", "hosted by"}},
		{ID: "promotes", Italian: "promuove", English: "promotes", From: actor, To: []string{Action}, Structural: true, Turned: []string{"promosso da", "promoted by"}},
		{ID: "part_of", Italian: "fa parte di", English: "is part of", From: []string{Organization}, To: []string{Organization}, Structural: true, Names: []string{"part of", "parte di"}},
		{ID: "located_at", Italian: "si trova in", English: "is located at", From: actor, To: []string{Place}, Structural: true, Names: []string{"located at", "situato in"}},
		{ID: "has_need", Italian: "ha bisogno di", English: "has the need", From: actor, To: []string{Need}, Names: []string{"has need", "ha bisogno"}},
		{ID: "raised", Italian: "segnala", English: "raised", From: actor, To: []string{Need}, Turned: []string{"segnalato da", "raised by"}},
		{ID: "answers", Italian: "risponde a", English: "answers", From: []string{Service, Action}, To: []string{Need}, Names: []string{"risponde"}, Turned: []string{"chi risponde", "answered by"}},
		{ID: "expects", Italian: "si aspetta da", English: "expects of", From: actorOrSector, To: actorOrSector, Names: []string{"expects", "si aspetta"}},
		{ID: "voices", Italian: "si esprime su", English: "voices", From: actor, To: []string{Decision}, Happened: true, Names: []string{"esprime"}},
		{ID: "invites", Italian: "invita", English: "invites", From: person, To: person, Happened: true},
		{ID: "attends", Italian: "partecipa a", English: "attends", From: actor, To: []string{Meeting}, Happened: true, Names: []string{"partecipa"}},
		{ID: "prefers", Italian: "preferisce", English: "prefers", From: actor, To: []string{Line}, Happened: true},
		{ID: "commits", Italian: "si impegna in", English: "commits to", From: actor, To: []string{Commitment}, Happened: true, Names: []string{"commits", "si impegna"}},
		{ID: "concerns", Italian: "riguarda", English: "concerns", From: []string{Commitment}, Happened: true},
	}
}

// catalogue is the two lists with their names looked up; it is made once and never changed.
type catalogue struct {
	kinds     map[string]KindEntry
	types     map[string]RelationType
	kindNames map[string]string
	typeNames map[string]string
	turned    map[string]string
	asked     []RelationType // that a question may be about
}

var theCatalogue = newCatalogue()

func newCatalogue() catalogue {
	c := catalogue{map[string]KindEntry{}, map[string]RelationType{}, map[string]string{}, map[string]string{}, map[string]string{}, nil}
	for _, k := range KindCatalogue() {
		c.kinds[k.ID] = k
		for _, name := range k.words() {
			c.kindNames[folded(name)] = k.ID
		}
	}
	for _, t := range TypeCatalogue() {
		c.types[t.ID] = t
		for _, name := range t.words() {
			c.typeNames[folded(name)] = t.ID
		}
		for _, name := range t.Turned {
			c.turned[folded(name)] = t.ID
		}
		if len(t.Asked) > 0 {
			c.asked = append(c.asked, t)
		}
	}
	return c
}

// folded returns a name as it is compared: lower case, "_" as a space.
func folded(name string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(name), "_", " ")), " ")
}

// FoldedName returns what two names of columns or nodes have in common that people take for one: in lower case, with one blank
// for white space, "_" and "-".
func FoldedName(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	apart := false
	for _, c := range name {
		if unicode.IsSpace(c) || c == '_' || c == '-' {
			apart = b.Len() > 0
			continue
		}
		if apart {
			b.WriteByte(' ')
			apart = false
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// FindKind returns the catalogue's entry of a kind, by its id.
func FindKind(id string) (KindEntry, bool) { k, ok := theCatalogue.kinds[id]; return k, ok }

// FindType returns the catalogue's entry of a relation type, by its id.
func FindType(id string) (RelationType, bool) { t, ok := theCatalogue.types[id]; return t, ok }

// KindNamed returns the id of the kind that the name means in Italian or English, else the name as it is.
func KindNamed(name string) string {
	if id, ok := theCatalogue.kindNames[folded(name)]; ok {
		return id
	}
	return name
}

// TypeNamed returns the id of the relation type that the name means in Italian or English, else the name as it is.
func TypeNamed(name string) string {
	if id, ok := theCatalogue.typeNames[folded(name)]; ok {
		return id
	}
	return name
}

// TypeOfColumn returns the id of the relation type that the heading of a column of nodes means, and whether it goes to the node of the
// row (“offered by”); else the heading as it is. The heading may be a question, as a form asks it (“Con quali enti collabori?”).
func TypeOfColumn(heading string) (typ string, turned bool) {
	if id, ok := theCatalogue.turned[folded(heading)]; ok {
		return id, true
	}
	if id := typeAsked(heading); id != "" {
		return id, false
	}
	return TypeNamed(heading), false
}

// typeAsked returns the type that a question asks for, "" where it is none, asks for none or for several, or for who it is not.
func typeAsked(heading string) string {
	question, is := strings.CutSuffix(strings.TrimSpace(heading), "?")
	said := " " + folded(strings.NewReplacer(",", " ", "(", " ", ")", " ", "/", " ").Replace(question)) + " "
	if !is || strings.Contains(said, " non ") || strings.Contains(said, " not ") {
		return ""
	}
	found := ""
	for _, t := range theCatalogue.asked {
		if !slices.ContainsFunc(t.Asked, func(word string) bool { return strings.Contains(said, " "+word+" ") }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = t.ID
	}
	return found
}

func symmetric(typ string) bool { t, ok := FindType(typ); return ok && t.Symmetric }

// Actors returns the kinds of those who act at a table.
func Actors() []string { return []string{Person, Service, Organization} }

// IsActor tells whether a kind is person, service or organization.
func IsActor(kind string) bool { k, ok := FindKind(kind); return ok && k.Actor }

// Structural tells whether a relation type counts in the default lens; a name that the catalogue does not know does.
func Structural(typ string) bool { t, ok := FindType(typ); return !ok || t.Structural }

// Joins tells whether the type may go from a node of one kind to one of the other. A kind that the catalogue does not
// know may be either end.
func (t RelationType) Joins(from, to string) bool { return takes(t.From, from) && takes(t.To, to) }

func takes(kinds []string, kind string) bool {
	_, known := FindKind(kind)
	return !known || len(kinds) == 0 || slices.Contains(kinds, kind)
}

// TypeBetween returns the first structural type, in the catalogue's order, that may join nodes of two kinds, and
// whether it goes from the second to the first. Where a kind is unknown it is "collaborates". ok is false where the
// catalogue joins the two by no structural type.
func TypeBetween(a, b string) (typ string, turned, ok bool) {
	_, knownA := FindKind(a)
	_, knownB := FindKind(b)
	if !knownA || !knownB {
		return "collaborates", false, true
	}
	for _, t := range TypeCatalogue() {
		if !t.Structural {
			continue
		}
		if t.Joins(a, b) {
			return t.ID, false, true
		}
		if t.Joins(b, a) {
			return t.ID, true, true
		}
	}
	return "", false, false
}
