package predict

import "math"

// A distribution counts how often each value of a score occurs among pairs, in classes of 1/2048 of an octave: the values
// of any number of pairs take the same space, and values that differ only by rounding are equal.
type distribution struct {
	counts []float64 // pairs by class, ascending values; nil: none above 0
	above  []float64 // pairs in higher classes
	all    float64   // pairs, those of score 0 too
	best   float64   // mean of the best values, as many as were asked for
}

const (
	classBits   = 11 // of the mantissa
	lowestClass = (1023 - 44) << classBits
	classCount  = (44 + 24) << classBits // values from 2⁻⁴⁴ to 2²⁴
)

// classOf returns the class of a value above 0.
func classOf(x float64) int {
	class := int(math.Float64bits(x)>>(52-classBits)) - lowestClass
	return max(0, min(class, classCount-1))
}

// valueOf returns the middle of a class.
func valueOf(class int) float64 {
	return math.Float64frombits(uint64(class+lowestClass)<<(52-classBits) | 1<<(51-classBits))
}

// add counts pairs of a value above 0.
func (d *distribution) add(x, pairs float64) {
	if d.counts == nil {
		d.counts = make([]float64, classCount)
	}
	d.counts[classOf(x)] += pairs
}

// merge adds the counts of another distribution.
func (d *distribution) merge(other *distribution) {
	if other.counts == nil {
		return
	}
	if d.counts == nil {
		d.counts = make([]float64, classCount)
	}
	for class, count := range other.counts {
		d.counts[class] += count
	}
}

// close makes the distribution ready to be asked: it is of so many pairs, and the mean of so many best ones is wanted.
func (d *distribution) close(all, best float64) {
	d.all, d.above = all, make([]float64, classCount)
	seen, sum := 0.0, 0.0
	for class := len(d.counts) - 1; class >= 0; class-- {
		d.above[class] = seen
		if count := d.counts[class]; count > 0 {
			if taken := math.Min(count, best-seen); taken > 0 {
				sum += taken * valueOf(class)
			}
			seen += count
		}
	}
	if taken := math.Min(best, seen); taken > 0 {
		d.best = sum / taken
	}
}

// rank returns the share of the pairs that have a higher value, and half of those that have the same.
func (d *distribution) rank(x float64) float64 {
	if d.all == 0 {
		return 0
	}
	if d.counts == nil {
		return .5
	}
	if x <= 0 {
		positive := d.above[0] + d.counts[0]
		return (positive + (d.all-positive)/2) / d.all
	}
	class := classOf(x)
	return (d.above[class] + d.counts[class]/2) / d.all
}
