"""Where each estate is: from its own coordinates, else from a file of places, else from its community's centre.

`locate` is the door. The numbers are judged by `geo.io.positions`, names are joined by `geo.io.place_join`; here
they come together, points that several estates share are flagged, and the decisions are put into one table. An
estate that finds no place keeps an empty geometry and the quality ``none``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.errors import shortlist
from geo.findings import Report
from geo.io.claims import ClaimedOutlines
from geo.io.datum import Floats, datum_name, to_wgs84
from geo.io.datum_groups import GroupDecision
from geo.io.gazetteer import Gazetteer, Search
from geo.io.place_join import Join, PlaceRegister
from geo.io.positions import Positions, positions_of
from geo.io.renames import community_key
from geo.io.table_rows import Origins, words
from geo.policy import Policy
from geo.schema import STORAGE_CRS
from geo.schema.estates import PLACE_QUALITIES
from geo.wording import text

DATUM_COLUMNS = (
    "file", "sheet", "column", "decided", "by", "rows", "points", "votes", "runner_up", "lead", "p_value", "hint",
)  # fmt: skip
# A tenth of a metre: portals repeat an area's point to the last digit.
_POINT_DECIMALS = 6
_CENTRE_CONFIDENCE = 0.5


def locate(
    estates: pd.DataFrame,
    *,
    boundaries: gpd.GeoDataFrame | None,
    places: Sequence[Path] = (),
    datum: str = "auto",
    policy: Policy,
    report: Report,
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Find the place of every estate and say how good it is.

    Own coordinates come first, whatever their datum (decided by vote, or `datum` where the user states it). Estates
    without usable ones are joined to `places` by name, alias and community; a community's centre is marked
    ``community`` (位置待核). Points that `place.shared_point_estates` or more estates share are marked ``shared``.

    Parameters
    ----------
    estates : columns of ESTATES, lon and lat as written (NaN where none), and where there are any: datum_hint,
        coordinate_source, geometry (EPSG:4326 as the file states), source_file, source_sheet, source_row.
    boundaries : SUBDISTRICTS of any level in EPSG:4326, or None.
    places : files of names with points, each in any datum.
    datum : ``auto``, ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:N``.

    Returns
    -------
    The estates in the same order with `geometry` (EPSG:4326, None where there is no place) and `place_quality`;
    and one row for each decision about a datum, with the columns `DATUM_COLUMNS`.

    Raises
    ------
    UnknownNameError
        Where `datum` is not known.
    """
    stated = datum if datum == "auto" else datum_name(datum)
    outlines = ClaimedOutlines.of(boundaries, policy.place)
    search = Search.of(estates, outlines)
    gazetteer = Gazetteer.of(places, outlines, policy.place, report)
    known = search.known(gazetteer.register(trusted_only=True))
    placed = positions_of(estates, outlines=outlines, known=known, datum=stated, policy=policy.place, report=report)
    gazetteer = gazetteer.judged_by(search, placed, report)
    work = _Places.of(estates, placed, search, report)
    work.join(gazetteer.register(trusted_only=False))
    work.join_community_outlines(boundaries)
    work.flag_shared(policy.place.shared_point_estates)
    return work.located(), _datum_table([*placed.groups, *gazetteer.positions.groups])


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """The shapes and qualities of all estates while they are being found; the arrays are filled in place."""

    estates: pd.DataFrame
    shapes: NDArray[np.object_]
    quality: NDArray[np.object_]
    search: Search
    names: list[str]
    communities: list[str]
    origins: Origins
    report: Report

    @classmethod
    def of(cls, estates: pd.DataFrame, placed: Positions, search: Search, report: Report) -> _Places:
        """Start with the places that the estates have of their own."""
        told = (words(estates, "name"), words(estates, "community"), Origins.of(estates))
        return cls(estates, _shapes(estates, placed), _qualities(estates, placed), search, *told, report)

    def missing(self) -> NDArray[np.intp]:
        """Return the rows that have no place yet."""
        return np.flatnonzero(shapely.is_missing(self.shapes))

    def join(self, register: PlaceRegister) -> None:
        """Look the estates without a place up by name, then by alias, then by community."""
        for row in self.missing():
            wanted = self.search.wanted[row]
            join = register.find(wanted)
            if join.place < 0:
                self._say_not_joined(int(row), join, register)
                join = register.find_community(wanted)
            if join.place >= 0:
                point = (float(register.lon[join.place]), float(register.lat[join.place]))
                quality = "community" if join.rule == "place-community" else "portal"
                self._put(int(row), point, quality, join.rule, join.confidence)

    def join_community_outlines(self, boundaries: gpd.GeoDataFrame | None) -> None:
        """Put the estates still without a place into the middle of their community's outline, where one is known."""
        if boundaries is None or "level" not in boundaries.columns:
            return
        outlines = boundaries[(boundaries["level"] == "community") & boundaries.geometry.notna()]
        keys = [community_key(name) for name in outlines["name"]]
        centres = dict(zip(keys, shapely.point_on_surface(outlines.geometry.to_numpy()), strict=True))
        named = Counter(keys)
        for row in self.missing():
            key = self.search.wanted[row].community
            if key and named[key] == 1:
                point = (float(centres[key].x), float(centres[key].y))
                self._put(int(row), point, "community", "place-community", _CENTRE_CONFIDENCE)

    def flag_shared(self, fewest: int) -> None:
        """Mark the points that several estates share: they are the place of an area, not of an estate."""
        is_point = shapely.get_type_id(self.shapes) == int(shapely.GeometryType.POINT)
        rows = np.flatnonzero(is_point & (self.quality != "community"))
        points = pd.DataFrame(
            {
                "lon": np.round(shapely.get_x(self.shapes[rows]), _POINT_DECIMALS),
                "lat": np.round(shapely.get_y(self.shapes[rows]), _POINT_DECIMALS),
                "name": [f"{self.search.wanted[row].name}|{self.search.wanted[row].subdistrict}" for row in rows],
                "row": rows,
            }
        )
        crowded = points[points.groupby(["lon", "lat"])["row"].transform("size") >= fewest]
        for (lon, lat), group in crowded.groupby(["lon", "lat"], sort=False):
            if group["name"].nunique() < fewest:
                continue
            members = group["row"].to_numpy()
            self.quality[members] = "shared"
            names = shortlist(self.names[row] for row in members)
            found = text("place-shared.found", count=len(members), lon=lon, lat=lat, names=names)
            where = self.origins.where(int(members[0]), "lon,lat")
            self.report.find("place-shared", found=found, where=where, estate_id=self.origins.estate_ids[members[0]])

    def located(self) -> gpd.GeoDataFrame:
        """Return the estates with geometry and place_quality."""
        self.quality[self.missing()] = "none"
        plain = pd.DataFrame(self.estates.drop(columns=["geometry", "place_quality"], errors="ignore"))
        plain = plain.assign(place_quality=pd.Series(self.quality, index=plain.index, dtype=object))
        return gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(self.shapes, index=plain.index, crs=STORAGE_CRS))

    def _put(self, row: int, point: tuple[float, float], quality: str, rule: str, confidence: float) -> None:
        self.shapes[row], self.quality[row] = shapely.Point(point), quality
        where = self.origins.where(row, "geometry")
        after = f"{point[0]:.6f},{point[1]:.6f}"
        self.report.repair(
            rule, before=None, after=after, confidence=confidence, where=where, field="geometry",
            estate_id=self.origins.estate_ids[row],
        )  # fmt: skip
        if quality == "community":
            found = text("place-community.found", community=self.communities[row])
            self.report.find("place-community", found=found, where=where, estate_id=self.origins.estate_ids[row])

    def _say_not_joined(self, row: int, join: Join, register: PlaceRegister) -> None:
        """Report a name that stands for several places, or only for one in another sub-district."""
        rule = "place-ambiguous" if join.several else "place-elsewhere" if join.elsewhere else ""
        if rule:
            listed = shortlist(register.label(place) for place in (join.several or join.elsewhere))
            found = text(f"{rule}.found", name=self.names[row], places=listed)
            where = self.origins.where(row, "name")
            self.report.find(rule, found=found, where=where, estate_id=self.origins.estate_ids[row])


def _shapes(estates: pd.DataFrame, placed: Positions) -> NDArray[np.object_]:
    """Make a point of each place; shapes of the ledger are kept, exchanged and converted as decided."""
    shapes = np.full(len(estates), None, dtype=object)
    has_place = np.isfinite(placed.lon)
    shapes[has_place] = shapely.points(placed.lon[has_place], placed.lat[has_place])
    if "geometry" not in estates.columns:
        return shapes
    given = np.asarray(estates["geometry"], dtype=object)
    is_shape = has_place & ~shapely.is_missing(given) & ~shapely.is_empty(given)
    for source in sorted(set(placed.source[is_shape])):
        for is_swapped in (False, True):
            rows = np.flatnonzero(is_shape & (placed.source == source) & (placed.is_swapped == is_swapped))
            shapes[rows] = _converted(given[rows], source, is_swapped=is_swapped)
    return shapes


def _converted(shapes: NDArray[np.object_], source: str, *, is_swapped: bool) -> NDArray[np.object_]:
    if source == "wgs84" and not is_swapped:
        return shapes

    def moved(points: Floats) -> Floats:
        east, north = (points[:, 1], points[:, 0]) if is_swapped else (points[:, 0], points[:, 1])
        return np.column_stack(to_wgs84(east, north, source=source))

    return np.asarray(shapely.transform(shapes, moved), dtype=object)


def _qualities(estates: pd.DataFrame, placed: Positions) -> NDArray[np.object_]:
    """Take the quality the ledger states for rows with a place, else the one judged from the source."""
    quality = placed.quality.copy()
    for row, given in enumerate(words(estates, "place_quality")):
        if quality[row] != "none" and given in PLACE_QUALITIES and given != "none":
            quality[row] = given
    return quality


def _datum_table(groups: Sequence[GroupDecision]) -> pd.DataFrame:
    """List the decisions, one row each."""
    rows = [
        (
            group.file, group.sheet, group.cluster, group.decision.source, group.decision.by, len(group.rows),
            group.decision.points, group.decision.votes_text(), group.decision.runner_up, group.decision.lead,
            group.decision.p_value, group.decision.hint,
        )
        for group in groups
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(DATUM_COLUMNS))
