package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"trama/graph"
)

func TestProgressIsDrawnOnATerminalOnly(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		var errs bytes.Buffer
		s := &session{streams: streams{err: &errs, terminal: terminal}, lang: "it"}
		b := &bar{session: s, since: time.Now().Add(-2 * barAfter)}
		ctx, clear := context.Background(), b.clear
		if terminal {
			ctx = graph.WithProgress(ctx, b.show)
		} else {
			ctx, clear = s.progress(ctx)
		}
		graph.Report(ctx, "read", 3, 10)
		graph.Report(ctx, "report", 1, 0)
		drawn := errs.String()
		clear()
		clear()
		graph.Report(ctx, "read", 9, 10)
		if terminal != (drawn != "") {
			t.Errorf("terminal %v: drawn %q", terminal, drawn)
		}
		if after := strings.TrimSpace(lastLine(errs.String())); after != "" {
			t.Errorf("terminal %v: the bar stays: %q", terminal, after)
		}
	}
}

func lastLine(drawn string) string {
	lines := strings.Split(strings.TrimRight(drawn, "\r"), "\r")
	return lines[len(lines)-1]
}

func TestProgressOfAShortOperationDrawsNothing(t *testing.T) {
	var errs bytes.Buffer
	s := &session{streams: streams{err: &errs, terminal: true}, lang: "it"}
	ctx, clear := s.progress(context.Background())
	graph.Report(ctx, "read", 3, 10)
	clear()
	if errs.Len() > 0 {
		t.Errorf("drawn %q", errs.String())
	}
}

func TestQuietDrawsNoProgress(t *testing.T) {
	s := &session{streams: streams{terminal: true}}
	s.Quiet = true
	if ctx, _ := s.progress(context.Background()); ctx != context.Background() {
		t.Error("a quiet run is told of progress")
	}
}
