// Package analysis reads a graph and returns plain values: the fragmentation report, the missing relations, plans,
// what-if, figures per node, scores and backtests. It writes no prose: a sentence is a code with figures, which locale
// turns into words. The algorithms live in its sub-packages, one family each, on the compressed view of
// analysis/internal/view.
//
// The JSON names of the results are the contract with users of the command line and of the API. Figures that may be
// undefined are pointers. Lists are never nil in a result.
package analysis

import (
	"trama/analysis/table"
	"trama/graph"
)

// Source is a graph to analyse and what is known of where it comes from.
type Source struct {
	Graph    *graph.Graph
	Network  string           // the name in the store, "" for a file
	Revision graph.Revision   // 0 for a file
	Notes    []graph.Sentence // what reading it had to say; they stand first among the result's notes
	Today    string           // the day of the newest commit, "" for a file: the newest meeting's day is taken
}

// Network says what was analysed.
type Network struct {
	Name     string         `json:"name"`
	Revision graph.Revision `json:"revision"`
	Digest   string         `json:"digest"`
	Nodes    int            `json:"nodes"`
	Edges    int            `json:"edges"` // all, loops too
	Kinds    map[string]int `json:"kinds"`
	Types    map[string]int `json:"types"`
}

// Fragmentation is how much a graph is in pieces. Distances count steps, over pairs that reach each other.
type Fragmentation struct {
	Components                 int      `json:"components"`
	LargestComponent           int      `json:"largest_component"`
	LargestShare               float64  `json:"largest_share"`
	ComponentEntropy           float64  `json:"component_entropy"`
	ComponentEntropyNormalized float64  `json:"component_entropy_normalized"`
	Herfindahl                 float64  `json:"herfindahl"`
	Fragmentation              float64  `json:"fragmentation"`
	Connectedness              float64  `json:"connectedness"`
	DistanceFragmentation      float64  `json:"distance_fragmentation"`
	GlobalEfficiency           float64  `json:"global_efficiency"`
	MeanDistance               *float64 `json:"mean_distance"`
	Diameter                   int      `json:"diameter"`
	Exact                      bool     `json:"exact"`
	Samples                    int      `json:"samples"`        // sources of distances; all nodes where exact
	StandardError              *float64 `json:"standard_error"` // of global_efficiency, where sampled
}

// Structure is the size and density of the view.
type Structure struct {
	Nodes         int     `json:"nodes"`
	Edges         int     `json:"edges"`
	ParallelEdges int     `json:"parallel_edges"`
	SelfLoops     int     `json:"self_loops"`
	Density       float64 `json:"density"`
	MeanDegree    float64 `json:"mean_degree"`
	Isolates      int     `json:"isolates"`
}

// KeyActors are the k nodes whose loss fragments most.
type KeyActors struct {
	K                  int      `json:"k"`
	IDs                []string `json:"ids"`
	Labels             []string `json:"labels"`
	FragmentationAfter float64  `json:"fragmentation_after"`
	ComponentsAfter    int      `json:"components_after"`
}

// Fragility is what a graph owes to single relations and single actors.
type Fragility struct {
	Bridges            int          `json:"bridges"`
	ArticulationPoints int          `json:"articulation_points"`
	BridgeLeaves       int          `json:"bridge_leaves"`
	BridgeIsolated     int          `json:"bridge_isolated"`
	LinksToConnect     int          `json:"links_to_connect"`
	LinksToRobust      int          `json:"links_to_robust"`
	Robustness         *float64     `json:"robustness"`
	RobustnessCurve    [][2]float64 `json:"robustness_curve"` // share removed, largest component's share left
	KeyActors          []KeyActors  `json:"key_actors"`
}

// Hierarchy is Krackhardt's graph-theoretic dimensions of the directed view; null beyond 2,000 nodes.
type Hierarchy struct {
	Connectedness *float64 `json:"connectedness"`
	Hierarchy     *float64 `json:"hierarchy"`
	Efficiency    *float64 `json:"efficiency"`
	Lubness       *float64 `json:"lubness"`
}

// Cohesion is how closely a graph is knit.
type Cohesion struct {
	Transitivity          float64  `json:"transitivity"`
	AverageClustering     float64  `json:"average_clustering"`
	MaxCore               int      `json:"max_core"`
	CoreShare             float64  `json:"core_share"`
	AlgebraicConnectivity *float64 `json:"algebraic_connectivity"`
	KirchhoffIndex        *float64 `json:"kirchhoff_index"`
	ForestIndex           *float64 `json:"forest_index"`
}

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

// Openness says how open the groups of an attribute are to each other.
type Openness struct {
	Attribute string   `json:"attribute"`
	Groups    []string `json:"groups"`
	Internal  int      `json:"internal"`
	External  int      `json:"external"`
	EIIndex   *float64 `json:"ei_index"`
	Expected  *float64 `json:"expected"`
	Matrix    [][]int  `json:"matrix"`
}

// Component is a piece of the network.
type Component struct {
	Rank    int            `json:"rank"`
	Size    int            `json:"size"`
	Share   float64        `json:"share"`
	Label   string         `json:"label"`
	Kinds   map[string]int `json:"kinds"`
	Sectors map[string]int `json:"sectors"`
	Members []Member       `json:"members"` // the first 20, by degree
}

// Member names a node.
type Member struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Kind  string `json:"kind"`
}

// CriticalActor is an articulation point.
type CriticalActor struct {
	ID                 string  `json:"id"`
	Label              string  `json:"label"`
	Kind               string  `json:"kind"`
	ComponentsAfter    int     `json:"components_after"`
	CutOff             int     `json:"cut_off"`
	FragmentationAfter float64 `json:"fragmentation_after"`
}

// CriticalRelation is a bridge.
type CriticalRelation struct {
	Source    string   `json:"source"`
	Target    string   `json:"target"`
	IDs       []string `json:"ids"`
	Types     []string `json:"types"`
	Separates int      `json:"separates"`
}

// Without is the fragmentation when some nodes are gone.
type Without struct {
	IDs   []string `json:"ids"`
	Label string   `json:"label"`
	Fragmentation
}

// ReportOptions are the parameters of a report. The JSON names are those of flags and URL parameters.
type ReportOptions struct {
	Lens    graph.Lens `json:"-"`
	By      []string   `json:"by,omitempty"`      // more attributes for openness
	Without [][]string `json:"without,omitempty"` // sets of nodes to compare without
	Limit   int        `json:"limit"`             // of each list; 0 = all
	Seed    int64      `json:"seed"`
	Exact   bool       `json:"exact,omitempty"` // forces exact distances at any size
}

// DefaultReportOptions returns the options a report has when nothing is said.
func DefaultReportOptions() ReportOptions { return ReportOptions{Limit: 200, Seed: 1} }

// Report is the fragmentation report, trama.report/1.
type Report struct {
	Schema            string             `json:"schema"`
	Network           Network            `json:"network"`
	Lens              graph.Lens         `json:"lens"`
	Params            ReportOptions      `json:"params"`
	Headline          graph.Sentence     `json:"headline"`
	Structure         Structure          `json:"structure"`
	Fragmentation     Fragmentation      `json:"fragmentation"`
	Fragility         Fragility          `json:"fragility"`
	Hierarchy         Hierarchy          `json:"hierarchy"`
	Cohesion          Cohesion           `json:"cohesion"`
	Communities       Communities        `json:"communities"`
	Openness          []Openness         `json:"openness"`
	Components        []Component        `json:"components"`
	Isolates          []Member           `json:"isolates"`
	CriticalActors    []CriticalActor    `json:"critical_actors"`
	CriticalRelations []CriticalRelation `json:"critical_relations"`
	Without           []Without          `json:"without"`
	Coverage          table.Coverage     `json:"coverage"`
	Validation        Validation         `json:"validation"`
	Priorities        table.Priorities   `json:"priorities"`
	Alignment         []table.Alignment  `json:"alignment"`
	Reciprocity       table.Reciprocity  `json:"reciprocity"`
	Participants      table.Participants `json:"participants"`
	Commitments       Commitments        `json:"commitments"`
	Strengths         []Strength         `json:"strengths"`
	Notes             []graph.Sentence   `json:"notes"`
}

// Strength is something that works already.
type Strength struct {
	graph.Sentence
	IDs []string `json:"ids"`
}
