package desk

import (
	"io"

	"trama/render"
)

// NetworkPage writes the page of one network, with what brings its map up to date.
func NetworkPage(w io.Writer, n render.NetworkPageView, v View) error {
	n.View = v.View
	s := n.Shell()
	s.Above = v.notices()
	if v.Writing != nil {
		update := newRecorder(v).updating(n.Report.Network.Nodes == 0)
		s.Page.Sections = append(s.Page.Sections, update)
		if n.Report.Network.Nodes == 0 { // there is nothing to show yet, and everything to write
			s.Page.Sections, s.Search = []render.Section{update}, nil
		}
	}
	return s.Write(w, v.Lang)
}
