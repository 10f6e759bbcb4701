package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

// Report returns what analysis.NewReport does. A state has one report for the same options: what formats, languages and
// pages show is written of it.
func (s *Service) Report(ctx context.Context, src analysis.Source, o analysis.ReportOptions) (*analysis.Report, error) {
	return s.reports.of(ctx, resultKey(src, o), func() (*analysis.Report, bool, error) {
		r, err := analysis.NewReport(ctx, src, o)
		return r, isShort(o.Limit), err
	})
}

// Missing returns what analysis.Missing does, once like a report.
func (s *Service) Missing(ctx context.Context, src analysis.Source, o analysis.MissingOptions) (*analysis.MissingList, error) {
	list, err := s.lists.of(ctx, resultKey(src, o), func() (*analysis.MissingList, bool, error) {
		list, err := s.MissingOf(ctx, src, o)
		return list, isShort(o.Limit), err
	})
	if err == nil {
		s.keep(src, list)
	}
	return list, err
}

// sharedUpTo is up to how many nodes searches share what they work out: it is kept, of larger networks for too much memory.
const sharedUpTo = 10_000

// MissingOf returns what analysis.Missing does, and does not keep the list: that of a node, of which there are many. Searches in the
// same state share what they do not differ in.
func (s *Service) MissingOf(ctx context.Context, src analysis.Source, o analysis.MissingOptions) (*analysis.MissingList, error) {
	if src.Graph.Nodes() > sharedUpTo {
		return analysis.Missing(ctx, src, o)
	}
	read := analysis.MissingOptions{Lens: o.Lens, Seed: o.Seed, Exact: o.Exact}
	gaps, err := s.gaps.of(ctx, resultKey(src, read), func() (*analysis.Gaps, bool, error) {
		gaps, err := analysis.NewGaps(ctx, src, read)
		return gaps, true, err
	})
	if err != nil {
		return nil, err
	}
	return gaps.Missing(ctx, o)
}

// isShort tells whether a result whose lists have a limit is kept; 0 is none.
func isShort(limit int) bool { return limit > 0 && limit <= maxListed }

// resultKey names a state and the options of a result, which hold no pointers.
func resultKey(src analysis.Source, options any) string {
	return fmt.Sprintf("%s\x00%d\x00%s\x00%s\x00%#v", src.Network, src.Revision, src.Graph.Digest(), src.Today, options)
}
