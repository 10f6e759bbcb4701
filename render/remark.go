package render

import (
	"net/url"

	"trama/graph"
)

// Notices are what a page says before all else: that others have changed the network past its history, and that it shows
// the network as it was; none where neither is so.
func (v View) Notices() []Part { return append(v.remarks(), v.past()...) }

// remarks say what others have changed, and what one can do.
func (v View) remarks() []Part {
	if v.Remark == nil || v.Remark.Code != "outside_changes" {
		return nil
	}
	l := v.locale()
	said := func(id string) string { return l.Say(id, v.Remark.Values) }
	return []Part{{Template: "remark", Data: remark{Title: said("notice.outside_changes"), Does: said("notice.outside_changes.does")}}}
}

// remark says what the store has to say of the network, and what one can do.
type remark struct{ Title, Does string }

// past leads from a page that shows the network as it was to the same page as it is now; where there is none any more it says so, and
// leads to the network.
func (v View) past() []Part {
	if v.Past == 0 {
		return nil
	}
	l, query := v.locale(), with(v.Query, "lang", v.locale().Lang())
	query.Del("at")
	query.Del("format")
	said := l.Say("notice.past", graph.V{"revision": v.Past, "name": v.Snapshot})
	now := Link{Href: Address(v.Self, query), Name: l.Say("notice.now", nil)}
	if v.Gone {
		said += " " + l.Say("notice.past.gone", nil)
		now = Link{Href: Address(v.Network(), url.Values{"lang": {l.Lang()}}), Name: l.Say("notice.now.network", nil)}
	}
	return []Part{{Template: "past", Data: past{Said: said, Now: now}}}
}

// past is the line of a page that shows a network as it was.
type past struct {
	Said string
	Now  Link
}
