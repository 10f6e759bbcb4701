package workbook

// Spread puts what stands in cells that are merged over several rows into each of these rows: people merge what is the same for all
// of them. A row that holds nothing else stays empty.
type Spread struct {
	name   string // of the file
	blocks map[int]block
	reach  []int // of each block that has reached another row the last that it has
	left   int64 // bytes that may still be put into rows
}

// block is what stands in merged cells of a column, from the row below it to the last.
type block struct {
	text string
	last int
	nth  int // among those that have reached another row, from 1; 0 where it has not
}

// NewSpread returns a Spread for a sheet of a file, which may put so many bytes into its rows.
func NewSpread(name string, most int64) Spread {
	return Spread{name: name, blocks: map[int]block{}, left: most}
}

// Open begins merged cells in a column, counted from 0, that go down to a row.
func (s *Spread) Open(column, last int, text string) {
	s.blocks[column] = block{text: text, last: last}
}

// Fill returns the cells of a row with those that are merged from rows before; the rows come in ascending order. It is Invalid
// where the file would make far more than such a file holds.
func (s *Spread) Fill(row int, cells []string) ([]string, error) {
	if len(s.blocks) == 0 || holdNothing(cells) {
		return cells, nil
	}
	for column, b := range s.blocks {
		if b.last < row {
			delete(s.blocks, column)
			continue
		}
		if s.left -= int64(len(b.text)) + CellSize; s.left < 0 {
			return nil, Swollen(s.name)
		}
		for len(cells) <= column {
			cells = append(cells, "")
		}
		if cells[column] != "" {
			continue
		}
		cells[column] = b.text
		if b.nth == 0 {
			s.reach = append(s.reach, row)
			b.nth = len(s.reach)
			s.blocks[column] = b
		}
		s.reach[b.nth-1] = row
	}
	return cells, nil
}

// Below returns how many merged cells have reached a row below the one given. Those within the headings are not read of any row.
func (s *Spread) Below(row int) int {
	n := 0
	for _, last := range s.reach {
		if last > row {
			n++
		}
	}
	return n
}

// CellSize is how many bytes a cell takes beside its text, about.
const CellSize = 32

func holdNothing(cells []string) bool {
	for _, cell := range cells {
		if cell != "" {
			return false
		}
	}
	return true
}
