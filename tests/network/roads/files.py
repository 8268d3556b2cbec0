"""Hand-made road files for the tests: OSM XML from a few places and ways, lines as a map layer."""

import gzip
from pathlib import Path

import geopandas as gpd
import numpy as np
from pyproj import Transformer

from geo.findings import Report
from geo.network.roads import Roads, read_roads
from geo.policy import Policy

CRS = "EPSG:4549"
ORIGIN = np.array([520_000.0, 3_495_000.0])
_BACK = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def degrees(x, y):
    return _BACK.transform(ORIGIN[0] + x, ORIGIN[1] + y)


def metres(*places):
    """Places around (0, 0) as the graph has them."""
    return np.array(places, dtype=float) + ORIGIN


def tag_lines(tags):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


def osm(places, ways, *, node_tags=None, relations=(), order=None):
    """Write OSM XML: `places` id -> (x, y) in metres, `ways` (refs, tags); `order` shuffles all elements."""
    elements = []
    for node, (x, y) in places.items():
        lon, lat = degrees(x, y)
        inside = tag_lines((node_tags or {}).get(node, {}))
        elements.append(f'<node id="{node}" lat="{lat:.9f}" lon="{lon:.9f}">{inside}</node>')
    for number, (refs, tags) in enumerate(ways, start=1000):
        inside = "".join(f'<nd ref="{ref}"/>' for ref in refs) + tag_lines(tags)
        elements.append(f'<way id="{number}">{inside}</way>')
    for number, (members, tags) in enumerate(relations, start=5000):
        inside = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members)
        elements.append(f'<relation id="{number}">{inside}{tag_lines(tags)}</relation>')
    if order is not None:
        elements = [elements[at] for at in order.permutation(len(elements))]
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n" + "\n".join(elements) + "\n</osm>\n"


def street(*refs, **tags):
    """A way of a residential street; tags with a colon are given by their real names."""
    return list(refs), {"highway": "residential"} | tags


def read(content, folder: Path, *, name="roads.osm", policy=None, report=None, **options) -> Roads:
    path = folder / name
    payload = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(payload) if name.endswith(".gz") else payload)
    options = {"cache": False} | options
    return read_roads(path, metric_crs=CRS, policy=policy or Policy(), report=report or Report(), **options)


def layer(lines, path: Path, **columns) -> Path:
    """Write lines drawn in metres as a GeoPackage in the metric CRS."""
    columns = {name: [word] * len(lines) if isinstance(word, str) else word for name, word in columns.items()}
    table = gpd.GeoDataFrame(columns, geometry=[_moved(line) for line in lines], crs=CRS)
    table.to_file(path, layer="roads", driver="GPKG")
    return path


def _moved(line):
    from shapely import affinity

    return affinity.translate(line, *ORIGIN)


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def minutes(graph, mode, start, goal):
    """Quickest minutes between the nodes nearest to two places, by networkx."""
    import networkx as nx

    arcs = nx.MultiDiGraph()
    edges = graph.modes[mode]
    arcs.add_nodes_from(range(len(graph.node_xy)))
    for row in range(len(graph)):
        for one, other, cost in (
            (graph.tail[row], graph.head[row], edges.forward_min[row]),
            (graph.head[row], graph.tail[row], edges.backward_min[row]),
        ):
            if np.isfinite(cost):
                arcs.add_edge(int(one), int(other), weight=float(cost))
    one, other = (int(np.argmin(np.hypot(*(graph.node_xy - metres(place)).T))) for place in (start, goal))
    try:
        return nx.dijkstra_path_length(arcs, one, other)
    except nx.NetworkXNoPath:
        return np.inf
