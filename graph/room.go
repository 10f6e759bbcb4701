package graph

// A column takes room in every row, whether a row says something or not, so that a file of few bytes (many names of
// attributes, many elements without any, then one with all of them) could ask for more memory than there is. So many cells
// are free; beyond them there may be so many for each value, a proportion that no map comes near to.
const (
	freeCells     = 1 << 25
	cellsPerValue = 128
)

// room counts the cells of all columns and the values that were put into them.
type room struct {
	cells, values int
	full          bool // a value was not kept
}

func (r *room) most() int { return freeCells + cellsPerValue*r.values }

// Sparse tells whether cells are far more than the values in them, and says so.
func Sparse(cells, values int) (why Sentence, sparse bool) {
	r := room{values: values}
	return Say("limit_cells", "elements times attributes are more than {limit}, and hardly any has a value", V{"limit": r.most()}), cells > r.most()
}

// CheckRoom is TooLarge where the files so far ask for much more room than they say: nodes and edges times their attributes
// are many more than the values that these were given. Readers ask it behind each element or behind some hundred of them;
// until they do, what has no room is not kept.
func (b *Builder) CheckRoom() error {
	if b.room == nil || !b.room.full && len(b.nodeCols.list)*b.Nodes()+len(b.edgeCols.list)*b.Edges() <= b.room.most() {
		return nil
	}
	why, sparse := Sparse(b.nodeCols.held()*b.Nodes()+b.edgeCols.held()*b.Edges(), b.room.values)
	if !b.room.full && !sparse {
		return nil
	}
	return Fail(TooLarge, "graph.Builder", why)
}

// held returns how many columns hold something: a heading alone takes no room.
func (c *columns) held() (n int) {
	for _, col := range c.list {
		if col.length() > 0 {
			n++
		}
	}
	return n
}

func (c *cells) length() int { return max(len(c.codes), len(c.numbers)) }

// fits counts a value and the cells up to its row, and tells whether there is room for them.
func (c *cells) fits(row int) bool {
	r := c.room
	if r == nil {
		return true
	}
	r.values++
	more := max(0, row+1-c.length())
	if r.full = r.full || r.cells+more > r.most(); r.full {
		return false
	}
	r.cells += more
	return true
}

// giveBack does not count any more what a column held.
func (c *cells) giveBack() {
	if c.room != nil {
		c.room.cells -= c.length()
	}
}
