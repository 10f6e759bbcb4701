package xlsx

import (
	"encoding/xml"
	"io"
	"math"
	"path"
	"strings"

	"trama/graph/internal/workbook"
)

// relation is what a part says of another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// relations returns what the part in a folder says of others, their targets as names inside the archive.
func (p *parts) relations(folder, name string) ([]relation, error) {
	content, err := p.plain(path.Join(folder, "_rels", name+".rels"))
	if err != nil {
		return nil, err
	}
	var doc struct {
		List []relation `xml:"Relationship"`
	}
	if content == nil || xml.Unmarshal(content, &doc) != nil || len(doc.List) > workbook.MaxMembers {
		return nil, workbook.NotOne(p.o)
	}
	for i, r := range doc.List {
		if doc.List[i].Target = path.Join(folder, r.Target); strings.HasPrefix(r.Target, "/") {
			doc.List[i].Target = path.Clean(r.Target[1:])
		}
	}
	return doc.List, nil
}

// target returns the target of the relation of a type, or with an id.
func target(all []relation, is func(relation) bool) string {
	for _, r := range all {
		if is(r) {
			return r.Target
		}
	}
	return ""
}

func ofType(kind string) func(relation) bool {
	return func(r relation) bool { return strings.HasSuffix(r.Type, "/"+kind) }
}

// sheets looks through the whole workbook: the list of its sheets, their texts, each sheet.
func (p *parts) sheets() ([]workbook.Sheet, []*survey, error) {
	types, err := p.plain("[Content_Types].xml")
	if err != nil {
		return nil, nil, err
	}
	if types == nil {
		return nil, nil, workbook.NotOne(p.o)
	}
	top, err := p.relations("", "")
	if err != nil {
		return nil, nil, err
	}
	book := target(top, ofType("officeDocument"))
	content, err := p.plain(book)
	if err != nil {
		return nil, nil, err
	}
	var doc struct {
		XMLName xml.Name
		Sheets  []listedSheet `xml:"sheets>sheet"`
	}
	if content == nil || xml.Unmarshal(content, &doc) != nil || doc.XMLName.Local != "workbook" {
		return nil, nil, workbook.NotOne(p.o)
	}
	if len(doc.Sheets) > workbook.MaxSheets {
		return nil, nil, workbook.Swollen(p.o.Name)
	}
	all, err := p.relations(path.Dir(book), path.Base(book))
	if err != nil {
		return nil, nil, err
	}
	for kind, usual := range map[string]string{"styles": "xl/styles.xml", "sharedStrings": textsPart} {
		if !p.isUsual(target(all, ofType(kind)), usual) {
			return nil, nil, workbook.Broken(p.o.Name)
		}
	}
	if _, err := p.plain(target(all, ofType("styles"))); err != nil {
		return nil, nil, err
	}
	return p.surveyed(doc.Sheets, all)
}

// textsPart is where the texts stand that cells share.
const textsPart = "xl/sharedStrings.xml"

// isUsual tells whether a part, if there is one, stands where every program puts it. There alone excelize looks for it, and
// reads on without a word where it is not: dates would be numbers, and texts nothing.
func (p *parts) isUsual(name, usual string) bool {
	f := p.Member(name)
	if name == "" || f == nil {
		return name == ""
	}
	own := strings.ReplaceAll(f.Name, `\`, "/")
	return own == usual || strings.EqualFold(own, usual) && usual == textsPart // of which excelize knows any case
}

// listedSheet is a sheet in the workbook's list.
type listedSheet struct {
	Name  string `xml:"name,attr"`
	State string `xml:"state,attr"`
	ID    string `xml:"id,attr"`
}

// surveyed looks through the sheets, when it has counted their texts: that each cell's text is there, and that there are not
// far more than cells.
func (p *parts) surveyed(listed []listedSheet, all []relation) (out []workbook.Sheet, surveys []*survey, err error) {
	if err := p.readTexts(target(all, ofType("sharedStrings"))); err != nil {
		return nil, nil, err
	}
	cells := 0
	seen := map[string]bool{}
	for _, l := range listed {
		name := target(all, func(r relation) bool { return r.ID == l.ID })
		if name == "" || seen[workbook.Key(name)] || seen["\x00"+l.Name] {
			return nil, nil, workbook.Broken(p.o.Name)
		}
		seen[workbook.Key(name)], seen["\x00"+l.Name] = true, true
		s, err := p.survey(name)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, workbook.Sheet{Name: l.Name, Hidden: l.State != "" && l.State != "visible", Empty: len(s.cells) == 0})
		surveys = append(surveys, s)
		cells += s.shared
	}
	if len(p.texts) > freeTexts+cells {
		return nil, nil, workbook.Swollen(p.o.Name)
	}
	return out, surveys, nil
}

// freeTexts is how many texts more than cells a workbook may hold.
const freeTexts = 1 << 16

// readTexts finds how long each text is that cells share.
func (p *parts) readTexts(name string) error {
	f, err := p.take(name, p.Most())
	if f == nil || err != nil {
		return err
	}
	return p.look(f, io.Discard, func(t xml.Token, depth int) error {
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local != "si" {
				break
			}
			if depth != 2 {
				return workbook.Broken(p.o.Name)
			}
			p.texts = append(p.texts, 0)
		case xml.CharData:
			if n := len(p.texts); n > 0 {
				p.texts[n-1] = int32(min(int64(p.texts[n-1])+int64(len(t)), math.MaxInt32))
			}
		}
		return nil
	})
}
