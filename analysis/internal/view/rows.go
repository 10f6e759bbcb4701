package view

import (
	"context"
	"math/bits"
	"slices"
	"sync/atomic"
)

// rows are compressed sparse rows in the making: those of u are targets[offsets[u]:offsets[u+1]].
type rows struct{ offsets, targets []uint32 }

// entries are what rows are made of: numbered values, each of which belongs into a row. read writes those from one number
// on into the two lists, as many as these hold; a row None leaves the value out.
type entries struct {
	count int
	read  func(from int, row, value []uint32)
}

// block is how many entries are read at a time.
const block = 1 << 11

// each reads the entries from one number up to another block by block.
func (e entries) each(from, to int, visit func(row, value []uint32)) {
	var row, value [block]uint32
	for ; from < to; from += block {
		n := min(block, to-from)
		e.read(from, row[:n], value[:n])
		visit(row[:n], value[:n])
	}
}

// ranges is how many ranges of rows entries are put into first, at most: so many places a core can write to in turn, and of
// so many what belongs to one stays near the processor while it is put into its rows.
const ranges = 1 << 8

// rangedFrom is the number of entries from which that pays.
const rangedFrom = 1 << 16

// rowsOf puts the entries into n rows, on all cores. Within a row they have the order of their numbers.
func rowsOf(n int, e entries) rows { return rowsBefore(rows{offsets: make([]uint32, n+1)}, e) }

// rowsBefore puts the entries into rows, and what the rows behind hold into the same ones behind them.
func rowsBefore(behind rows, e entries) rows {
	n := behind.n()
	shift := bits.Len(uint(n))
	if e.count >= rangedFrom {
		shift = max(0, shift-bits.Len(ranges-1))
	}
	starts, packed := inRanges(e, shift, n>>shift+1)
	r := rows{offsets: make([]uint32, n+1), targets: make([]uint32, len(packed)+len(behind.targets))}
	share(len(starts)-1, func(task int) {
		low := task << shift
		r.fill(low, min(low+1<<shift, n), starts[task], packed[starts[task]:starts[task+1]], behind)
	})
	return r
}

// fill puts entries, each a row from low up to high and a value, and the rows behind them where they belong. start is how
// many entries all rows before have.
func (r rows) fill(low, high int, start uint32, entries []uint64, behind rows) {
	ends := r.offsets[low+1 : high+1]
	for _, x := range entries {
		ends[int(x>>32)-low]++
	}
	for i, n := range ends {
		ends[i], start = start+behind.offsets[low+i], start+n
	}
	for _, x := range entries {
		end := &ends[int(x>>32)-low]
		r.targets[*end] = uint32(x)
		*end++
	}
	if len(behind.targets) > 0 {
		for i, end := range ends {
			ends[i] += uint32(copy(r.targets[end:], behind.row(low+i)))
		}
	}
}

// inRanges returns the entries as rows with their values, those of each range of rows together; starts says where each
// range begins, and the end. Each part of the entries is counted and then put into its places for itself.
func inRanges(e entries, shift, ranges int) (starts []uint32, packed []uint64) {
	parts := Workers()
	next := make([][]uint32, parts)
	part := func(i int) (from, to int) { return e.count * i / parts, e.count * (i + 1) / parts }
	share(parts, func(i int) {
		count := make([]uint32, ranges)
		from, to := part(i)
		e.each(from, to, func(row, _ []uint32) {
			for _, u := range row {
				if u != None {
					count[u>>shift]++
				}
			}
		})
		next[i] = count
	})
	starts = startsOf(next, ranges)
	packed = make([]uint64, starts[ranges])
	share(parts, func(i int) {
		from, to := part(i)
		next := next[i]
		e.each(from, to, func(row, value []uint32) {
			for k, u := range row {
				if u != None {
					at := &next[u>>shift]
					packed[*at] = uint64(u)<<32 | uint64(value[k])
					*at++
				}
			}
		})
	})
	return starts, packed
}

// startsOf makes places of the counts in each part: where the first of a part belongs among all of its range. It returns
// where each range begins, and the end.
func startsOf(counts [][]uint32, ranges int) []uint32 {
	starts, at := make([]uint32, ranges+1), uint32(0)
	for r := range ranges {
		starts[r] = at
		for _, part := range counts {
			part[r], at = at, at+part[r]
		}
	}
	starts[ranges] = at
	return starts
}

// share does tasks on all cores. What rows are made of is not let go halfway.
func share(tasks int, task func(int)) {
	Share(context.Background(), tasks, func(_, i int) { task(i) })
}

// row returns the row of u.
func (r rows) row(u int) []uint32 { return r.targets[r.offsets[u]:r.offsets[u+1]] }

// n returns how many rows there are.
func (r rows) n() int { return len(r.offsets) - 1 }

// transposed returns the rows in which u stands where v stood in the row of u. They ascend.
func (r rows) transposed() rows { return rowsOf(r.n(), r.turned()) }

// turned returns the entries that put u into the rows of its targets.
func (r rows) turned() entries {
	return entries{len(r.targets), func(from int, row, value []uint32) {
		copy(row, r.targets[from:])
		u := r.holding(from)
		for i := range value {
			for int(r.offsets[u+1]) <= from+i {
				u++
			}
			value[i] = uint32(u)
		}
	}}
}

// holding returns the row in which a target stands.
func (r rows) holding(at int) int {
	u, _ := slices.BinarySearch(r.offsets, uint32(at+1))
	return u - 1
}

// rowsAtATime is how many rows a core sorts at a time.
const rowsAtATime = 1 << 13

// sorted returns the rows with each in ascending order and each target in it once.
func (r rows) sorted() rows {
	var repeats atomic.Bool
	share((r.n()+rowsAtATime-1)/rowsAtATime, func(i int) {
		for u := i * rowsAtATime; u < min((i+1)*rowsAtATime, r.n()); u++ {
			if sortRow(r.row(u)) {
				repeats.Store(true)
			}
		}
	})
	if repeats.Load() {
		r.collapse()
	}
	return r
}

// sortRow puts a row into ascending order, and tells whether it holds a target twice. Most rows are short.
func sortRow(row []uint32) (repeats bool) {
	if len(row) > 12 {
		slices.Sort(row)
	}
	for i := 1; i < len(row); i++ {
		at, w := i, row[i]
		for ; at > 0 && row[at-1] > w; at-- {
			row[at] = row[at-1]
		}
		row[at] = w
		repeats = repeats || at > 0 && row[at-1] == w
	}
	return repeats
}

// collapse leaves each target once in each ascending row.
func (r *rows) collapse() {
	end, start := uint32(0), uint32(0)
	for u := range r.n() {
		row := r.targets[start:r.offsets[u+1]]
		start = r.offsets[u+1]
		last := None
		for _, w := range row {
			if w != last {
				r.targets[end], last = w, w
				end++
			}
		}
		r.offsets[u+1] = end
	}
	if int(end) < len(r.targets)*3/4 {
		r.targets = append([]uint32(nil), r.targets[:end]...)
	}
	r.targets = r.targets[:end:end]
}
