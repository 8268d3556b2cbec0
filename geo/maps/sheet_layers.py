"""The layers of a printed map, from the ground up, in the colours and lines of the map on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.maps.sheet_frame import Floats, Frame, areas, lines
from geo.maps.sheet_marks import bridge, circles, cross, diamond, house, points
from geo.maps.style import (
    BARRIER_LINES,
    HOUSEHOLDS_OF_UNIT_CIRCLE,
    LAND,
    OTHER_BARRIER,
    OUTLINE,
    PAPER,
    Line,
    ink_of,
)
from geo.plan import Plan
from geo.reports.tour_map import Ground
from geo.schema.palette import NO_COLOUR, region_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MM_PER_PX = 0.15  # of the lines of barriers, which are told in pixels
_ROADS_MM = {1: 0.9, 2: 0.6, 3: 0.4, 4: 0.28}  # by rank
_STREET, _RAIL = "#e4e0d6", "#b9b6b0"
_FILLS = {"water": "#d3e5f2", "green": "#e3eedb"}
_PALE = 0.22  # of a fill left in regions that are not of the sheet
_APART, _ROUNDS = 2.3, 8  # least way between two houses, in half widths; rounds of pushing
_LEAST_HOUSEHOLDS = 60  # a circle is drawn for at least so many


@dataclass(frozen=True)
class Sheet:
    """One map on paper: its plan, frame and axes, and how large its symbols are in millimetres.

    Attributes
    ----------
    focus : the sub-district of the sheet; None for the whole plan.
    unit : radius of an estate of 500 households.
    margin : of its own colour that a region wears, so that small ones are seen.
    mark : half the width of a station's house.
    """

    plan: Plan
    axes: Axes
    frame: Frame
    focus: str | None
    unit: float
    margin: float
    mark: float

    @cached_property
    def estates(self) -> pd.DataFrame:
        """The planned estates on the map: place, radius, ink, and whether they are of this sheet."""
        plan = self.plan
        own = plan.estates.drop_duplicates("estate_id")
        assigned = plan.assignments[["estate_id", "region_id"]].drop_duplicates("estate_id")
        joined = own.merge(assigned, on="estate_id", how="inner")
        fills = dict(zip(plan.regions["region_id"], map(fill_of, plan.regions["color"]), strict=True))
        homes = dict(zip(plan.regions["region_id"], plan.regions["subdistrict"], strict=True))
        place = self.frame.points(joined.geometry)
        households = (
            pd.to_numeric(joined["households"]).astype("Float64").fillna(_LEAST_HOUSEHOLDS).to_numpy(np.float64)
        )
        size = np.maximum(households, _LEAST_HOUSEHOLDS) / HOUSEHOLDS_OF_UNIT_CIRCLE
        found = pd.DataFrame(
            {
                "estate_id": joined["estate_id"],
                "name": joined["name"].fillna(""),
                "households": households,
                "x": place[:, 0],
                "y": place[:, 1],
                "radius": self.unit * np.sqrt(size),
                "ink": [ink_of(fills.get(one, NO_COLOUR)) for one in joined["region_id"]],
                "is_own": np.array(
                    [self.focus is None or homes.get(one) == self.focus for one in joined["region_id"]], bool
                ),
            }
        )
        on_map = np.isfinite(place).all(axis=1) & self.frame.holds(np.nan_to_num(place, nan=-1e9))
        return found[on_map].reset_index(drop=True)

    @cached_property
    def stations(self) -> pd.DataFrame:
        """The stations on the map: place, number, whether the room is to be found, whether they are of this sheet."""
        regions = self.plan.regions.drop_duplicates("region_id").set_index("region_id")
        stations = self.plan.stations
        place = self.frame.points(stations.geometry)
        numbers = stations["region_id"].map(regions["number"])
        homes = stations["region_id"].map(regions["subdistrict"])
        found = pd.DataFrame(
            {
                "x": place[:, 0],
                "y": place[:, 1],
                "number": ["" if pd.isna(one) else str(int(one)) for one in numbers],
                "to_be_found": stations["kind"].eq("to_be_found").fillna(value=False).to_numpy(bool),
                "is_own": (homes == self.focus).to_numpy(bool) if self.focus else True,
            }
        )
        found = found[np.isfinite(place).all(axis=1) & self.frame.holds(np.nan_to_num(place, nan=-1e9))]
        own = found["is_own"].to_numpy(bool)
        found.loc[own, ["x", "y"]] = apart(found.loc[own, ["x", "y"]].to_numpy(np.float64), _APART * self.mark)
        return found

    @cached_property
    def offices(self) -> pd.DataFrame:
        """The offices on the map, moved aside where they share a station's room."""
        table = self.plan.offices
        of_sheet = [self.focus is None or self.focus in str(names).split("、") for names in table["subdistricts"]]
        return _points_on(self, table[np.array(of_sheet, bool)], ["name"])

    @cached_property
    def crossings(self) -> pd.DataFrame:
        """The crossings on the map."""
        return _points_on(self, self.plan.crossings, [])

    @cached_property
    def rejects(self) -> pd.DataFrame:
        """The estates on the map that are not planned."""
        return _points_on(self, self.plan.rejects, ["name"])


def _points_on(sheet: Sheet, table: gpd.GeoDataFrame, columns: list[str]) -> pd.DataFrame:
    place = sheet.frame.points(table.geometry)
    found = pd.DataFrame({**{name: table[name].to_numpy() for name in columns}, "x": place[:, 0], "y": place[:, 1]})
    return found[np.isfinite(place).all(axis=1) & sheet.frame.holds(np.nan_to_num(place, nan=-1e9), margin=1.0)]


def apart(places: Floats, least: float) -> Floats:
    """Push marks that lie closer than `least` away from one another, half the way each, a few rounds."""
    moved = places.copy()
    for _ in range(_ROUNDS):
        for one, other in zip(*np.triu_indices(len(moved), 1), strict=True):
            step = moved[other] - moved[one]
            away = float(np.hypot(*step))
            if away < least:
                push = (step / away if away > 0 else np.array([1.0, 0.0])) * (least - away) / 2
                moved[one] -= push
                moved[other] += push
    return moved


def fill_of(color: object) -> str:
    """Return a region's fill; grey where it has no colour."""
    return region_colour(None if pd.isna(color) else int(color))  # type: ignore[call-overload]  # a cell


def paint(sheet: Sheet) -> None:
    """Paint all layers."""
    _land(sheet)
    _basemap(sheet)
    _regions(sheet)
    _barriers(sheet)
    _borders(sheet)
    _estates(sheet)
    if sheet.focus is not None:
        for row in sheet.crossings.itertuples():
            bridge(sheet.axes, row.x, row.y, 0.9)
    for row in sheet.rejects.itertuples():
        cross(sheet.axes, row.x, row.y, 1.0)
    for row in sheet.stations[sheet.stations["is_own"]].itertuples():
        house(sheet.axes, row.x, row.y, sheet.mark, words=row.number, to_be_found=row.to_be_found)
    for x, y in office_places(sheet):
        diamond(sheet.axes, x, y, office_size(sheet))


def office_size(sheet: Sheet) -> float:
    """Return half the width of an office's diamond."""
    return max(1.3, 0.95 * sheet.mark)


def office_places(sheet: Sheet) -> Iterator[tuple[float, float]]:
    """Place each office beside the station whose room it shares: on the upper right of its house."""
    stations = sheet.stations[["x", "y"]].to_numpy(np.float64)
    for x, y in sheet.offices[["x", "y"]].to_numpy(np.float64).tolist():
        near = len(stations) and np.hypot(stations[:, 0] - x, stations[:, 1] - y).min() < 1.6 * sheet.mark
        shift = 1.15 * (sheet.mark + office_size(sheet)) if near else 0.0
        yield x + 0.8 * shift, y + shift


def _fill(sheet: Sheet, shapes: Any, fill: str, **how: Any) -> None:  # noqa: ANN401  of shapely
    from matplotlib.collections import PathCollection

    paths = areas(shapes)
    if paths:
        edge = {"edgecolors": "none", "linewidths": 0.0, **how}
        sheet.axes.add_collection(PathCollection(paths, facecolors=fill, joinstyle="round", **edge))


def _stroke(
    sheet: Sheet, paths: list[Floats], color: str, mm: float, *, dash: tuple[float, ...] = (), z: float
) -> None:
    from matplotlib.collections import LineCollection

    if paths:
        style: Any = (0, tuple(part / mm for part in dash)) if dash else "-"
        cap: Any = "butt" if dash else "round"
        drawn = LineCollection(paths, colors=color, linewidths=points(mm), linestyles=style, capstyle=cap, zorder=z)
        drawn.set_joinstyle("round")
        sheet.axes.add_collection(drawn)


def outlines(plan: Plan) -> gpd.GeoDataFrame:
    """Return the outlines of sub-districts; districts stand in the same table."""
    table = plan.subdistricts
    return table[table["level"].fillna("subdistrict") == "subdistrict"]


def _land(sheet: Sheet) -> None:
    shapes = sheet.frame.shapes(outlines(sheet.plan).geometry)
    sheet.axes.set_facecolor(PAPER if len(areas(shapes)) else LAND)
    _fill(sheet, shapes, LAND, zorder=1)


def _basemap(sheet: Sheet) -> None:
    near = Ground(sheet.plan.basemap).within(sheet.frame.ground())
    if not len(near):
        return
    placed, kind = sheet.frame.shapes(near.geometry), near["kind"].to_numpy()
    for name, fill in _FILLS.items():
        _fill(sheet, placed[kind == name], fill, zorder=1.2)
        _stroke(sheet, lines(placed[(kind == name) & (shapely.get_dimensions(placed) == 1)]), fill, 0.7, z=1.2)
    rank = near["rank"].astype("Float64").fillna(4).clip(1, 4).to_numpy(np.float64)
    for level, mm in sorted(_ROADS_MM.items(), reverse=True):
        _stroke(sheet, lines(placed[(kind == "road") & (rank == level)]), _STREET, mm, z=1.4)
    _stroke(sheet, lines(placed[kind == "railway"]), _RAIL, 0.3, dash=(1.6, 1.0), z=1.5)


def _regions(sheet: Sheet) -> None:
    """Paint each region in a margin of its own colour under a rim of its ink; others than the sheet's stay pale."""
    regions = sheet.plan.regions
    placed = sheet.frame.shapes(regions.geometry)
    own = np.ones(len(regions), bool) if sheet.focus is None else (regions["subdistrict"] == sheet.focus).to_numpy(bool)
    for at in [*np.flatnonzero(~own), *np.flatnonzero(own)]:
        fill = fill_of(regions["color"].iloc[at])
        ink, tone = (ink_of(fill), fill) if own[at] else (OUTLINE, mixed(fill, _PALE))
        shape = placed[at : at + 1]
        _fill(sheet, shape, ink, edgecolors=ink, linewidths=points(2 * sheet.margin + 0.5), zorder=2)
        _fill(sheet, shape, tone, edgecolors=tone, linewidths=points(2 * sheet.margin), zorder=2)


def mixed(fill: str, share: float) -> str:
    """Thin a colour with white: `share` of it is left."""
    return "#" + "".join(f"{round(255 - (255 - int(fill[i : i + 2], 16)) * share):02x}" for i in (1, 3, 5))


def barrier_line(kind: object) -> Line:
    """Return the line of a kind of barrier."""
    return BARRIER_LINES.get(str(kind), OTHER_BARRIER)


def _barriers(sheet: Sheet) -> None:
    table = sheet.plan.barriers
    placed, kinds = sheet.frame.shapes(table.geometry), table["kind"].astype("object").to_numpy()
    order = [*BARRIER_LINES, *sorted({str(kind) for kind in kinds} - set(BARRIER_LINES))]
    for kind in order:
        own = placed[np.array([str(one) == kind for one in kinds], bool)]
        if not len(own):
            continue
        line, drawn = barrier_line(kind), lines(own)
        if line.casing:
            _stroke(sheet, drawn, line.casing, line.casing_px * _MM_PER_PX, z=3)
        _fill(sheet, own, line.color, zorder=3)
        dash = tuple(part * _MM_PER_PX for part in line.dash_px)
        _stroke(sheet, drawn, line.color, line.width_px * _MM_PER_PX, dash=dash, z=3)


def _borders(sheet: Sheet) -> None:
    table = outlines(sheet.plan)
    placed = sheet.frame.shapes(table.geometry)
    indicative = table["indicative"].fillna(value=False).to_numpy(bool)
    _stroke(sheet, lines(placed[~indicative]), OUTLINE, 0.35, z=4)
    _stroke(sheet, lines(placed[indicative]), OUTLINE, 0.35, dash=(1.8, 1.0), z=4)
    if sheet.focus is not None:
        own = (table["name"] == sheet.focus).to_numpy(bool)
        dash = (2.4, 1.2) if indicative[own].any() else ()
        _stroke(sheet, lines(placed[own]), "#8d867a", 0.6, dash=dash, z=4)


def _estates(sheet: Sheet) -> None:
    own = sheet.estates[sheet.estates["is_own"]]
    others = sheet.estates[~sheet.estates["is_own"]]
    circles(
        sheet.axes,
        others[["x", "y"]].to_numpy(),
        0.6 * others["radius"].to_numpy(),
        ["#c9c5bb"] * len(others),
        zorder=5,
    )
    circles(sheet.axes, own[["x", "y"]].to_numpy(), own["radius"].to_numpy(), own["ink"].tolist())
