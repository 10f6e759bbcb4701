package graph

// Schema names of the documents about stores and imports.
const (
	NetworksSchema = "trama.networks/1"
	HistorySchema  = "trama.history/1"
	CheckSchema    = "trama.check/1"
)

// NetworkList is what a store holds, trama.networks/1, in ascending order of name.
type NetworkList struct {
	Schema   string        `json:"schema"`
	Networks []NetworkInfo `json:"networks"`
}

// NewNetworkList returns the list of some networks; no list in it is nil.
func NewNetworkList(infos []NetworkInfo) NetworkList {
	list := NetworkList{Schema: NetworksSchema, Networks: make([]NetworkInfo, 0, len(infos))}
	for _, info := range infos {
		if info.Snapshots == nil {
			info.Snapshots = []Snapshot{}
		}
		list.Networks = append(list.Networks, info)
	}
	return list
}

// CommitList is the history of a network, trama.history/1, newest first.
type CommitList struct {
	Schema  string   `json:"schema"`
	Network string   `json:"network"`
	Commits []Commit `json:"commits"`
}

// NewCommitList returns the list of some commits of a network.
func NewCommitList(network string, commits []Commit) CommitList {
	return CommitList{Schema: HistorySchema, Network: network, Commits: append([]Commit{}, commits...)}
}

// Imported is what an import, or another commit, did to a network.
type Imported struct {
	Revision Revision `json:"revision"`
	Summary
	Undid  *Undone    `json:"undid,omitempty"` // what an undo took back
	Change bool       `json:"-"`               // it was a change and no import
	Notes  []Sentence `json:"notes"`
}

// Undone is the commit that an undo took back.
type Undone struct {
	Revision Revision `json:"revision"`
	Author   string   `json:"author"`
	Message  string   `json:"message"`
}

// Checked is what would be imported of some files and what not, trama.check/1.
type Checked struct {
	Schema     string         `json:"schema"`
	Read       Size           `json:"read"`
	Kept       Size           `json:"kept"`
	Refused    []RefusedPlace `json:"refused"`
	Duplicates []Duplicate    `json:"duplicates"`
	Mapping    []ColumnUse    `json:"mapping"`
	Notes      []Sentence     `json:"notes"`
	Preview    *Preview       `json:"preview,omitempty"` // what an import would do to a network; nil: none was named, or nothing can be imported
}

// Size counts nodes and edges.
type Size struct {
	Nodes int `json:"nodes"`
	Edges int `json:"edges"`
}

// RefusedPlace is a place in a file, "edges.csv: line 17", and why what stands there is not taken.
type RefusedPlace struct {
	Where  string         `json:"where"`
	Why    string         `json:"why"`
	Code   string         `json:"code"`
	Values map[string]any `json:"values,omitempty"` // of the sentence with that code
}

// Duplicate are nodes that may be one and the same. They are proposed, never merged on their own.
type Duplicate struct {
	IDs    []string `json:"ids"`
	Labels []string `json:"labels"`
}

// ColumnUse says which column of a file became what: a meaning, or an attribute of that name.
type ColumnUse struct {
	File   string `json:"file"`
	Column string `json:"column"`
	Became string `json:"became"`
}

// Recorded is what a record of the round table made: the record first, then its edges, then nodes made on the way.
type Recorded struct {
	Revision Revision   `json:"revision"`
	IDs      []string   `json:"ids"`
	Notes    []Sentence `json:"notes"`
}
