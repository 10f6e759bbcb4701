package table

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"trama/graph"
)

// Coverage says which needs are answered and what stands idle. A need is answered when a declared or validated relation
// "answers" reaches it from a node that is not retired; area and tags only propose. A relation without a status counts
// as declared.
type Coverage struct {
	Needs           int          `json:"needs"`
	Answered        int          `json:"answered"`
	AnsweredOnce    int          `json:"answered_once"`  // by one service or action only
	ContestedOnly   int          `json:"contested_only"` // by contested relations only: not answered
	Unanswered      []Unanswered `json:"unanswered"`     // all that are not answered
	Services        int          `json:"services"`       // how many were looked at
	ServicesIdle    int          `json:"services_idle"`  // how many of them nobody uses; the list may be cut, as those below
	IdleServices    []Thing      `json:"idle_services"`  // services that nobody uses
	Places          int          `json:"places"`         // how many were looked at
	PlacesEmpty     int          `json:"places_empty"`
	EmptyPlaces     []Thing      `json:"empty_places"` // places that host nothing
	Actions         int          `json:"actions"`      // how many were looked at
	ActionsUnhosted int          `json:"actions_unhosted"`
	UnhostedActions []Thing      `json:"unhosted_actions"`
	Persons         int          `json:"persons"` // how many were looked at
	PersonsAlone    int          `json:"persons_alone"`
	Alone           []Thing      `json:"alone"` // persons with no person or organization among their neighbours
	Areas           []Area       `json:"areas"`
}

// Unanswered is a need without an answer, with the services and actions of its area and tags that could give one.
type Unanswered struct {
	Thing
	Area       string  `json:"area"`
	People     *int64  `json:"people"`
	Candidates []Thing `json:"candidates"`
}

// Area counts needs and answers in one area: a named one, or a cell of a grid of 250 m where the needs have coordinates.
type Area struct {
	Area     string `json:"area"`
	Needs    int    `json:"needs"`
	Answered int    `json:"answered"`
	Services int    `json:"services"`
	Actions  int    `json:"actions"`
}

// Coverage returns the coverage, with candidates for the first needs without answer, all where shown is 0: O(n+m), and for
// each of these needs what its area or its tags hold. It fails only when the context ends.
func (t *Table) Coverage(ctx context.Context, shown int) (Coverage, error) {
	c := Coverage{Unanswered: []Unanswered{}, Areas: []Area{}}
	answers, givers := map[int]int{}, t.givers()
	for _, need := range t.nodes(graph.Need) {
		if ctx.Err() != nil {
			return c, ctx.Err()
		}
		standing, contested := t.answers(need)
		c.Needs++
		answers[need] = standing
		switch {
		case standing > 1:
			c.Answered++
		case standing == 1:
			c.Answered++
			c.AnsweredOnce++
		default:
			if contested > 0 {
				c.ContestedOnly++
			}
			u := t.unanswered(need)
			if shown == 0 || len(c.Unanswered) < shown {
				u.Candidates = givers.candidates(need)
			}
			c.Unanswered = append(c.Unanswered, u)
		}
	}
	t.idle(&c)
	c.Areas = t.areas(answers)
	return c, ctx.Err()
}

// AnsweredTwice returns the ids of the needs that two services and actions or more answer, ascending: those that Coverage counts
// as answered, and not as answered once.
func (t *Table) AnsweredTwice() []string {
	var ids []string
	for _, need := range t.nodes(graph.Need) {
		if standing, _ := t.answers(need); standing > 1 {
			ids = append(ids, t.g.NodeID(need))
		}
	}
	return ids
}

// answers returns how many services and actions answer a need, and how many would if nobody contested it.
func (t *Table) answers(need int) (standing, contested int) {
	status := t.g.EdgeMeaning("status")
	by, doubted := map[int]bool{}, map[int]bool{}
	for _, e := range t.edges(need, "answers") {
		s, target := t.g.Ends(e)
		if target != need {
			continue
		}
		switch status.Text(e) {
		case "contested":
			doubted[s] = true
		case "retired":
		default:
			by[s] = true
		}
	}
	return len(by), len(doubted)
}

func (t *Table) unanswered(need int) Unanswered {
	u := Unanswered{Thing: t.thing(need), Area: t.text(need, "area"), Candidates: []Thing{}}
	if v, ok := t.g.NodeColumn("people").At(need); ok {
		if n, isInteger := v.Integer(); isInteger {
			u.People = &n
		}
	}
	return u
}

// givers are the services and actions by what a need may share with them: services first, each ascending.
type givers struct {
	t             *Table
	byArea, byTag map[string][]int // places in all
	all           []int
	tagsOf        [][]string
}

func (t *Table) givers() *givers {
	g := &givers{t: t, byArea: map[string][]int{}, byTag: map[string][]int{}}
	tags := t.g.NodeColumn("tags")
	for _, kind := range []string{graph.Service, graph.Action} {
		for _, i := range t.nodes(kind) {
			at := len(g.all)
			g.all, g.tagsOf = append(g.all, i), append(g.tagsOf, list(tags, i))
			if area := t.text(i, "area"); area != "" {
				g.byArea[area] = append(g.byArea[area], at)
			}
			for _, tag := range g.tagsOf[at] {
				g.byTag[tag] = append(g.byTag[tag], at)
			}
		}
	}
	return g
}

// candidates returns the services and actions of the need's area that share a tag with it; where the need has only one
// of the two, that one decides.
func (g *givers) candidates(need int) []Thing {
	var places []int
	area, tags := g.t.text(need, "area"), list(g.t.g.NodeColumn("tags"), need)
	if area != "" {
		places = slices.Clone(g.byArea[area])
	} else {
		for _, tag := range tags {
			places = append(places, g.byTag[tag]...)
		}
	}
	slices.Sort(places)
	out := []Thing{}
	for _, at := range slices.Compact(places) {
		if len(tags) == 0 || shares(tags, g.tagsOf[at]) {
			out = append(out, g.t.thing(g.all[at]))
		}
	}
	return out
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// idle finds what stands idle, and who is alone.
func (t *Table) idle(c *Coverage) {
	c.IdleServices, c.Services = t.without(graph.Service, func(i int) bool { return len(t.sources(i, "uses")) > 0 })
	c.EmptyPlaces, c.Places = t.without(graph.Place, func(i int) bool {
		return slices.ContainsFunc(t.edges(i, "hosts"), func(e int) bool { s, _ := t.g.Ends(e); return s == i })
	})
	c.UnhostedActions, c.Actions = t.without(graph.Action, func(i int) bool { return len(t.sources(i, "hosts")) > 0 })
	c.Alone, c.Persons = t.without(graph.Person, t.accompanied)
	c.ServicesIdle, c.PlacesEmpty, c.ActionsUnhosted, c.PersonsAlone = len(c.IdleServices), len(c.EmptyPlaces), len(c.UnhostedActions), len(c.Alone)
}

// without returns the nodes of a kind that have not what is asked, and how many were looked at.
func (t *Table) without(kind string, has func(i int) bool) ([]Thing, int) {
	out, looked := []Thing{}, 0
	for _, i := range t.nodes(kind) {
		looked++
		if !has(i) {
			out = append(out, t.thing(i))
		}
	}
	return out, looked
}

// accompanied tells whether a person has a person or an organization among the neighbours in the view.
func (t *Table) accompanied(i int) bool {
	u, in := t.v.Index(i)
	if !in {
		return true // left out by the lens: nothing is said
	}
	for _, w := range t.v.Row(u) {
		if kind := t.g.Kind(t.v.Position(int(w))); kind == graph.Person || kind == graph.Organization {
			return true
		}
	}
	return false
}

// areas counts by area, in ascending order of name.
func (t *Table) areas(answers map[int]int) []Area {
	place := t.areaNames(answers)
	byName := map[string]*Area{}
	at := func(i int) *Area {
		name := place(i)
		if name == "" {
			return &Area{}
		}
		if byName[name] == nil {
			byName[name] = &Area{Area: name}
		}
		return byName[name]
	}
	for need, standing := range answers {
		a := at(need)
		a.Needs++
		if standing > 0 {
			a.Answered++
		}
	}
	for _, i := range t.nodes(graph.Service) {
		at(i).Services++
	}
	for _, i := range t.nodes(graph.Action) {
		at(i).Actions++
	}
	out := []Area{}
	for _, a := range byName {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(a, b Area) int { return cmp.Compare(a.Area, b.Area) })
	return out
}

// areaNames returns how a node's area is called: by a cell of 250 m where every need has coordinates, else by its name.
func (t *Table) areaNames(answers map[int]int) func(i int) string {
	lat, lon := t.g.Meaning("lat"), t.g.Meaning("lon")
	south, west := math.Inf(1), math.Inf(1)
	for i := range t.g.Nodes() {
		y, okY := lat.Number(i)
		x, okX := lon.Number(i)
		if okY && okX && t.aside.HasNode(i) {
			south, west = min(south, y), min(west, x)
		}
	}
	for need := range answers {
		_, okY := lat.Number(need)
		_, okX := lon.Number(need)
		if !okY || !okX {
			return func(i int) string { return t.text(i, "area") }
		}
	}
	if len(answers) == 0 || math.IsInf(south, 1) {
		return func(i int) string { return t.text(i, "area") }
	}
	return func(i int) string {
		y, okY := lat.Number(i)
		x, okX := lon.Number(i)
		if !okY || !okX {
			return t.text(i, "area")
		}
		return cell(y-south, (x-west)*math.Cos(south*math.Pi/180))
	}
}

// cell names a square of 250 m by its distance from the south-western corner, in degrees of latitude.
func cell(north, east float64) string {
	const metres = 111_320.0 // of a degree of latitude
	const side = 250
	return fmt.Sprintf("%02d-%02d", int(north*metres/side), int(east*metres/side))
}
