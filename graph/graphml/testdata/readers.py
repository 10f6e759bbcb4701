"""Reads a GraphML file with NetworkX and with python-igraph and prints what each of them sees, as JSON."""
import json, sys
import igraph, networkx

path = sys.argv[1]

g = networkx.read_graphml(path, force_multigraph=True)
seen = {"networkx": {
    "directed": g.is_directed(),
    "nodes": [{"id": v, **{k: str(x) for k, x in data.items()}} for v, data in g.nodes(data=True)],
    "edges": [{"source": a, "target": b, "id": str(key), **{k: str(x) for k, x in data.items() if k != "id"}}
              for a, b, key, data in g.edges(keys=True, data=True)],
}}

g = igraph.Graph.Read_GraphML(path)
kept = lambda data: {k: str(x) for k, x in data.items() if x not in (None, "") and x == x}
seen["igraph"] = {
    "directed": g.is_directed(),
    "nodes": [kept(v.attributes()) for v in g.vs],
    "edges": [{"source": g.vs[e.source]["id"], "target": g.vs[e.target]["id"], **kept(e.attributes())} for e in g.es],
}
json.dump(seen, sys.stdout)
