"""Reads a GEXF file with NetworkX and prints what it sees, as JSON."""
import json, sys
import networkx

g = networkx.read_gexf(sys.argv[1])
text = lambda data: {k: str(x) for k, x in data.items() if x is not None}
json.dump({
    "directed": g.is_directed(),
    "nodes": [{**text(data), "id": v} for v, data in g.nodes(data=True)],
    "edges": [{"source": a, "target": b, **text(data)} for a, b, data in g.edges(data=True)],
}, sys.stdout)
