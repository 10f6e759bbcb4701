package graph

import "context"

// Progress is told how far a long operation is: a stage of it (a code that locale knows), and how much of how much is
// done; total is 0 where it is not known. It may be called from several goroutines.
type Progress func(stage string, done, total int64)

type progressKey struct{}

// WithProgress returns a context whose operations tell p how far they are.
func WithProgress(ctx context.Context, p Progress) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// Report tells the context's Progress, if there is one, how far an operation is.
func Report(ctx context.Context, stage string, done, total int64) {
	if p, ok := ctx.Value(progressKey{}).(Progress); ok && p != nil {
		p(stage, done, total)
	}
}

type remarksKey struct{}

// WithRemarks returns a context whose operations tell hear what people should know of them, although they succeed. It may
// be called from several goroutines, and more than once with the same.
func WithRemarks(ctx context.Context, hear func(Sentence)) context.Context {
	return context.WithValue(ctx, remarksKey{}, hear)
}

// Remark tells whoever listens in the context.
func Remark(ctx context.Context, s Sentence) {
	if hear, ok := ctx.Value(remarksKey{}).(func(Sentence)); ok && hear != nil {
		hear(s)
	}
}
