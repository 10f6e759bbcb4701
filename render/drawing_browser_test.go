package render_test

import (
	"context"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"trama/graph/graphtest"
)

// called is a call of the protocol as a step of the browser.
func called[P, R any](command cdp.Command[P, R], parameters P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, command, parameters)
		return err
	})
}

// calm asks for pages without motion, so that what is looked at has come to rest.
func calm() chromedp.Action[chromedp.Void] {
	return called(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
}

const (
	spoken = `document.querySelector(".zoom form output").textContent`
	marked = `[...document.querySelectorAll(".spots .found")].map(e => e.id).join()`
	// inSight tells whether the marked node is in the window and in the drawing.
	inSight = `(() => { const b = document.querySelector(".spots .found").getBoundingClientRect(), r = document.querySelector("figure.network .wide").getBoundingClientRect(),
		x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2; return x > Math.max(0, r.left) && x < Math.min(innerWidth, r.right) && y > Math.max(0, r.top) && y < Math.min(innerHeight, r.bottom) })()`
)

// TestFindingANodeInADrawing by its name, in a window and on a phone: what is typed marks, Enter brings near, Enter again the
// next; a name of the list beneath does the same, and so does its address.
func TestFindingANodeInADrawing(t *testing.T) {
	axe, err := os.ReadFile(graphtest.Getenv(t, "TRAMA_TEST_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, address := browser(t, map[string][]byte{"/large": largeDrawing(t)})
	for _, width := range []int64{1280, 390} {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		do := func(steps ...chromedp.Action[chromedp.Void]) {
			t.Helper()
			if err := chromedp.Do(ctx, steps...); err != nil {
				t.Fatal(err)
			}
		}
		do(chromedp.EmulateViewport(width, 800), calm(), chromedp.Navigate("about:blank"), chromedp.Navigate(address+"/large"), chromedp.Focus(".zoom input"), chromedp.KeyEvent("PÉRSONA 12"))
		if n := seen[int](t, ctx, `document.querySelectorAll(".spots .hit").length`); n != 16 || seen[string](t, ctx, spoken) != "16" {
			t.Errorf("%d: %d marked, it says %q", width, n, seen[string](t, ctx, spoken))
		}
		do(chromedp.KeyEvent(kb.Enter))
		first := seen[string](t, ctx, marked)
		if text := seen[string](t, ctx, spoken); text != "1 / 16: persona 120" || !seen[bool](t, ctx, inSight) {
			t.Errorf("%d: it says %q, in sight: %v", width, text, seen[bool](t, ctx, inSight))
		}
		if name := seen[string](t, ctx, `document.querySelector("text.sought")?.textContent || ""`); name != "persona 120" {
			t.Errorf("%d: the name written is %q", width, name)
		}
		keepShot(t, ctx, "found.png")
		do(chromedp.KeyEvent(kb.Enter))
		if next := seen[string](t, ctx, marked); next == first || next == "" || !seen[bool](t, ctx, inSight) {
			t.Errorf("%d: after %q comes %q", width, first, next)
		}
		do(chromedp.KeyEvent("nobody"))
		if text := seen[string](t, ctx, spoken); text != "Nel disegno nessuno si chiama così." || seen[string](t, ctx, marked) != "" {
			t.Errorf("%d: it says %q and marks %q", width, text, seen[string](t, ctx, marked))
		}
		do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".index").open = true, document.querySelector(".index li:last-child a").click()`))
		if text := seen[string](t, ctx, spoken); !strings.HasPrefix(text, "1 / 1: persona ") || !seen[bool](t, ctx, inSight) {
			t.Errorf("%d: a name of the list says %q", width, text)
		}
		if width > 390 {
			continue
		}
		do(chromedp.Evaluate[chromedp.Void](string(axe)))
		if found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise)); err != nil || len(found) > 0 {
			t.Errorf("%d: %v %v", width, found, err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address+"/large#pieces-7")); err != nil {
		t.Fatal(err)
	}
	if at := seen[string](t, ctx, marked); at != "pieces-7" || !seen[bool](t, ctx, inSight) {
		t.Errorf("the address marks %q", at)
	}
}

// TestFindingWithoutScript: a name of the list leads to its node, which is marked.
func TestFindingWithoutScript(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/large": largeDrawing(t)})
	off := called(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	if err := chromedp.Do(ctx, off, chromedp.Navigate(address+"/large"), chromedp.Click(".index summary"), chromedp.Click(".index li:nth-child(31) a")); err != nil {
		t.Fatal(err)
	}
	for expression, want := range map[string]string{
		`location.hash`: "#pieces-31", `getComputedStyle(document.getElementById("pieces-31")).strokeWidth`: "4px",
		`getComputedStyle(document.getElementById("pieces-32")).stroke`: "none",
	} {
		if got := seen[string](t, ctx, expression); got != want {
			t.Errorf("%s is %q, want %q", expression, got, want)
		}
	}
	if !seen[bool](t, ctx, `(b => b.top >= 0 && b.bottom <= innerHeight)(document.getElementById("pieces-31").getBoundingClientRect())`) {
		t.Error("it is out of sight")
	}
	keepShot(t, ctx, "found-without-script.png")
}

// fingers touch the drawing and go from there to there in steps, each pair a finger, in shares of the window.
func fingers(t *testing.T, ctx context.Context, from, to [][2]float64) {
	t.Helper()
	const steps = 12
	at := func(k int) []*input.TouchPoint {
		var points []*input.TouchPoint
		for i := range from {
			id, share := float64(i), float64(k)/steps
			points = append(points, &input.TouchPoint{ID: &id, X: from[i][0] + (to[i][0]-from[i][0])*share, Y: from[i][1] + (to[i][1]-from[i][1])*share})
		}
		return points
	}
	touch := func(kind input.DispatchTouchEventType, points []*input.TouchPoint) {
		if err := chromedp.Do(ctx, called(input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})); err != nil {
			t.Fatal(err)
		}
	}
	touch(input.DispatchTouchEventTypeTouchStart, at(0))
	for k := 1; k <= steps; k++ {
		touch(input.DispatchTouchEventTypeTouchMove, at(k))
	}
	touch(input.DispatchTouchEventTypeTouchEnd, []*input.TouchPoint{})
}

// TestFingersOnADrawing: two fingers come nearer; then one moves what is nearer and the page stays; two that come together make
// the drawing whole again, and one scrolls the page.
func TestFingersOnADrawing(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/large": largeDrawing(t)})
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	// The drawing is at the top of the window, and there is more below.
	there := chromedp.Evaluate[chromedp.Void](`document.body.style.paddingBottom = "100vh", document.querySelector("figure.network .wide").scrollIntoView()`)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 800, chromedp.EmulateMobile, chromedp.EmulateTouch), calm(), chromedp.Navigate(address+"/large"), there); err != nil {
		t.Fatal(err)
	}
	whole := seen[[]float64](t, ctx, part)[2]
	nearer := func() float64 { return whole / seen[[]float64](t, ctx, part)[2] }
	scrolled := func() float64 { return seen[float64](t, ctx, `scrollY`) }
	top := scrolled()
	fingers(t, ctx, [][2]float64{{180, 250}, {220, 250}}, [][2]float64{{100, 250}, {300, 250}})
	if zoom := nearer(); zoom < 4 || zoom > 6 || scrolled() != top {
		t.Errorf("two fingers come %v times nearer, the page scrolls by %v", zoom, scrolled()-top)
	}
	before := seen[[]float64](t, ctx, part)
	fingers(t, ctx, [][2]float64{{200, 250}}, [][2]float64{{150, 210}})
	after := seen[[]float64](t, ctx, part)
	if after[0] <= before[0] || after[1] <= before[1] || math.Abs(after[2]-before[2]) > .01 || scrolled() != top {
		t.Errorf("one finger drags %v to %v, the page scrolls by %v", before, after, scrolled()-top)
	}
	fingers(t, ctx, [][2]float64{{60, 200}, {340, 200}}, [][2]float64{{190, 200}, {210, 200}})
	if nearer() != 1 || seen[float64](t, ctx, `visualViewport.scale`) != 1 {
		t.Errorf("two fingers make it whole: %v times nearer", nearer())
	}
	fingers(t, ctx, [][2]float64{{200, 280}}, [][2]float64{{200, 80}})
	if now := scrolled(); now-top < 100 || nearer() != 1 {
		t.Errorf("one finger scrolls by %v, the drawing is %v times nearer", now-top, nearer())
	}
}
