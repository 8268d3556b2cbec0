"""The words of OpenStreetMap on a road, read one by one: class, direction, access, limits, level."""

from __future__ import annotations

import re
from collections.abc import Mapping

from geo.network.roads.ways import Tags
from geo.policy.roads import ROAD_CLASSES

# Classes that other makers of maps, and older data, call otherwise.
_CLASS_WORDS = {
    "road": "unclassified", "corridor": "footway", "bridleway": "path", "minor": "residential",
    "motorway_junction": "motorway_link", "track_grade1": "track", "track_grade2": "track", "track_grade3": "track",
    "track_grade4": "track", "track_grade5": "track", "unknown": "unclassified", "footpath": "footway",
    "高速公路": "motorway", "高速": "motorway", "快速路": "trunk", "城市快速路": "trunk", "高架": "trunk",
    "国道": "trunk",
    "主干路": "primary", "主干道": "primary", "主路": "primary", "省道": "primary", "次干路": "secondary",
    "次干道": "secondary", "县道": "secondary", "支路": "tertiary", "支线": "tertiary", "乡道": "tertiary",
    "街巷": "residential", "巷道": "residential", "街坊路": "residential", "小区路": "living_street",
    "小区道路": "living_street", "内部道路": "service", "匝道": "trunk_link", "步行街": "pedestrian",
    "人行道": "footway",
    "步道": "footway", "非机动车道": "cycleway", "自行车道": "cycleway", "绿道": "path", "小路": "path",
    "台阶": "steps",
}  # fmt: skip
_CLASSES = frozenset(ROAD_CLASSES)
_TRUE, _FALSE = (
    frozenset({"yes", "true", "1", "t", "是", "y"}),
    frozenset({"", "no", "false", "0", "f", "否", "n", "none"}),
)
_ONEWAY = {
    **dict.fromkeys(("yes", "true", "1", "t", "是", "y", "ft", "单行", "单向", "reversible", "alternating"), 1),
    **dict.fromkeys(("-1", "reverse", "tf", "逆向"), -1),
    **dict.fromkeys(("", "no", "false", "0", "n", "b", "否", "双向", "none"), 0),
}
_CLOSED = frozenset({"no", "private", "agricultural", "forestry", "military", "emergency", "bus", "psv",
                     "禁止", "禁行", "否"})  # fmt: skip
_LIMIT = re.compile(r"(\d+(?:\.\d+)?)\s*(km/?h|kph|kmh|公里/?小?时?|mph|knots)?")
_MILE_KM, _KNOT_KM = 1.609344, 1.852
_FASTEST_KMH, _SLOWEST_KMH = 150.0, 3.0
_NO_LIMIT = frozenset({"none", "signals", "variable", "default", "implicit", "unposted", "no", "无", "不限"})


def class_of(highway: str) -> str:
    """Return the road class that a word names, "" where it is none that people use (planned, abandoned, unknown)."""
    word = highway.strip().casefold()
    return word if word in _CLASSES else _CLASS_WORDS.get(word, "")


def is_yes(value: str) -> bool:
    """Say whether a flag such as bridge or tunnel is set; any word but a no sets it (viaduct, culvert)."""
    return value.strip().casefold() not in _FALSE


def layer_of(tags: Mapping[str, str]) -> int:
    """Return the level of a thing: as stated, else 1 for bridges, -1 for tunnels, 0 on the ground."""
    try:
        return max(-9, min(9, int(float(tags.get("layer", "")))))
    except (ValueError, OverflowError):
        return 1 if is_yes(tags.get("bridge", "")) else -1 if is_yes(tags.get("tunnel", "")) else 0


def direction_of(tags: Mapping[str, str]) -> int | None:
    """Return 1 where vehicles may go along the line only, -1 against it only, 0 both; None for an unknown word.

    Roundabouts and motorways are one-way unless they say otherwise. A street whose direction changes by the hour
    counts as open along its line.
    """
    if "oneway" in tags:
        return _ONEWAY.get(tags["oneway"].strip().casefold())
    implied = tags.get("junction") in {"roundabout", "circular"} or class_of(tags.get("highway", "")) == "motorway"
    return 1 if implied else 0


def bicycle_direction_of(tags: Mapping[str, str], vehicles: int) -> int:
    """Return the direction for bicycles: their own tag, else that of vehicles."""
    own = _ONEWAY.get(tags.get("oneway:bicycle", "-").strip().casefold())
    if own is not None:
        return own
    return 0 if tags.get("cycleway", "").startswith("opposite") else vehicles


def is_open(tags: Mapping[str, str], keys: tuple[str, ...], *, enter_private: bool) -> bool | None:
    """Say whether the first of `keys` that is there opens or closes a road; None where none of them is there."""
    for key in keys:
        words = [word.strip().casefold() for word in tags.get(key, "").split(";") if word.strip()]
        if words:
            closed = [word for word in words if word in _CLOSED and not (enter_private and word == "private")]
            return len(closed) < len(words)
    return None


def limit_kmh(value: str, implied: Mapping[str, float]) -> float | None:
    """Read a speed limit in km/h: the lowest of a list; None where there is none, NaN where it cannot be read.

    Parameters
    ----------
    value : such as ``50``, ``30 mph``, ``CN:urban``, ``none``, ``40;60``.
    implied : speeds that words such as ``urban`` mean.
    """
    limits = [_one_limit(part, implied) for part in re.split(r"[;,|、]", value) if part.strip()]
    if any(limit != limit for limit in limits if limit is not None):  # noqa: PLR0124  NaN
        return float("nan")
    return min((limit for limit in limits if limit is not None), default=None)


def _one_limit(value: str, implied: Mapping[str, float]) -> float | None:
    word = value.strip().casefold()
    if word in _NO_LIMIT:
        return None
    meant = word.rpartition(":")[2]
    if meant in implied:
        return implied[meant]
    match = _LIMIT.fullmatch(word.rpartition(":")[2])
    if match is None:
        return float("nan")
    factor = {"mph": _MILE_KM, "knots": _KNOT_KM}.get(match.group(2) or "", 1.0)
    speed = float(match.group(1)) * factor
    return speed if _SLOWEST_KMH <= speed <= _FASTEST_KMH else float("nan")


def picked(tags: Mapping[str, str], keys: frozenset[str]) -> Tags:
    """Keep the tags that matter."""
    return {key: value for key, value in tags.items() if key in keys}


ROAD_KEYS = frozenset({
    "highway", "oneway", "oneway:bicycle", "cycleway", "junction", "maxspeed", "access", "foot", "bicycle", "vehicle",
    "motor_vehicle", "motorcar", "hgv", "goods", "name", "bridge", "tunnel", "layer", "footway", "path", "motorroad",
    "sidewalk",
})  # fmt: skip
