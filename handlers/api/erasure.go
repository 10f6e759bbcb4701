package api

import (
	"context"

	"trama/graph"
	"trama/locale"
)

// erasureBody says what is taken out of a network and its history.
type erasureBody struct {
	graph.EraseRequest
	DryRun bool `json:"dry_run,omitempty" doc:"says what would go, and writes nothing"`
}

// erase takes nodes and words out of a network and all its history.
func (s *Service) erase(ctx context.Context, in *RecordInput) (*Answer, error) {
	info, err := s.guarded(ctx, in.WriteInput)
	if err != nil {
		return nil, err
	}
	var body erasureBody
	if err := in.into(&body, in.Lang); err != nil {
		return nil, err
	}
	body.Same, body.Alike = locale.Composed, locale.Searched
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	erasure, err := graph.ErasureOf(ctx, s.Store, info, body.EraseRequest)
	if err != nil {
		return nil, overtaken(err, in.Lang)
	}
	if body.DryRun {
		return s.writtenNewest(ctx, in.WriteInput, info.Revision, erasure.Erased)
	}
	remark := "" // its code: what else it says is for operators
	did, err := erasure.Do(graph.WithRemarks(ctx, func(said graph.Sentence) { remark = said.Code }), s.Store, graph.Commit{Author: authorOf(in.Author)})
	if err != nil {
		return nil, overtaken(err, in.Lang)
	}
	s.forget()
	out, err := s.writtenNewest(ctx, in.WriteInput, did.Revision, did)
	if err == nil {
		out.Remark = remark
	}
	return out, err
}

// forget lets go of all that was worked out before. None of it would be given again, for it is known by states that are no
// more; but it would stay in memory.
func (s *Service) forget() {
	s.answers.kept.Purge()
	s.reports.kept.Purge()
	s.lists.kept.Purge()
	s.gaps.kept.Purge()
	s.pairs.Purge()
}
