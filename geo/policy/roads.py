"""Roads as data: who may use which class of road and how fast, how lines are mended, how far places may snap."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import model_validator

from geo.policy.settings import Section, setting

ClassName = Literal[
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
    "tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service", "pedestrian", "track",
    "cycleway", "footway", "path", "steps",
]  # fmt: skip
ROAD_CLASSES: tuple[str, ...] = get_args(ClassName)

LEAST_PART_SHARE = 0.05  # assumption; a river without a bridge for walkers cuts a city into halves, not into crumbs
_PUSHED = "= travel.walk_m_min: an e-bike is pushed where people walk"
_CREW = "= travel.crew_m_min, so that road and straight-line minutes agree; the law allows 15 (article 58)"
_MEAN = "assumption: mean speed in town, lights and loading stops of others included"


class RoadClass(Section):
    """One class of road: open on foot or not, and mean speeds; 0 km/h where the class is closed to the mode."""

    name: ClassName
    walk: bool = setting(..., zh="可步行", en="open on foot")
    ebike_kmh: float = setting(..., zh="电动车速度", en="speed of e-bikes", unit="km/h", source=_CREW, ge=0, le=25)
    truck_kmh: float = setting(
        ..., zh="小货车速度", en="speed of small trucks", unit="km/h", source=_MEAN, ge=0, le=120
    )


# class, on foot, e-bike km/h, small truck km/h
_TABLE: tuple[tuple[ClassName, bool, float, float], ...] = (
    ("motorway", False, 0, 60),
    ("motorway_link", False, 0, 35),
    ("trunk", True, 9, 45),
    ("trunk_link", True, 9, 30),
    ("primary", True, 9, 32),
    ("primary_link", True, 9, 25),
    ("secondary", True, 9, 28),
    ("secondary_link", True, 9, 22),
    ("tertiary", True, 9, 24),
    ("tertiary_link", True, 9, 20),
    ("unclassified", True, 9, 20),
    ("residential", True, 9, 18),
    ("living_street", True, 9, 10),
    ("service", True, 9, 12),
    ("pedestrian", True, 3, 0),
    ("track", True, 6, 8),
    ("cycleway", True, 9, 0),
    ("footway", True, 3, 0),
    ("path", True, 3, 0),
    ("steps", True, 0, 0),
)
ROAD_TABLE: tuple[RoadClass, ...] = tuple(
    RoadClass(name=name, walk=walk, ebike_kmh=ebike, truck_kmh=truck) for name, walk, ebike, truck in _TABLE
)


class RoadPolicy(Section):
    """The road graph: classes and speeds by mode, access, mending, snapping, and its cache on disk."""

    classes: tuple[RoadClass, ...] = setting(
        ROAD_TABLE,
        zh="道路等级表(步行、电动车、小货车；可只列要改的等级)",
        en="road classes on foot, by e-bike, by small truck; a class left out keeps its default",
        source=f"e-bike {_CREW}; {_PUSHED}; truck: {_MEAN}",
    )
    default_class: ClassName = setting("residential", zh="未注明等级时视为", en="class of lines that state none")
    enter_private: bool = setting(False, zh="可进入私有道路", en="roads marked private are used")
    ebike_obeys_oneway: bool = setting(True, zh="电动车遵守单行", en="e-bikes keep to one-way streets")
    truck_obeys_hgv: bool = setting(
        True, zh="小货车遵守货车禁行", en="small trucks keep to what is signed for heavy ones"
    )
    walk_on_trunk_structures: bool = setting(
        False,
        zh="步行和电动车可走快速路桥隧(未注明时)",
        en="trunk bridges and tunnels are open on foot and to e-bikes where nothing is said",
    )
    steps_speed_share: float = setting(0.5, zh="台阶步行速度比例", en="walking speed on steps, as a share", gt=0, le=1)
    ebike_limit_kmh: float = setting(
        15.0,
        zh="电动车最高时速",
        en="speed limit of e-bikes",
        unit="km/h",
        source="Road Traffic Safety Law of the PRC, article 58: 15 km/h in lanes for them",
        gt=0,
    )
    implied_kmh: dict[str, float] = setting(
        {"urban": 50.0, "rural": 70.0, "trunk": 80.0, "motorway": 120.0, "living_street": 20.0, "walk": 5.0},
        zh="文字限速(如 CN:urban)对应的速度",
        en="speeds meant by limits in words, such as CN:urban",
        unit="km/h",
        source="Implementing Regulations of the Road Traffic Safety Law, articles 45 and 78; the rest assumed",
    )
    join_m: float = setting(
        0.5,
        zh="线路端点接合容差",
        en="gap up to which lines are joined that touch without a shared node",
        unit="m",
        ge=0,
        le=20,
    )
    least_part_share: float = setting(
        LEAST_PART_SHARE,
        zh="可落点的连通部分(占最大部分长度的比例)",
        en="parts of the network that places may snap to, as a share of the length of the largest",
        gt=0,
        le=1,
    )
    max_snap_m: float = setting(
        300.0, zh="地点到道路的最大距离", en="longest way from a place to its road", unit="m", gt=0
    )
    max_unpacked_mb: int = setting(
        20_000, zh="解压后的最大文件", en="largest file once unpacked", unit="MB", source="design rule", gt=0
    )
    max_unpacked_ratio: int = setting(
        200,
        zh="最大解压倍数",
        en="largest file once unpacked, times its packed size",
        source="measured: OpenStreetMap packs 7 to 20 times, bombs about 1,000 times",
        gt=1,
    )
    cache_folder: str = setting(
        "",
        zh="路网缓存文件夹(空为路网文件旁)",
        en="folder of cached graphs (empty: beside the file)",
        source="design rule",
    )
    cache_kept: int = setting(8, zh="保留的缓存数", en="cached graphs kept in a folder", source="design rule", ge=1)

    def road_class(self, name: str) -> RoadClass:
        """Return the row in force of one class: the user's, else the default."""
        for row in (*self.classes, *ROAD_TABLE):
            if row.name == name:
                return row
        msg = f"{name} is not a road class"
        raise LookupError(msg)

    @model_validator(mode="after")
    def _each_class_once(self) -> RoadPolicy:
        names = [row.name for row in self.classes]
        if len(set(names)) < len(names):
            msg = f"roads.classes names a class twice: {names}"
            raise ValueError(msg)
        return self
