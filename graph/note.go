package graph

import (
	"slices"
	"strings"
)

// Notes collects what a reader has to say of a file.
type Notes []Sentence

// Count says how many there are of something, where there are any.
func (n *Notes) Count(code, template, file string, count int) {
	if count > 0 {
		*n = append(*n, Say(code, template, V{"file": file, "count": count}))
	}
}

// List names all of something, ascending, each once, where there are any.
func (n *Notes) List(code, template, file string, names []string) {
	if len(names) > 0 {
		*n = append(*n, Say(code, template, V{"file": file, "names": strings.Join(distinct(names), ", ")}))
	}
}

// Unfit says of columns that they do not take the meaning of their names.
func (n *Notes) Unfit(columns []string) {
	for _, name := range distinct(columns) {
		*n = append(*n, MeaningUnfit(name, name))
	}
}

func distinct(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}
