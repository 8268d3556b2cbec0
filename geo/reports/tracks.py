"""GPX: one file a crew and weekday, with the way along the roads and a waypoint at every stop, for any phone or GPS.

GPX 1.1 (Topografix, 2004), WGS-84. The files carry no dates: a round is the same every week.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint

from geo.files import write_text
from geo.plan import Plan
from geo.reports.cells import safe_text
from geo.reports.crew_days import CrewDay, Stop, crew_days, word
from geo.reports.crew_sheet import kind_words
from geo.wording import text

_DECIMALS = 6  # of a degree: 0.1 m
_MOST_BYTES = 80  # of a file's stem; file systems allow 255 for the whole name
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))})


def tracks(plan: Plan) -> dict[str, Callable[[Path], None]]:
    """Return a writer for each crew's day, by its path in the plan folder: ``gpx/<crew>-<weekday>.gpx``.

    The weekday is 1 for Monday. Ids are made safe for any file system, and differ without regard to case.

    Examples
    --------
    >>> for name, write in tracks(plan).items():
    ...     write(folder / name)
    """
    found: dict[str, Callable[[Path], None]] = {}
    days = crew_days(plan)
    stems = _stems({day.crew.crew_id for day in days})
    for day in days:
        stem, again = f"{stems[day.crew.crew_id]}-{day.weekday}", 2
        name = f"gpx/{stem}.gpx"
        while name in found:
            name, again = f"gpx/{stem}-{again}.gpx", again + 1
        found[name] = partial(_write, day)
    return found


def _stems(crew_ids: set[str]) -> dict[str, str]:
    """Make a safe and unique file stem for each crew."""
    stems: dict[str, str] = {}
    used = set(_DEVICES)
    for ident in sorted(crew_ids):
        plain = re.sub(r"[^\w-]+", "_", ident).strip("_") or "crew"
        plain = plain.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")
        stem, again = plain, 2
        while stem.casefold() in used:
            stem, again = f"{plain}_{again}", again + 1
        used.add(stem.casefold())
        stems[ident] = stem
    return stems


def _write(day: CrewDay, path: Path) -> None:
    write_text(Path(path), gpx_of(day))


def gpx_of(day: CrewDay) -> str:
    """Return a crew's day as a GPX 1.1 document; the same day gives the same text."""
    gpx = GPX()
    gpx.creator = "Linli"
    title = text("runsheets.track.name", crew=safe_text(day.crew.name), weekday=word("weekday", day.weekday))
    gpx.name = title
    gpx.description = f"{text('runsheets.times', start=day.start, finish=day.finish)} · {day.totals}"
    gpx.waypoints = [_waypoint(stop) for stop in day.stops if stop.at and stop.kind != "return"]
    if day.crew.at:
        lon, lat = day.crew.at
        depot = f"{text('runsheets.depot')} {safe_text(day.crew.depot)}"
        gpx.waypoints.insert(0, GPXWaypoint(round(lat, _DECIMALS), round(lon, _DECIMALS), name=depot, symbol="Flag"))
    track = GPXTrack(name=title)
    track.segments = [GPXTrackSegment(_points(day))]
    gpx.tracks.append(track)
    return str(gpx.to_xml(version="1.1"))


def _points(day: CrewDay) -> list[GPXTrackPoint]:
    """Join the lines of the day; where one begins as the last one ended, the place stands once."""
    places: list[tuple[float, float]] = []
    for line in day.track:
        for lon, lat in line.tolist():
            place = (round(lat, _DECIMALS), round(lon, _DECIMALS))
            if not places or places[-1] != place:
                places.append(place)
    return [GPXTrackPoint(lat, lon) for lat, lon in places]


def _waypoint(stop: Stop) -> GPXWaypoint:
    assert stop.at is not None
    place = safe_text(stop.place)
    if stop.number is None:
        name, about = f"{kind_words(stop)} {place}", f"{stop.start}–{stop.leave}"
    else:
        name = text("runsheets.track.stop", number=stop.number, place=place)
        about = text("runsheets.track.about", arrive=stop.arrive, task=safe_text(stop.task), work=round(stop.work_min))
    lon, lat = stop.at
    return GPXWaypoint(round(lat, _DECIMALS), round(lon, _DECIMALS), name=name, description=about, type=stop.kind)
