package render

import (
	"net/url"
	"strings"

	"trama/analysis"
)

// place is a cell of a table.
type place struct{ row, column int }

// link makes the names in a cell of the last row links to the pages of their nodes: the text of the cell is those names,
// joined by commas, which a terminal writes as they are. On a page on its own there is nothing to link to.
func (t *table) link(v View, column int, nodes ...analysis.Member) {
	for _, n := range nodes {
		if to := v.nodeAddress(n.ID); to != "" {
			t.followed(column, ", ", entry{Name: named(n.Label, n.ID), Href: to})
		}
	}
}

// followed puts one more name into a cell of the last row that has links, behind what stands between.
func (t *table) followed(column int, between string, name entry) {
	at := place{len(t.Rows) - 1, column}
	if t.linked == nil {
		t.linked = map[place][]entry{}
	}
	if names := t.linked[at]; len(names) > 0 {
		names[len(names)-1].Text = between
	}
	t.linked[at] = append(t.linked[at], name)
}

// Names returns the links of a cell; the templates ask for them.
func (t *table) Names(row, column int) []entry { return t.linked[place{row, column}] }

// withoutColumn drops a column, and moves the links of those after it.
func (t *table) withoutColumn(column int) {
	moved := map[place][]entry{}
	for at, names := range t.linked {
		if at.column > column {
			at.column--
		} else if at.column == column {
			continue
		}
		moved[at] = names
	}
	t.linked = moved
}

// keptOnTheWay are the parameters that a page of a node takes over from the page that leads to it: the revision and the
// lens.
func keptOnTheWay() []string {
	return []string{"at", "kind", "type", "status", "as_of", "area", "where", "leave_out", "min_weight"}
}

// nodeAddress is the address of the page of a node, at the revision and through the lens of the page that leads to it; ""
// on a page on its own. A browser takes "." and ".." out of any path, escaped or not, so a node that is called so is asked
// for by a parameter.
func (v View) nodeAddress(id string) string {
	network := v.networkAddress()
	if network == "" {
		return ""
	}
	query := v.onTheWay()
	if id == "." || id == ".." {
		query.Set("id", id)
		return address(network+"/nodes", query)
	}
	return address(network+"/nodes/"+url.PathEscape(id), query)
}

// onTheWay are the parameters of a page about the same state as this one.
func (v View) onTheWay() url.Values {
	query := url.Values{"lang": {v.locale().Lang()}}
	for _, name := range keptOnTheWay() {
		if values := v.Query[name]; len(values) > 0 {
			query[name] = values
		}
	}
	return query
}

// networkAddress is the address of the network's page, from that of any of its pages; "" on a page of no network.
func (v View) networkAddress() string {
	rest, under := strings.CutPrefix(v.Self, "/networks/")
	name, _, _ := strings.Cut(rest, "/")
	if !under || name == "" {
		return ""
	}
	return "/networks/" + name
}
