package predict

import "math"

// A distribution counts how often each value of a score occurs among pairs, in classes of 1/2048 of an octave: the values
// of any number of pairs take the same space, and values that differ only by rounding are equal.
type distribution struct {
	octaves [octaveCount]*octave // nil: no value in it
	higher  [octaveCount]float64 // pairs in higher octaves
	all     float64              // pairs, those of score 0 too
	best    float64              // mean of the best values, as many as were asked for
}

// An octave counts the pairs by class, ascending values.
type octave struct {
	counts [octaveClasses]float64
	above  [octaveClasses]float64 // pairs in higher classes
}

const (
	classBits     = 11 // of the mantissa
	octaveClasses = 1 << classBits
	lowestOctave  = -44
	octaveCount   = 24 - lowestOctave // values from 2⁻⁴⁴ to 2²⁴
	lowestClass   = (1023 + lowestOctave) << classBits
	classCount    = octaveCount << classBits
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
	class := classOf(x)
	d.octave(class >> classBits).counts[class%octaveClasses] += pairs
}

// octave returns one of the octaves, to be written.
func (d *distribution) octave(i int) *octave {
	if d.octaves[i] == nil {
		d.octaves[i] = new(octave)
	}
	return d.octaves[i]
}

// merge adds the counts of another distribution.
func (d *distribution) merge(other *distribution) {
	for i, o := range other.octaves {
		if o == nil {
			continue
		}
		to := d.octave(i)
		for class, count := range o.counts {
			to.counts[class] += count
		}
	}
}

// at returns the pairs of a class.
func (d *distribution) at(class int) float64 {
	if o := d.octaves[class>>classBits]; o != nil {
		return o.counts[class%octaveClasses]
	}
	return 0
}

// close makes the distribution ready to be asked: it is of so many pairs, and the mean of so many best ones is wanted.
func (d *distribution) close(all, best float64) {
	d.all = all
	seen, sum := 0.0, 0.0
	for i := octaveCount - 1; i >= 0; i-- {
		d.higher[i] = seen
		o := d.octaves[i]
		if o == nil {
			continue
		}
		for class := octaveClasses - 1; class >= 0; class-- {
			o.above[class] = seen
			if taken := math.Min(o.counts[class], best-seen); taken > 0 {
				sum += taken * valueOf(i<<classBits+class)
			}
			seen += o.counts[class]
		}
	}
	if taken := math.Min(best, seen); taken > 0 {
		d.best = sum / taken
	}
}

// positive returns the pairs of a value above 0.
func (d *distribution) positive() float64 {
	if o := d.octaves[0]; o != nil {
		return o.above[0] + o.counts[0]
	}
	return d.higher[0]
}

// rank returns the share of the pairs that have a higher value, and half of those that have the same; where no pair has a
// value, a half.
func (d *distribution) rank(x float64) float64 {
	if d.all == 0 {
		return 0
	}
	if positive := d.positive(); x <= 0 || positive == 0 {
		return (positive + (d.all-positive)/2) / d.all
	}
	class := classOf(x)
	if o := d.octaves[class>>classBits]; o != nil {
		return (o.above[class%octaveClasses] + o.counts[class%octaveClasses]/2) / d.all
	}
	return d.higher[class>>classBits] / d.all
}
