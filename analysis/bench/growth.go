package bench

import (
	"math"
	"strconv"
	"strings"

	"trama/graph"
)

// Sizes returns the names of a made graph at about a hundredth, a tenth and all of its size: what growth is measured on.
// It fails with Usage where the graph is not made, or too small to be cut down.
func Sizes(name string) ([]string, error) {
	parts := strings.Split(name, ":")
	fail := graph.Fail(graph.Usage, "bench.Sizes", graph.Say("no_growth",
		"growth needs a made graph that a hundredth of can be made too", nil))
	if len(parts) < 2 {
		return nil, fail
	}
	first, err := strconv.Atoi(parts[1])
	if err != nil {
		return nil, fail
	}
	smaller := func(i int) ([]string, bool) {
		out := append([]string(nil), parts...)
		if parts[0] == "rmat" {
			out[1] = strconv.Itoa(first - 3*i) // an eighth each
			return out, first > 3*i
		}
		out[1] = strconv.Itoa(first / int(math.Pow10(i)))
		if parts[0] == "er" {
			m, _ := strconv.Atoi(parts[2])
			out[2] = strconv.Itoa(max(1, m/int(math.Pow10(i))))
		}
		return out, first >= 1000
	}
	var names []string
	for i := 2; i >= 0; i-- {
		out, ok := smaller(i)
		if !ok {
			return nil, fail
		}
		names = append(names, strings.Join(out, ":"))
	}
	return names, nil
}

// Growth is how time and memory of a kernel grow with nodes and pairs: the exponent x of size^x, 1 being linear.
type Growth struct {
	Kernel  string   `json:"kernel"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Seconds *float64 `json:"seconds_exponent"`
	Memory  *float64 `json:"rss_exponent"`
}

// Growths returns the growth of each kernel between the first and the last line that it has seconds in.
func Growths(lines []Line) []Growth {
	var all []Growth
	for _, name := range Names() {
		var first, last *Line
		for i := range lines {
			if lines[i].Kernel != name || lines[i].SecondsMin == nil {
				continue
			}
			if first == nil {
				first = &lines[i]
			}
			last = &lines[i]
		}
		if first == nil || first == last {
			continue
		}
		size := float64(last.N+last.M) / float64(first.N+first.M)
		all = append(all, Growth{
			Kernel: name, From: first.Graph, To: last.Graph,
			Seconds: exponent(*last.SecondsMin / *first.SecondsMin, size), Memory: exponent(float64(last.RSS)/float64(first.RSS), size),
		})
	}
	return all
}

func exponent(ratio, size float64) *float64 {
	x := math.Log(ratio) / math.Log(size)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	x = rounded(x, 2)
	return &x
}
