"""Coordinates as people write them: 120.30, 120°18′00″E, 东经120度18分, and both in one cell.

Values are returned as written, in degrees or in metres of whatever projection they are in; which one it is, and
whether longitude and latitude are swapped, is for `geo.io.datum_vote` to judge.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, tidy

_NUMBER = r"\d+(?:\.\d+)?"
_DEGREES = re.compile(
    rf"(?P<sign>[+-]?)(?P<d>{_NUMBER})(?:[°º˚度d:\s]\s*(?P<m>{_NUMBER})(?:['′’‘分m:\s]\s*(?P<s>{_NUMBER})(?:\"|″|”|“|''|′′|’’|秒|s)?|['′’‘分m])?|[°º˚度])?"
)  # fmt: skip
_EAST = re.compile(r"东经|经度|longitude|lng|lon|x坐标|横坐标|(?<![a-z])[ex](?![a-z])[:=]?", re.IGNORECASE)
_NORTH = re.compile(r"北纬|纬度|latitude|lat|y坐标|纵坐标|(?<![a-z])[ny](?![a-z])[:=]?", re.IGNORECASE)
_WEST_SOUTH = re.compile(r"西经|南纬|(?<![a-z])[ws](?![a-z])", re.IGNORECASE)
_WRAPPING = re.compile(r"(?:multi)?point\s*z?|百度|高德|坐标|bd-?09|gcj-?02|wgs-?84|[()\[\]{}\"]", re.IGNORECASE)
# As spreadsheets write large numbers: the e is no east.
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{2,3}")
_BETWEEN = re.compile(r"\s*[,;/|、，；\n\t]+\s*|\s{2,}")


@dataclass(frozen=True, slots=True)
class PairReading:
    """Two coordinates from one cell, first and second as written or as their words say; see `Reading`."""

    lon: float = math.nan
    lat: float = math.nan
    rule: str = ""
    confidence: float = 1.0
    fault: str = ""


def parse_angle(cell: object) -> Reading:
    """Read one coordinate as a float.

    Faults: ``not-a-coordinate``, also where minutes or seconds are 60 or more.
    """
    if is_nothing(cell):
        return NOTHING
    if isinstance(cell, bool):
        return Reading(fault="not-a-coordinate")
    if isinstance(cell, int | float):
        return Reading(float(cell)) if math.isfinite(cell) else Reading(fault="not-a-coordinate")
    body = tidy(str(cell))
    return MISSING if is_missing_mark(body) else _angle_in_text(body)


def parse_pair(cell: object) -> PairReading:
    """Read both coordinates from one cell, with any separator; words (东经, 纬度, E, N) settle the order.

    Faults: ``not-a-coordinate``.
    """
    if is_nothing(cell):
        return PairReading()
    body = tidy(str(cell)).strip(" ,;")
    if is_missing_mark(body):
        return PairReading(rule="missing-mark")
    for first, second in _splits(body):
        x, y = _angle_in_text(first), _angle_in_text(second)
        if isinstance(x.value, float) and isinstance(y.value, float):
            swapped = bool(_NORTH.search(first)) and not _NORTH.search(second)
            lon, lat = (y.value, x.value) if swapped else (x.value, y.value)
            return PairReading(lon, lat, "pair-in-cell", min(x.confidence, y.confidence))
    return PairReading(fault="not-a-coordinate")


def _splits(body: str) -> list[tuple[str, str]]:
    """List the ways of cutting a cell in two, the surest first."""
    bare = _WRAPPING.sub(" ", body).strip(" ,;:")
    ways = []
    parts = [part for part in _BETWEEN.split(bare) if part]
    if len(parts) == 2:
        ways.append((parts[0], parts[1]))
    marks = [found.start() for pattern in (_EAST, _NORTH) for found in pattern.finditer(bare)]
    ways += [(bare[:at], bare[at:]) for at in sorted(marks) if at > 0]
    ways += [
        (bare[: found.end()], bare[found.end() :])
        for found in re.finditer(r"[eEnN]\s*|[°″′'\"秒]\s+|\d\s+(?=[+-]?\d)", bare)
    ]
    return ways


def _angle_in_text(written: str) -> Reading:
    """Read one coordinate among its words and signs."""
    if _SCIENTIFIC.fullmatch(written):
        return parse_angle(float(written))
    negative = bool(_WEST_SOUTH.search(written))
    bare = _WEST_SOUTH.sub("", _NORTH.sub("", _EAST.sub("", written))).strip(" :=,;")
    found = _DEGREES.fullmatch(bare)
    if not found:
        return Reading(fault="not-a-coordinate")
    minutes, seconds = float(found["m"] or 0), float(found["s"] or 0)
    if minutes >= 60 or seconds >= 60:
        return Reading(fault="not-a-coordinate")
    size = float(found["d"]) + minutes / 60 + seconds / 3600
    value = -size if negative or found["sign"] == "-" else size
    if found["m"]:
        return Reading(value, "degrees-minutes", 0.95)
    return Reading(value, *(("", 1.0) if bare == written.strip() and bare[-1].isdigit() else ("words-in-cell", 0.95)))
