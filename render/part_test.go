package render_test

import (
	"net/url"
	"strings"
	"testing"

	"trama/render"
)

// TestAReportMayBeOfOnePart: the page offers the areas, sectors and kinds that there are, shows which it was asked for, and
// keeps what else it was asked with.
func TestAReportMayBeOfOnePart(t *testing.T) {
	view := render.View{Graph: sampleGraph(t), Self: "/networks/valdora/report", Query: url.Values{"kind": {"person"}, "at": {"2"}, "since": {"1"}}}
	page := string(rendered(t, render.HTML, render.Viewed{Result: sampleReport(), View: view}, "it"))
	for _, want := range []string{
		"<legend>Guardare una parte sola</legend>", `<option value="person" selected>persona</option>`, `<option value="organization">`,
		`<input type="hidden" name="at" value="2">`, `<input type="hidden" name="since" value="1">`, `<input type="hidden" name="lang" value="it">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	view.Query = url.Values{"kind": {"person", "service"}}
	several := string(rendered(t, render.HTML, render.Viewed{Result: sampleReport(), View: view}, "it"))
	view.Self, view.Query = "", nil
	alone := string(rendered(t, render.HTML, render.Viewed{Result: sampleReport(), View: view}, "it"))
	if strings.Contains(several, `id="filters"`) || strings.Contains(alone, `id="filters"`) {
		t.Error("a form that would ask for something else, or nobody")
	}
}
