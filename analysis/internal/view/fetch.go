package view

// Ahead is how many rows are worth fetching at once.
const Ahead = 32

// Fetch reads where the rows of some nodes begin, and returns what is worth nothing: all of them are on their way from
// memory at once then. A loop that decides something about each neighbour waits for one row after the other.
//
//go:noinline
func (v *View) Fetch(nodes []uint32) (sum uint32) {
	for _, u := range nodes {
		if at := v.Offsets[u]; at < v.Offsets[u+1] {
			sum ^= v.Targets[at]
		}
	}
	return sum
}

// FetchEnds is Fetch for a loop that reads rows from their ends. All nodes must have neighbours.
//
//go:noinline
func (v *View) FetchEnds(nodes []uint32) (sum uint32) {
	for _, u := range nodes {
		sum ^= v.Targets[v.Offsets[u+1]-1]
	}
	return sum
}
