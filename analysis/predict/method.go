package predict

// Method is a way to score a pair by the relations around it.
type Method uint8

// The methods, by the names of the literature. In formulas k are degrees, N(x) neighbours.
const (
	CN   Method = iota // common neighbours
	AA                 // Adamic–Adar, Σ 1/ln k over common neighbours (doi:10.1016/S0378-8733(03)00009-1)
	RA                 // resource allocation, Σ 1/k over common neighbours (doi:10.1140/epjb/e2009-00335-8)
	JC                 // Jaccard, common neighbours ÷ neighbours of either
	PA                 // preferential attachment, k·k'
	LP                 // local path, common neighbours + .01 · paths of three (doi:10.1103/PhysRevE.80.046122)
	L3                 // Σ 1/√(k·k') over paths of three (doi:10.1038/s41467-019-09177-y)
	RPR                // rooted PageRank, both ways summed, 20 steps of damping .85
	SRW3               // superposed random walks of up to three steps (doi:10.1209/0295-5075/89/58007)
	LO                 // linear optimization, N³(N² + .1)⁻¹ of the adjacency matrix over √(k·k') (doi:10.1016/j.physa.2019.121319)
	methodCount
)

// String returns the method's name.
func (m Method) String() string {
	return [...]string{"CN", "AA", "RA", "JC", "PA", "LP", "L3", "RPR", "SRW3", "LO"}[m]
}

// Methods returns all methods.
func Methods() []Method {
	all := make([]Method, methodCount)
	for i := range all {
		all[i] = Method(i)
	}
	return all
}

// values are the scores of one pair as a walker computes them.
type values [walkScores]float64

// of returns the pair's score by a method, given the degrees of its ends.
func (s *values) of(m Method, k1, k2 float64) float64 {
	switch m {
	case CN:
		return s[scoreCN]
	case AA:
		return s[scoreAA]
	case RA:
		return s[scoreRA]
	case JC:
		if union := k1 + k2 - s[scoreCN]; union > 0 {
			return s[scoreCN] / union
		}
		return 0
	case PA:
		return k1 * k2
	case LP:
		return s[scoreCN] + .01*s[scoreP3]
	case L3:
		return s[scoreL3]
	case RPR:
		return s[scoreRPR]
	case LO:
		return s[scoreLO]
	}
	return s[scoreRA] + s[scoreW3]
}
