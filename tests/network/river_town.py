"""An invented town in one small OSM file: river, railway, arterial, expressway, and every way across them.

```
 600   s──────────s        ~        s────────s     north street, no bridge
 450 ==│==========U========~=================L==   railway; U underpass, L level crossing
 300   s──────────s────s   ~   s→→→→→s→→→→→→→s     dead end at the river; one-way east of it
 150 ++++++++++++++++++++++~+++++++++++++++++++++  elevated expressway
   0   s──────────s════════B════════s────────s     bridge
-200 --C-----------T-------B----t---X------------  arterial; C marked crossing, T and t one-sided, X both sides
-400   s──────────s────s       s────s────────s
```
"""

from tests.network.roads.files import osm, street

_EAST_WEST = {
    "north_west": [(-600, 600), (-300, 600), (-50, 600)],
    "north_east": [(50, 600), (300, 600), (600, 600)],
    "dead_end": [(-600, 300), (-300, 300), (-50, 300)],
    "one_way": [(50, 300), (300, 300), (600, 300)],
    "main_west": [(-600, 0), (-300, 0), (-50, 0)],
    "main_bridge": [(-50, 0), (50, 0)],
    "main_east": [(50, 0), (300, 0), (600, 0)],
    "south_west": [(-600, -400), (-100, -400)],
    "south_east": [(100, -400), (300, -400), (600, -400)],
    "island": [(3000, 0), (3200, 0), (3200, 200)],
}
_NORTH_SOUTH = {
    "west": [(-600, 0), (-600, 300)],
    "under_south": [(-300, 0), (-300, 300), (-300, 430)],
    "underpass": [(-300, 430), (-300, 470)],
    "under_north": [(-300, 470), (-300, 600)],
    "level": [(600, 0), (600, 300), (600, 450), (600, 600)],
    "east": [(300, 0), (300, 300)],
    "both_sides": [(300, 0), (300, -200), (300, -400)],
    "from_north": [(-300, 0), (-300, -200)],
    "from_south": [(-100, -400), (-100, -200)],
    "from_south_east": [(100, -400), (100, -200)],
    "far_west": [(-600, -400), (-700, -400), (-700, -200)],
}
_OTHERS = {
    "river": ([(0, -600), (0, 900)], {"waterway": "river", "name": "示例河"}),
    "railway": ([(-800, 450), (600, 450), (800, 450)], {"railway": "rail", "name": "示例铁路"}),
    "arterial_west": ([(-700, -200), (-450, -200), (-300, -200), (-100, -200), (-50, -200)], {}),
    "arterial_bridge": ([(-50, -200), (50, -200)], {"bridge": "yes", "layer": "1"}),
    "arterial_east": ([(50, -200), (100, -200), (300, -200), (700, -200)], {}),
    "expressway": ([(-700, 150), (700, 150)], {"highway": "trunk", "bridge": "yes", "layer": "2", "name": "示例高架"}),
    "pond": ([(-560, 80), (-500, 80), (-500, 120), (-560, 120), (-560, 80)], {"natural": "water"}),
    "lake": ([(380, 60), (520, 60), (520, 120), (380, 120), (380, 60)], {"natural": "water", "name": "示例湖"}),
    "park": ([(-250, 30), (-120, 30), (-120, 130), (-250, 130), (-250, 30)], {"leisure": "park"}),
}
_TAGS = {
    "main_bridge": {"bridge": "yes", "layer": "1", "name": "示例桥"},
    "underpass": {"tunnel": "yes", "layer": "-1", "name": "示例地道"},
    "one_way": {"oneway": "yes"},
}


def river_town() -> str:
    """Write the file."""
    numbers: dict[tuple[int, int], int] = {}

    def refs(places):
        return [numbers.setdefault(place, len(numbers) + 1) for place in places]

    ways = [street(*refs(line), **_TAGS.get(name, {})) for name, line in (_EAST_WEST | _NORTH_SOUTH).items()]
    for name, (line, tags) in _OTHERS.items():
        own = {"highway": "primary", "name": "示例大道"} | tags if name.startswith("arterial") else tags
        ways.append((refs(line), own))
    places = {number: place for place, number in numbers.items()}
    return osm(places, ways, node_tags={numbers[-450, -200]: {"highway": "crossing"}})
