// Package gap finds the relations that a network lacks: which two may be joined, how plausible that is, what it would
// change, why it is proposed, and who could bring them together. A graph and a lens come in; suggestions go out, whose
// sentences are codes with figures.
//
// Start with New and Network.Missing: search.go lets the families propose (family_*.go) and weighs what they propose,
// order.go puts it in order, suggestion.go says of each what a table wants to know. plan.go chooses relations for a goal,
// budget.go a number of them. How plausible a pair is comes from analysis/predict, what it would change from
// analysis/effect, how goals are reached from analysis/augment.
package gap

// The families, in the order in which a pair that ranks alike in several is given to one.
const (
	Reconnect   = "reconnect"
	Reinforce   = "reinforce"
	Shortcut    = "shortcut"
	Likely      = "likely"
	Coverage    = "coverage"
	Reciprocity = "reciprocity"
)

// Families returns the families of suggestions, in the order of the design.
func Families() []string {
	return []string{Reconnect, Reinforce, Shortcut, Likely, Coverage, Reciprocity}
}

// Wanted says which suggestions a list is to hold and in what order; the zero value is all, by expected benefit.
type Wanted struct {
	Family        []string
	Between       []string // two kinds, or none
	Sector        []string // of either end
	Line          []string // of either end
	Involving     []string // ids of nodes
	Sort          string   // "", plausibility or benefit
	Limit, Offset int      // no Limit: all
}

// List is what was found of the relations that a network lacks.
type List struct {
	Suggestions []Suggestion
	Families    map[string]int // how many pairs stand in each
	Candidates  int            // how many pairs were looked at
}
