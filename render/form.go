package render

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// form is what a page can be asked for: the filters of the missing relations, the goal of a plan, the states to compare.
// It is sent by GET, so that its address is the link to what it shows.
type form struct {
	Legend  string
	Submit  string // what its button says
	Action  string
	Try     string // the address that the second button sends what is ticked to; "": no such button
	Selects []choice
	Inputs  []input
	Hidden  []input
}

type choice struct {
	Name, Label string
	Options     []option
}

type option struct {
	Value, Label string
	Selected     bool
}

type input struct {
	Name, Label, Type, Value string
	Least                    string // of a number
	List                     []option
}

// missingForm has the filters of trama missing, under the flags' names, with what the page was asked with.
func missingForm(r analysis.MissingList, v View) *form {
	l := v.locale()
	f := &form{Legend: l.Say("form.filters", nil), Submit: l.Say("form.submit", nil), Action: v.Self, Try: sibling(v.Self, "whatif")}
	value := func(name string) string { return v.Query.Get(name) }
	family := choice{Name: "family", Label: l.Say("column.family", nil), Options: []option{{"", l.Say("form.all", nil), value("family") == ""}}}
	for _, name := range analysis.Families() {
		family.Options = append(family.Options, option{name, l.Name("family", name), value("family") == name})
	}
	sort := choice{Name: "sort", Label: l.Say("form.sort", nil), Options: []option{{"", l.Say("measure.expected_benefit", nil), value("sort") == ""}}}
	for _, name := range []string{"plausibility", "benefit"} {
		sort.Options = append(sort.Options, option{name, l.Say("measure."+name, nil), value("sort") == name})
	}
	f.Selects = []choice{family, betweenChoice(v), sort}
	for _, name := range []string{"sector", "line", "area", "involving"} {
		i := input{Name: name, Label: l.Say("form."+name, nil), Type: "text", Value: value(name)}
		if name == "line" || name == "involving" {
			i.List = suggestedNodes(v, name, r.Lens)
		} else {
			i.List = suggestedValues(v, name)
		}
		f.Inputs = append(f.Inputs, i)
	}
	f.Inputs = append(f.Inputs, input{Name: "limit", Label: l.Say("form.limit", nil), Type: "number", Least: "0", Value: cell(r.Params.Limit)})
	f.Hidden = append([]input{{Name: "format", Value: "html"}, {Name: "lang", Value: l.Lang()}}, f.kept(v.Query)...)
	return f
}

// reportForm chooses a part of the network for a report: an area, a sector, a kind; nil where the nodes have none of them,
// or where the page was asked for several of one.
func reportForm(v View) *form {
	l := v.locale()
	f := &form{Legend: l.Say("form.part", nil), Submit: l.Say("form.submit", nil), Action: v.Self}
	for _, c := range []choice{v.partOf("area", "area", ""), v.partOf("where", "sector", "sector="), v.partOfKind()} {
		if len(v.Query[c.Name]) > 1 {
			return nil
		}
		if len(c.Options) > 2 { // all, and two to choose from
			f.Selects = append(f.Selects, c)
		}
	}
	if len(f.Selects) == 0 {
		return nil
	}
	f.Hidden = append([]input{{Name: "lang", Value: l.Lang()}}, f.kept(v.Query)...)
	return f
}

// partOf offers the values of an attribute of the nodes, each as the parameter takes it.
func (v View) partOf(parameter, attribute, prefix string) choice {
	c := choice{Name: parameter, Label: v.locale().Say("form."+attribute, nil)}
	for _, o := range suggestedValues(v, attribute) {
		c.Options = append(c.Options, option{Value: prefix + o.Value, Label: o.Label})
	}
	return v.withAll(c)
}

// partOfKind offers the kinds of nodes that a report counts.
func (v View) partOfKind() choice {
	c := choice{Name: "kind", Label: v.locale().Say("form.kind", nil)}
	for _, k := range graph.KindCatalogue() {
		if v.Graph != nil && k.Lens && slices.Contains(v.Graph.Kinds(), k.ID) {
			c.Options = append(c.Options, option{Value: k.ID, Label: v.locale().Kind(k.ID)})
		}
	}
	return v.withAll(c)
}

// withAll puts before the options that all count, and what else the page was asked for, and selects what it was asked for.
func (v View) withAll(c choice) choice {
	asked := v.Query.Get(c.Name)
	if asked != "" && !slices.ContainsFunc(c.Options, func(o option) bool { return o.Value == asked }) {
		c.Options = append(c.Options, option{Value: asked, Label: asked})
	}
	c.Options = append([]option{{Label: v.locale().Say("form.whole", nil)}}, c.Options...)
	for i := range c.Options {
		c.Options[i].Selected = c.Options[i].Value == asked
	}
	return c
}

// planForm has the goals of a plan, and how many relations where there is none.
func planForm(o analysis.PlanOptions, v View) *form {
	l := v.locale()
	f := &form{Legend: l.Say("form.goals", nil), Submit: l.Say("form.plan", nil), Action: v.Self}
	goal := choice{Name: "goal", Label: l.Say("form.goal", nil)}
	for _, name := range analysis.Goals() {
		goal.Options = append(goal.Options, option{name, l.Say("goal_short."+name, nil), o.Goal == name})
	}
	goal.Options = append(goal.Options, option{"", l.Say("goal_short.budget", nil), o.Goal == ""})
	budget := input{Name: "budget", Label: l.Say("form.budget", nil), Type: "number", Least: "1"}
	if o.Budget > 0 {
		budget.Value = cell(o.Budget)
	}
	f.Selects, f.Inputs = []choice{goal}, []input{budget}
	f.Hidden = append([]input{{Name: "lang", Value: l.Lang()}}, f.kept(v.Query)...)
	return f
}

// comparedMost is how many states a page offers to compare.
const comparedMost = 200

// compareForm offers two states of a history to compare; nil where there are not two.
func compareForm(r graph.CommitList, v View) *form {
	l := v.locale()
	if len(r.Commits) < 2 {
		return nil
	}
	f := &form{Legend: l.Say("form.compared", nil), Submit: l.Say("form.compare", nil), Action: sibling(v.Self, "compare")}
	for i, end := range [2]choice{{Name: "a", Label: l.Say("form.since", nil)}, {Name: "b", Label: l.Say("form.until", nil)}} {
		c := end
		for k, commit := range r.Commits[:min(len(r.Commits), comparedMost)] {
			said := commit.Snapshot
			if said == "" {
				said = l.Operation(commit.Message)
			}
			c.Options = append(c.Options, option{cell(commit.Revision), cell(commit.Revision) + " · " + locale.Cut(said, 40), k == 1-i})
		}
		f.Selects = append(f.Selects, c)
	}
	f.Hidden = []input{{Name: "lang", Value: l.Lang()}}
	return f
}

// kept are the parameters that the page was asked with and that the form does not show: a lens, a revision.
func (f *form) kept(query url.Values) []input {
	shown := map[string]bool{"format": true, "lang": true, "add": true, "offset": true}
	for _, c := range f.Selects {
		shown[c.Name] = true
	}
	for _, i := range f.Inputs {
		shown[i.Name] = true
	}
	var out []input
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			if !shown[name] {
				out = append(out, input{Name: name, Value: value})
			}
		}
	}
	return out
}

// sibling is the address of another page of the same network: …/missing becomes …/whatif.
func sibling(self, name string) string { return path.Join(path.Dir(self), name) }

// betweenChoice offers the pairs of kinds that a structural relation may join.
func betweenChoice(v View) choice {
	l := v.locale()
	c := choice{Name: "between", Label: l.Say("form.between", nil), Options: []option{{"", l.Say("form.all", nil), v.Query.Get("between") == ""}}}
	var kinds []graph.KindEntry
	for _, k := range graph.KindCatalogue() {
		if k.Lens {
			kinds = append(kinds, k)
		}
	}
	for i, a := range kinds {
		for _, b := range kinds[i:] {
			if _, _, ok := graph.TypeBetween(a.ID, b.ID); ok {
				pair := a.ID + "," + b.ID
				c.Options = append(c.Options, option{pair, l.Kind(a.ID) + " – " + l.Kind(b.ID), v.Query.Get("between") == pair})
			}
		}
	}
	return c
}

// listedValues is up to how many values a field suggests.
const listedValues = 400

// suggestedValues are the values of an attribute that the nodes of the graph have.
func suggestedValues(v View, name string) []option {
	if v.Graph == nil {
		return nil
	}
	l := v.locale()
	var out []option
	there := map[string]bool{}
	for _, value := range v.Graph.NodeColumn(name).Distinct() {
		text := value.String()
		if folded := strings.ToLower(text); !there[folded] { // a filter finds either
			there[folded] = true
			out = append(out, option{Value: text, Label: l.Name(name, text)})
		}
	}
	return suggested(out)
}

// suggestedNodes are the lines, or the actors, that a filter may name. Who was left out of a page is not named in its form either.
func suggestedNodes(v View, name string, lens graph.Lens) []option {
	if v.Graph == nil {
		return nil
	}
	left, err := lens.Select(v.Graph)
	if err != nil {
		return nil // of another graph: what is left out of this one is not known
	}
	var out []option
	for i := range v.Graph.Nodes() {
		kind := v.Graph.Kind(i)
		if name == "line" && kind == graph.Line && !left.Bars(i) || name == "involving" && graph.IsActor(kind) && left.HasNode(i) {
			out = append(out, option{Value: v.Graph.NodeID(i), Label: v.Graph.Label(i)})
		}
		if len(out) > listedValues {
			break
		}
	}
	return suggested(out)
}

// suggested are the options, none where they are too many to be looked through.
func suggested(options []option) []option {
	if len(options) > listedValues {
		return nil
	}
	return options
}
