package render

// Remarks are what a page says before all else of a network that others have changed past its history, and what one can
// do; none where nothing is remarked.
func (v View) Remarks() []Part {
	if v.Remark == nil || v.Remark.Code != "outside_changes" {
		return nil
	}
	l := v.locale()
	said := func(id string) string { return l.Say(id, v.Remark.Values) }
	return []Part{{Template: "remark", Data: remark{Title: said("notice.outside_changes"), Does: said("notice.outside_changes.does")}}}
}

// remark says what the store has to say of the network, and what one can do.
type remark struct{ Title, Does string }
