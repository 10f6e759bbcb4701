package render

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/graph"
	"trama/locale"
	"trama/render/drawing"
)

// The terminal page: its width, how many rows of a long table it shows, and up to how many a table is not long.
const (
	textWidth = 92
	textRows  = 5
	textWhole = 8
)

// writeText writes a page for a terminal that a person reads in a minute: headings, the figures with what they mean,
// the first rows of the tables, and what the table could do.
func writeText(w io.Writer, p Page, l *locale.Locale) error {
	t := textPage{locale: l}
	t.line(strings.ToUpper(p.Title))
	if p.Subtitle != "" {
		t.wrapped("", p.Subtitle)
	}
	if p.Lead != "" {
		t.line("")
		t.wrapped("  ", p.Lead)
	}
	for _, s := range p.Sections {
		t.section(s)
	}
	return t.to(w)
}

type textPage struct {
	buffer
	locale *locale.Locale
}

// line writes a line. What a name could command a terminal with is left out.
func (t *textPage) line(text string) {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
	t.WriteString(strings.TrimRight(text, " "))
	t.WriteByte('\n')
}

func (t *textPage) section(s Section) {
	if s.Do == "" && !slices.ContainsFunc(s.Blocks, func(b Block) bool { return b.Brief }) {
		return
	}
	t.line("")
	t.line(s.Title)
	t.line(strings.Repeat("─", min(utf8.RuneCountInString(s.Title), textWidth)))
	for _, b := range s.Blocks {
		if b.Brief {
			t.block(b)
		}
	}
	if s.Do != "" {
		t.wrappedAs("→ ", "  ", s.Do)
	}
}

func (t *textPage) block(b Block) {
	if b.Heading != "" {
		t.line(b.Heading)
	}
	if b.Text != "" {
		t.wrapped("", b.Text)
	}
	t.figures(b.Figures)
	if b.Bars != nil {
		t.bars(*b.Bars)
	}
	if b.Table != nil {
		t.table(*b.Table)
	}
	shown := b.Cards
	if b.First > 0 {
		shown = shown[:min(len(shown), b.First)]
	}
	for _, c := range shown {
		t.card(c)
	}
	for _, n := range b.Names {
		t.wrappedAs("· ", "  ", strings.TrimSpace(n.Name+" "+n.Text))
	}
	for _, item := range b.Items {
		t.wrappedAs("· ", "  ", item)
	}
}

// figures writes "name  value  meaning", the meanings wrapped in a column of their own.
func (t *textPage) figures(list []figure) {
	name, value := 0, 0
	for _, f := range list {
		name, value = max(name, length(f.Name)), max(value, length(f.Value))
	}
	for _, f := range list {
		head := "  " + left(f.Name, name) + "  " + right(f.Value, value) + "  "
		t.wrappedAs(head, strings.Repeat(" ", length(head)), f.Meaning)
	}
}

// bars draws a bar of at most 40 blocks for each number.
func (t *textPage) bars(b drawing.Bars) {
	name, value, most := 0, 0, 0.0
	for _, r := range b.Rows {
		name, value, most = max(name, length(r.Name)), max(value, length(r.Text)), max(most, r.Value)
	}
	name = min(name, 36)
	for i, r := range b.Rows {
		if i == 2*textRows {
			t.line("  " + t.locale.Say("page.more_rows", graph.V{"n": b.All - i}))
			return
		}
		blocks := 0
		if most > 0 {
			blocks = int(r.Value/most*40 + .5)
		}
		if r.Value > 0 {
			blocks = max(blocks, 1)
		}
		t.line("  " + left(locale.Cut(r.Name, name), name) + "  " + right(r.Text, value) + "  " + strings.Repeat("█", blocks))
	}
}

func (t *textPage) table(b Table) {
	if len(b.Rows) == 0 {
		return
	}
	if b.Caption != "" {
		t.line(b.Caption)
	}
	more := len(b.Columns) - textColumns
	if more > 0 {
		b = b.narrowed()
	}
	rows := b.Rows
	if len(rows) > textWhole && !b.Whole {
		rows = rows[:textRows]
	}
	widths := columnWidths(b.Columns, rows)
	head := make([]string, len(b.Columns))
	for i, c := range b.Columns {
		head[i] = c.Name
	}
	for _, row := range append([][]string{head}, rows...) {
		t.row(b.Columns, row, widths)
	}
	if hidden := len(b.Rows) - len(rows); hidden > 0 {
		t.line("  " + t.locale.Say("page.more_rows", graph.V{"n": hidden}))
	}
	if b.More != "" {
		t.wrapped("  ", b.More+t.limited(b))
	}
	if more > 0 {
		t.line("  " + t.locale.Say("page.more_columns", graph.V{"n": more}))
	}
}

// limited says how to see the rest of a list that was cut.
func (t *textPage) limited(b Table) string {
	if !b.Limited {
		return ""
	}
	return " " + t.locale.Say("page.more.limit", nil)
}

// textColumns is how many columns of a table can be read on one line of a terminal.
const textColumns = 8

// narrowed returns the table with its first columns only.
func (t Table) narrowed() Table {
	t.Columns = t.Columns[:textColumns]
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = row[:textColumns]
	}
	t.Rows = rows
	return t
}

// cellLines is how many lines of a terminal a row of a table takes at most.
const cellLines = 3

// row writes a row; what does not fit in a cell goes on in the next lines, and beyond them is cut.
func (t *textPage) row(columns []Column, row []string, widths []int) {
	cells, lines := make([][]string, len(row)), 1
	for i, cell := range row {
		cells[i] = folded(cell, widths[i])
		lines = max(lines, len(cells[i]))
	}
	for k := range lines {
		var out strings.Builder
		for i := range cells {
			part := ""
			if k < len(cells[i]) {
				part = cells[i][k]
			}
			out.WriteString("  ")
			if columns[i].Figure {
				out.WriteString(right(part, widths[i]))
			} else {
				out.WriteString(left(part, widths[i]))
			}
		}
		t.line(out.String())
	}
}

// folded returns a cell in lines of a width, parted between words.
func folded(cell string, width int) []string {
	var lines []string
	for length(cell) > width && len(lines) < cellLines-1 {
		letters := []rune(cell)
		at := len(string(letters[:width+1]))
		space := strings.LastIndex(cell[:at], " ")
		if space <= 0 {
			break
		}
		lines, cell = append(lines, strings.TrimRight(cell[:space], " ")), strings.TrimLeft(cell[space:], " ")
	}
	return append(lines, locale.Cut(cell, width))
}

// columnWidths gives each column what it needs, and where the line would be too long takes from the widest.
func columnWidths(columns []Column, rows [][]string) []int {
	widths := make([]int, len(columns))
	total := 0
	for i, c := range columns {
		widths[i] = length(c.Name)
		for _, row := range rows {
			widths[i] = max(widths[i], length(row[i]))
		}
		total += widths[i] + 2
	}
	for ; total > textWidth; total-- {
		widest := -1
		for i := range widths {
			if !columns[i].Whole && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || widths[widest] == 1 {
			break
		}
		widths[widest]--
	}
	return widths
}

// card writes one missing relation in a few lines.
func (t *textPage) card(c card) {
	t.line("")
	t.wrappedAs(c.Number+". ", "   ", c.Source.Name+" – "+c.Target.Name)
	t.wrapped("   ", c.Family+": "+c.Relation)
	for _, reason := range c.Reasons {
		t.wrappedAs("   · ", "     ", reason)
	}
	for _, caution := range c.Cautions {
		t.wrappedAs("   ! ", "     ", caution)
	}
	var effects []string
	for _, e := range c.Effects {
		if e.Before == e.After { // so rounded
			effects = append(effects, e.Name+" "+e.Difference)
			continue
		}
		effects = append(effects, e.Name+" "+e.Before+" → "+e.After)
	}
	t.wrapped("   ", strings.Join(effects, "; "))
	if len(c.Introducers) > 0 {
		t.wrapped("   ", t.locale.Say("card.introducers", nil)+" "+strings.Join(c.Introducers, "; "))
	}
	if c.Step != "" {
		t.wrappedAs("   → ", "     ", c.Step)
	}
	t.wrapped("   ", c.Scores)
	t.wrapped("   ", t.locale.Say("card.id", nil)+" "+c.ID)
}

func (t *textPage) wrapped(indent, text string) { t.wrappedAs(indent, indent, text) }

// wrappedAs writes a text in lines of the page's width: the first after one indent, the others after another.
func (t *textPage) wrappedAs(first, next, text string) {
	if text == "" && strings.TrimSpace(first) == "" {
		return
	}
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		if !empty && length(line)+1+length(word) > textWidth {
			t.line(line)
			line, empty = next, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	t.line(line)
}

func length(s string) int { return utf8.RuneCountInString(s) }

func left(s string, width int) string { return s + strings.Repeat(" ", max(0, width-length(s))) }

func right(s string, width int) string { return strings.Repeat(" ", max(0, width-length(s))) + s }
