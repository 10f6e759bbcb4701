package analysis

// Measure is one measure that Trama computes: a field of the report or a column of the figures of nodes. The catalogue
// keeps docs/methods.md true; names and meanings for people are in locale, under the same id.
type Measure struct {
	ID         string // the name of the field or column
	Section    string // of the report, or "metrics"
	Definition string
	Convention string // what was chosen where a definition leaves a choice
	Source     string // with DOI, where there is one
	Exact      string // up to what size
	Cost       string
	Kernel     string // package.Function
}

// Measures returns the catalogue of measures, in the order of the results.
func Measures() []Measure {
	var all []Measure
	for _, some := range [][]Measure{
		structureMeasures(), fragmentationMeasures(), fragilityMeasures(), hierarchyMeasures(), cohesionMeasures(), groupMeasures(),
		nodeMeasures(), pathMeasures(), removalMeasures(), brokerageMeasures(),
	} {
		all = append(all, some...)
	}
	return all
}

// What many measures share.
const (
	anySize  = "any size"
	linear   = "O(n+m)"
	noRatio  = "0 where there is nothing to divide by"
	smallN   = "n ≤ 1: 0"
	sampling = "50,000 nodes; above, 1,024 seeded sources with a standard error"
	spectral = "2,000 nodes"
)

func structureMeasures() []Measure {
	in := func(id, definition, convention string) Measure {
		return Measure{id, "structure", definition, convention, "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478", anySize, linear, "view.New"}
	}
	return []Measure{
		in("nodes", "nodes that the lens leaves", ""),
		in("edges", "distinct unordered pairs that are related", "loops dropped, parallel relations collapsed, direction ignored"),
		in("parallel_edges", "relations beyond the first of each pair", "loops apart"),
		in("self_loops", "relations from a node to itself", ""),
		in("density", "m ÷ (n(n−1)/2)", smallN),
		in("mean_degree", "2m ÷ n", "n = 0: 0"),
		in("isolates", "nodes without a neighbour", "a loop is no neighbour"),
	}
}

func fragmentationMeasures() []Measure {
	const section, kernel = "fragmentation", "structure.NewComponents"
	const borgatti = "Borgatti 2006, doi:10.1007/s10588-006-7084-x"
	const latora = "Latora and Marchiori 2001, doi:10.1103/PhysRevLett.87.198701"
	const afforest = "Sutton, Ben-Nun, Barak 2018, doi:10.1109/IPDPS.2018.00012"
	const bfs = "about n/64 · D · m"
	return []Measure{
		{"components", section, "connected components", "direction ignored", afforest, anySize, linear, kernel},
		{"largest_component", section, "nodes in the largest component", "ties: the one with the lowest id", afforest, anySize, linear, kernel},
		{"largest_share", section, "largest component ÷ n", "n = 0: 0", afforest, anySize, linear, kernel},
		{"component_entropy", section, "−Σ (s/n) ln(s/n) over component sizes s", "nats; " + smallN, "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x", anySize, linear, kernel},
		{"component_entropy_normalized", section, "component entropy ÷ ln n", smallN, "Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x", anySize, linear, kernel},
		{"herfindahl", section, "Σ (s/n)² over component sizes s", "n = 0: 0", "Hirschman 1964, The paternity of an index", anySize, linear, kernel},
		{"fragmentation", section, "Borgatti's F: 1 − Σ s(s−1) ÷ (n(n−1))", smallN, borgatti, anySize, linear, "structure.Fragmentation"},
		{"connectedness", section, "share of pairs that reach each other, 1 − F", "n ≤ 1: 1; on the weak graph", "Krackhardt 1994, Graph theoretical dimensions of informal organizations", anySize, linear, "structure.Connectedness"},
		{"distance_fragmentation", section, "Borgatti's DF: 1 − mean of 1/d over pairs", smallN + "; pairs apart count 0", borgatti, sampling, bfs, "paths.New"},
		{"global_efficiency", section, "mean of 1/d over pairs", smallN + "; pairs apart count 0", latora, sampling, bfs, "paths.New"},
		{"mean_distance", section, "mean steps over pairs that reach each other", "null where none do", "Wasserman and Faust 1994, doi:10.1017/CBO9780511815478", sampling, bfs, "paths.New"},
		{"diameter", section, "largest finite distance", "0 where there is none; above the bound the longest that eight searches find", "Crescenzi et al. 2013, doi:10.1016/j.tcs.2012.09.018", "50,000 nodes; above, a lower bound", bfs, "paths.NewDiameter"},
	}
}

func fragilityMeasures() []Measure {
	const section, tarjan = "fragility", "Hopcroft and Tarjan 1973, doi:10.1145/362248.362272"
	const eswaran = "Eswaran and Tarjan 1976, doi:10.1137/0205044"
	const schneider = "Schneider et al. 2011, doi:10.1073/pnas.1009440108"
	const adaptive = "adaptive highest degree, ties by lowest id; degrees recomputed after each removal"
	return []Measure{
		{"bridges", section, "pairs whose loss disconnects their ends", "two relations between the same two count as one pair", tarjan, anySize, linear, "structure.NewCuts"},
		{"articulation_points", section, "nodes whose loss leaves their component in two parts or more", "", tarjan, anySize, linear, "structure.NewCuts"},
		{"bridge_leaves", section, "leaves p of the forest of 2-edge-connected parts", "", eswaran, anySize, linear, "structure.Cuts.BridgeForest"},
		{"bridge_isolated", section, "isolated nodes q of that forest", "", eswaran, anySize, linear, "structure.Cuts.BridgeForest"},
		{"links_to_connect", section, "components − 1", "n = 0: 0", eswaran, anySize, linear, "structure.NewComponents"},
		{"links_to_robust", section, "⌈p/2⌉ + q, 0 where p + q ≤ 1", "the formula at any n, though n ≤ 2 cannot be made robust", eswaran, anySize, linear, "structure.LinksToRobust"},
		{"robustness", section, "Schneider's R: (1/n) Σ S(q), q = 1…n, S the largest component's share of all nodes after q removals", adaptive + "; n = 0: null", schneider, anySize, "O(n+m) and the sorting of buckets", "structure.NewRobustness"},
		{"robustness_curve", section, "[share removed, S]", "at most 101 points, both ends among them", schneider, anySize, "O(n+m) and the sorting of buckets", "structure.NewRobustness"},
		{"key_actors", section, "the k nodes, k = 1…5, whose loss leaves the largest F", "all sets where they are few; else greedy, then swaps while one helps; F over the n − k left; ties by lowest ids; on large graphs the swaps are bounded", "Borgatti 2006, doi:10.1007/s10588-006-7084-x", "where all sets are tried: k = 1, and with 2 relations a node to 35 nodes any k, to 59 k = 4, to 159 k = 3, to 1,414 k = 2; beyond, a local optimum (NP-hard)", "O(k(n+m)) a round of swaps", "structure.NewKeyActors"},
	}
}

func hierarchyMeasures() []Measure {
	in := func(id, definition, convention string) Measure {
		return Measure{id, "hierarchy", definition, convention, "Krackhardt 1994, Graph theoretical dimensions of informal organizations; as R's sna 2.7 computes it",
			"2,000 nodes; above, null", "O(n³/64)", "structure.NewHierarchy"}
	}
	return []Measure{
		in("hierarchy.connectedness", "share of pairs in one weak component", "n ≤ 1: 1"),
		in("hierarchy.hierarchy", "of the pairs of which one reaches the other by arcs, the share where only one does", noRatio+"; without directions 0"),
		in("hierarchy.efficiency", "1 − arcs beyond a tree's ÷ the most there could be, over weak components", noRatio),
		in("hierarchy.lubness", "1 − pairs without an upper bound above all their others ÷ Σ (s−1)(s−2)/2", noRatio+"; direction matters: turned over it is another figure"),
	}
}

func cohesionMeasures() []Measure {
	const section, schank = "cohesion", "Schank and Wagner 2005, doi:10.1007/11427186_54"
	const cores = "Seidman 1983, doi:10.1016/0378-8733(83)90028-X"
	return []Measure{
		{"transitivity", section, "3 · triangles ÷ connected triples", noRatio, schank, anySize, "O(m^1.5)", "cohesion.NewTriangles"},
		{"average_clustering", section, "mean share of neighbours' pairs that are pairs", "a degree below 2 counts 0; n = 0: 0", "Watts and Strogatz 1998, doi:10.1038/30918", anySize, "O(m^1.5)", "cohesion.NewTriangles"},
		{"max_core", section, "the largest core number", "n = 0: 0", cores, anySize, linear, "cohesion.Cores"},
		{"core_share", section, "share of the nodes in the innermost core", "n = 0: 0", cores, anySize, linear, "cohesion.Cores"},
		{"algebraic_connectivity", section, "λ₂ of the Laplacian", "of the largest component; one node: null", "Fiedler 1973, doi:10.21136/CMJ.1973.101168", spectral + "; above, where Lanczos or preconditioned conjugate gradients (Knyazev 2001, doi:10.1137/S1064827500366124) come within 1e-6 of an eigenvalue, else null; that none is smaller is counted for trees (Jacobs and Trevisan 2011, doi:10.1016/j.laa.2010.08.006), for others that is likely and not proved", "O(n³)", "cohesion.NewSpectrum"},
		{"kirchhoff_index", section, "n Σ 1/λᵢ over the eigenvalues above 0", "of the largest component; one node: null", "Klein and Randić 1993, doi:10.1007/BF01164627", spectral + "; above, null", "O(n³)", "cohesion.NewSpectrum"},
		{"forest_index", section, "n tr((I+L)⁻¹) − n", "of the whole graph, finite in pieces", "Jin, Bao, Zhang 2019, doi:10.1109/ICDM.2019.00036", spectral + "; above, null", "Σ s³ over components", "cohesion.ForestIndex"},
	}
}

func groupMeasures() []Measure {
	const leiden = "Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z"
	const krackhardt = "Krackhardt and Stern 1988, doi:10.2307/2786835"
	return []Measure{
		{"community_count", "communities", "connected groups of high modularity", "resolution 1, seeded; isolates alone", leiden, "a search: best of 20 runs up to 2,000 nodes; above, one round between two passes of Louvain", "about O(m) a level", "community.New"},
		{"modularity", "communities", "Σ (inside/2m − (degrees/2m)²)", "m = 0: 0", "Newman and Girvan 2004, doi:10.1103/PhysRevE.69.026113", anySize, linear, "community.Modularity"},
		{"ei_index", "openness", "(external − internal) ÷ (external + internal) pairs of an attribute's groups", "nodes without a value, and their pairs, do not count; no pair: null", krackhardt, anySize, linear, "analysis.NewReport"},
		{"expected", "openness", "the same of a pair drawn at random", "fewer than two nodes with a value: null", krackhardt, anySize, linear, "analysis.NewReport"},
	}
}

func nodeMeasures() []Measure {
	const section = "metrics"
	return []Measure{
		{"component", section, "rank of the node's component by size", "ties by the lowest id in them", "Sutton, Ben-Nun, Barak 2018, doi:10.1109/IPDPS.2018.00012", anySize, linear, "structure.NewComponents"},
		{"degree", section, "neighbours", "loops and parallel relations do not count", "Freeman 1979, doi:10.1016/0378-8733(78)90021-7", anySize, linear, "view.New"},
		{"strength", section, "sum of the weights of the node's relations", "without a weight: 1 each; loops do not count; a sum beyond 1.8e308: none", "Barrat et al. 2004, doi:10.1073/pnas.0400087101", anySize, "O(m log k)", "view.View.Strength"},
		{"core", section, "largest k with the node in a part where all have k neighbours", "", "Seidman 1983, doi:10.1016/0378-8733(83)90028-X", anySize, linear, "cohesion.Cores"},
		{"triangles", section, "triangles at the node", "", "Schank and Wagner 2005, doi:10.1007/11427186_54", anySize, "O(m^1.5)", "cohesion.NewTriangles"},
		{"clustering", section, "share of the neighbours' pairs that are pairs", "a degree below 2: 0", "Watts and Strogatz 1998, doi:10.1038/30918", anySize, "O(m^1.5)", "cohesion.NewTriangles"},
		{"constraint", section, "Σ_j (p_ij + Σ_q p_iq p_qj)²", "an isolate: none; may be above 1 for two neighbours", "Burt 1992, Structural Holes", anySize, "O(m^1.5)", "centrality.Constraint"},
		{"effective_size", section, "k − 2t/k for k neighbours with t pairs among them", "an isolate: none", "Borgatti 1997, Connections 20(1)", anySize, "O(m^1.5)", "centrality.EffectiveSize"},
		{"efficiency", section, "effective size ÷ k", "an isolate: none", "Burt 1992, Structural Holes", anySize, "O(m^1.5)", "centrality.EffectiveSize"},
		{"pagerank", section, "stationary share of a walker with damping .85", "pairs both ways; the share of isolates is spread evenly; L1 change 1e-12", "Page, Brin, Motwani, Winograd 1999", anySize, "O(m) a round, about 40 rounds", "centrality.PageRank"},
		{"community", section, "number of the node's community", "by size, ties by the lowest id", "Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z", "a search", "about O(m) a level", "community.New"},
	}
}

func pathMeasures() []Measure {
	const section = "metrics"
	const brandes = "Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249"
	const bound = "20,000 nodes; above, 1,024 seeded pivots with a standard error"
	return []Measure{
		{"betweenness", section, "Σ over pairs of the share of their shortest paths through the node", "each unordered pair once", brandes, bound, "O(nm)", "centrality.NewBetweenness"},
		{"betweenness_normalized", section, "betweenness · 2 ÷ ((n−1)(n−2))", "n ≤ 2: 0", brandes, bound, "O(nm)", "centrality.NewBetweenness"},
		{"harmonic", section, "Σ 1/d ÷ (n−1)", "n ≤ 1: 0; who is not reached counts 0", "Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3", "50,000 nodes; above, the mean over 1,024 seeded sources", "about n/64 · D · m", "paths.Harmonic"},
		{"bridging", section, "mean over the node's pairs of the efficiency lost with the pair", "ordered pairs; an isolate: 0; leaves lead, so read it beside betweenness", "Valente and Fujimoto 2010, doi:10.1016/j.socnet.2010.03.003", "5,000 nodes; above, none", "O(nm), and n times what lies behind pairs that are no bridges and do not follow each other", "centrality.Bridging"},
	}
}

func removalMeasures() []Measure {
	const section, tarjan = "metrics", "Hopcroft and Tarjan 1973, doi:10.1145/362248.362272"
	return []Measure{
		{"articulation", section, "whether the node's loss leaves its component in two parts or more", "", tarjan, anySize, linear, "structure.NewCuts"},
		{"components_after_removal", section, "components without the node", "", tarjan, anySize, linear, "structure.NewCuts"},
		{"fragmentation_after_removal", section, "F of the n − 1 nodes left", "closed form from the sizes of the parts", "Borgatti 2006, doi:10.1007/s10588-006-7084-x", anySize, linear, "structure.NewCuts"},
	}
}

func brokerageMeasures() []Measure {
	in := func(id, definition string) Measure {
		return Measure{id, "metrics", "pairs a → v → b without a → b where " + definition,
			"directed, each ordered pair once; nodes without a value of --by take no part", "Gould and Fernandez 1989, doi:10.2307/270949",
			anySize, "Σ min(degrees) log over arcs", "centrality.NewBrokerage"}
	}
	return []Measure{
		in("coordinator", "all three are in one group"),
		in("itinerant", "a and b are in one group, v in another"),
		in("representative", "a and v are in one group, b in another"),
		in("gatekeeper", "v and b are in one group, a in another"),
		in("liaison", "the three are in three groups"),
	}
}
