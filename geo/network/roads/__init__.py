"""Roads: read from whatever holds them, mended, and made a graph that walks, e-bikes and small trucks use.

`read_roads` is the door. What a file says becomes `Ways` (`osm_xml`, `osm_pbf`, `graphml`, `vector_lines`), ways
become the graph (`assembly`), and the graph is kept on disk by the content of its file (`cache`).
"""

from __future__ import annotations

from geo.network.roads.graph import MODES, ModeEdges, RoadGraph
from geo.network.roads.reading import Roads, read_roads
from geo.network.roads.snapping import Snapper, Snaps, share_near, snap
from geo.policy.roads import ROAD_CLASSES

__all__ = [
    "MODES", "ROAD_CLASSES", "ModeEdges", "RoadGraph", "Roads", "Snapper", "Snaps", "read_roads", "share_near", "snap",
]  # fmt: skip
