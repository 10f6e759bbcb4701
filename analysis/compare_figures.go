package analysis

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"trama/graph"
)

// comparedSections are the sections of a report whose figures are compared, by their JSON names.
func comparedSections() []string {
	return []string{
		"structure", "fragmentation", "fragility", "hierarchy", "cohesion", "communities", "coverage", "validation",
		"priorities", "reciprocity", "commitments",
	}
}

// undefinedSections are those whose null is a figure that is undefined.
func undefinedSections() []string {
	return []string{"fragmentation", "fragility", "hierarchy", "cohesion", "validation.validated_only"}
}

// figuresOf returns the figures of a state's report, by section and name.
func figuresOf(ctx context.Context, src Source, o CompareOptions) (map[string]*float64, error) {
	report, err := NewReport(ctx, src, ReportOptions{Lens: o.Lens, Limit: 1, Seed: o.Seed, Exact: o.Exact})
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(report)
	if err != nil {
		return nil, &graph.Error{Kind: graph.Internal, Op: "analysis.Compare", Err: err}
	}
	var sections map[string]any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&sections); err != nil {
		return nil, &graph.Error{Kind: graph.Internal, Op: "analysis.Compare", Err: err}
	}
	figures := map[string]*float64{}
	for _, name := range comparedSections() {
		addFigures(figures, name, sections[name])
	}
	return figures, nil
}

// addFigures adds the numbers of a section, and those of the objects in it; lists hold no figures of the whole.
func addFigures(figures map[string]*float64, name string, section any) {
	fields, ok := section.(map[string]any)
	if !ok {
		return
	}
	for field, value := range fields {
		full := name + "." + field
		switch x := value.(type) {
		case json.Number:
			if n, err := x.Float64(); err == nil && !slices.Contains([]string{"seed", "resolution", "samples"}, field) {
				figures[full] = &n
			}
		case nil:
			if slices.Contains(undefinedSections(), name) {
				figures[full] = nil
			}
		case map[string]any:
			addFigures(figures, full, x)
		}
	}
}

// differences returns after − before, null where either is undefined.
func differences(before, after map[string]*float64) map[string]*float64 {
	out := map[string]*float64{}
	for name, now := range after {
		out[name] = nil
		if then := before[name]; then != nil && now != nil {
			d := *now - *then
			out[name] = &d
		}
	}
	return out
}
