package main

import (
	"context"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"trama/graph"
	"trama/locale"
)

// progress returns a context whose operations draw a bar on the error stream, if that is a terminal, and the function
// that takes the bar away. It may be called more than once.
func (s *session) progress(ctx context.Context) (context.Context, func()) {
	if !s.terminal || s.Quiet {
		return ctx, func() {}
	}
	b := &bar{session: s, since: time.Now()}
	return graph.WithProgress(ctx, b.show), b.clear
}

// bar draws the stage under way. Operations shorter than a second draw nothing.
type bar struct {
	*session
	mu    sync.Mutex
	since time.Time
	stage string
	drawn *progressbar.ProgressBar
	ended bool
}

const barAfter = time.Second

func (b *bar) show(stage string, done, total int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended || time.Since(b.since) < barAfter {
		return
	}
	if total <= 0 {
		total = -1
	}
	if b.drawn == nil || b.stage != stage {
		b.take()
		b.stage, b.drawn = stage, b.new(stage, total)
	}
	b.drawn.ChangeMax64(total)
	b.drawn.Set64(done)
}

func (b *bar) new(stage string, total int64) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.err), progressbar.OptionSetDescription(stageName(b.lang, stage)),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(false))
}

// stageName returns a stage as people read it, its code where locale has no word for it.
func stageName(lang, stage string) string {
	if l := locale.New(lang); l.Has("stage." + stage) {
		return l.Say("stage."+stage, nil)
	}
	return stage
}

func (b *bar) take() {
	if b.drawn != nil {
		b.drawn.Clear()
		b.drawn = nil
	}
}

func (b *bar) clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ended = true
	b.take()
}
