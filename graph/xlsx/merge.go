package xlsx

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// merge is a block of cells that a sheet shows as one: only the first of them holds what is shown.
type merge struct{ top, left, bottom, right int32 }

// addMerge keeps the block that is written as A1:B2.
func (s *survey) addMerge(ref string) bool {
	first, last, _ := strings.Cut(ref, ":")
	left, top, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		return false
	}
	m := merge{int32(top), int32(left), int32(top), int32(left)}
	if last != "" {
		right, bottom, err := excelize.CellNameToCoordinates(last)
		if err != nil {
			return false
		}
		m.bottom, m.right = int32(bottom), int32(right)
	}
	s.merges = append(s.merges, m)
	return true
}

// cover tells of the cells of one row after the other whether they lie under another cell.
type cover struct {
	merges []merge
	until  []int32 // of each column the last row that is covered
	first  []int32 // and the row in which its cell is the first of a block
	down   []merge // that begin in the row and go further down
}

func newCover(s *survey) *cover {
	slices.SortStableFunc(s.merges, func(a, b merge) int { return cmp.Compare(a.top, b.top) })
	if len(s.merges) == 0 {
		return &cover{}
	}
	return &cover{merges: s.merges, until: make([]int32, s.widest+1), first: make([]int32, s.widest+1)}
}

// reach goes to a row behind all rows before. Columns that hold nothing need no look, so the work is bounded by the blocks
// and by what the sheet holds.
func (c *cover) reach(row int32) {
	c.down = c.down[:0]
	for len(c.merges) > 0 && c.merges[0].top <= row {
		m := c.merges[0]
		c.merges = c.merges[1:]
		for at := m.left; int(at) < len(c.until) && at <= m.right; at++ {
			c.until[at] = max(c.until[at], m.bottom)
		}
		if int(m.left) < len(c.first) {
			c.first[m.left] = m.top
		}
		if m.top == row && m.bottom > row {
			c.down = append(c.down, m)
		}
	}
}

// hides tells whether the cell in a column of the row lies under another.
func (c *cover) hides(row int32, column uint16) bool {
	return int(column) < len(c.until) && c.until[column] >= row && c.first[column] != row
}
