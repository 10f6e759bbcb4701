package desk

import (
	"net/url"

	"trama/graph"
	"trama/render"
)

// upload is a form in which files are chosen.
type upload struct {
	record
	Files  field
	Accept string
}

// accepted are the files that a browser offers first: those that source reads, and spreadsheets, which are told apart and
// explained.
const accepted = ".xlsx,.ods,.fods,.csv,.tsv,.txt,.graphml,.gexf,.xml,.json,.zip,.gz"

// upload returns the form in which files are chosen, sent under an address.
func (m recorder) upload(to string, fields ...field) upload {
	r := m.record("import", "", fields...)
	r.Action = to + "?" + url.Values{"lang": {m.l.Lang()}}.Encode()
	files := m.filled(m.needed("files", "files"), r, len(r.Fields))
	files.Type = "file"
	return upload{record: r, Files: files, Accept: accepted}
}

// starting is the section in which a network begins: from files, with nothing, or as the fictional town. Where there is no
// network yet it lies open.
func (m recorder) starting(empty bool, demo bool) render.Section {
	s := render.Section{ID: "start", Title: m.l.Say("start.title", nil)}
	if empty {
		s.Title = m.l.Say("start.title.first", nil)
	}
	files := m.upload("/imports", m.titleField())
	files.Fold, files.Open = m.l.Say("start.import", nil), empty || files.Error != ""
	files.About = m.l.Say("start.import.about", nil)
	s.Blocks = append(s.Blocks, render.Block{Parts: parts("upload", files)})
	if demo {
		town := m.post("demo", "/demo")
		town.Fold, town.Open, town.About = m.l.Say("start.demo", nil), empty, m.l.Say("start.demo.about", nil)
		s.Blocks = append(s.Blocks, records(town))
	}
	blank := m.post("begin", "/networks", m.titleField())
	blank.Fold, blank.About = m.l.Say("start.begin", nil), m.l.Say("start.begin.about", nil)
	blank.Open = blank.Open || empty
	s.Blocks = append(s.Blocks, records(blank))
	return s
}

func (m recorder) titleField() field { return m.needed("title", "title") }

// post is a form that is sent to an address of no network.
func (m recorder) post(name, to string, fields ...field) record {
	r := m.record(name, "", fields...)
	r.Action = to + "?" + url.Values{"lang": {m.l.Lang()}}.Encode() + "#" + r.ID
	return r
}

// updating is the section in which the map of a network is brought up to date: a node by hand, or files. On a map that is
// empty it lies open.
func (m recorder) updating(empty bool) render.Section {
	s := render.Section{ID: "update", Title: m.l.Say("update.title", nil), About: m.l.Say("update.about", nil)}
	node := m.folded("node_new", "nodes", m.needed("label", "node_name"), m.kindField(graph.Organization), m.text("area", "area"))
	files := m.upload(m.w.Base+"/imports", m.replaceField())
	files.Fold, files.About = m.l.Say("update.import", nil), m.l.Say("update.import.about", nil)
	node.Open, files.Open = node.Open || empty, files.Open || empty
	s.Blocks = []render.Block{records(node), {Parts: parts("upload", files)}}
	return s
}

// replaceField asks whether files are put together with what is there, or take its place.
func (m recorder) replaceField() field {
	return m.choice("replace", "replace", []option{
		{Value: "no", Label: m.l.Say("import.merge", nil), Selected: true}, {Value: "yes", Label: m.l.Say("import.replace", nil)},
	})
}

// kindField asks for a kind of the catalogue, or the one that a node has already.
func (m recorder) kindField(kind string) field {
	var options []option
	known := false
	for _, k := range graph.KindCatalogue() {
		options = append(options, option{Value: k.ID, Label: m.l.Kind(k.ID), Selected: k.ID == kind})
		known = known || k.ID == kind
	}
	if !known {
		options = append([]option{{Value: kind, Label: m.l.Kind(kind), Selected: true}}, options...)
	}
	return m.choice("kind", "kind", options)
}
