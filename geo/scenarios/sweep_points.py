"""From solved cells to points of the city: stations shared out, money, posts, walks, and why a total has no plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.clustering.assembly import districts_of
from geo.clustering.count_split import CountSplit
from geo.clustering.layout import lay_out
from geo.clustering.offices import site_offices
from geo.clustering.sketch import Sketch, sketch_subdistrict
from geo.errors import shortlist
from geo.findings import Report
from geo.measures import Access, access_of
from geo.measures.equity import worst_share
from geo.measures.tradeoffs import TradePoint
from geo.plan import Status
from geo.scenarios.city import City, all_rooms
from geo.scenarios.sweep_cells import Opened, is_proved_empty
from geo.scenarios.sweep_table import Cell, SweepTable
from geo.schema import table
from geo.wording import text


@dataclass(slots=True)
class PointMaker:
    """Makes points of a city; sketches of cells are drawn once. `is_cut`: the run was interrupted."""

    city: City
    table: SweepTable
    tolerance: float
    is_cut: bool = False
    sketches: dict[Cell, Sketch] = field(default_factory=dict)

    def point(self, stations: int, values: CountSplit, bounds: CountSplit) -> TradePoint:
        """Make the point of a total, with its proof, or with the rule that leaves it without a plan."""
        is_within = 0 <= stations < len(values.least)
        if not is_within or values.least[stations] == np.inf:
            return TradePoint(stations, Status.INFEASIBLE.value, rule=self._rule(stations))
        value, bound = float(values.least[stations]), float(bounds.least[stations])
        bound = min(bound, value)
        gap = None if bound == -np.inf else (value - bound) / abs(value) if value else 0.0
        is_closed = gap is not None and gap <= self.tolerance
        status = Status.OPTIMAL if is_closed else Status.FEASIBLE if gap is None else Status.GAP
        made = TradePoint(stations, status.value, value, None if gap is None else bound, gap)
        return self.described(made, values.shares(stations))

    def described(self, point: TradePoint, shares: Sequence[int]) -> TradePoint:
        """Add what a plan with these shares costs and how far people walk."""
        sketches = [self.sketch((at, count)) for at, count in enumerate(shares)]
        regions = pd.concat([sketch.regions for sketch in sketches], ignore_index=True)
        offices = self._offices(sketches, regions)
        names = [part.part.name for part in self.table.parts]
        return replace(
            point,
            monthly_cost_cny=float(regions["monthly_cost_cny"].sum()) + float(offices["monthly_cost_cny"].sum()),
            posts=round(float(regions["posts"].sum()) + float(offices["posts"].sum())),
            shares=dict(zip(names, (int(count) for count in shares), strict=True)),
            **_walking(pd.concat([sketch.walks for sketch in sketches], ignore_index=True)),
        )

    def sketch(self, cell: Cell) -> Sketch:
        """Draw a cell's plan in numbers."""
        if cell not in self.sketches:
            self.sketches[cell] = _sketched(self.table.parts[cell[0]], self.table, cell)
        return self.sketches[cell]

    def _offices(self, sketches: Sequence[Sketch], regions: pd.DataFrame) -> pd.DataFrame:
        """Site the offices over the stations, as the whole plan would."""
        stations = gpd.GeoDataFrame(pd.concat([sketch.stations for sketch in sketches], ignore_index=True))
        city, planned = self.city, self.city.ledger.planned()
        marks = [f"{at}/" for at, sketch in enumerate(sketches) for _ in range(len(sketch.regions))]
        own = all_rooms(city.given.rooms, [part.ground.rooms for part in self.table.parts])
        offices, _ = site_offices(
            regions.assign(region_id=marks + regions["region_id"]),
            stations.assign(region_id=marks + stations["region_id"]),
            gpd.GeoDataFrame(table("rooms").conform(own)),
            subdistrict_of=dict(zip(planned["estate_id"], planned["subdistrict"], strict=True)),
            district_of=districts_of(planned),
            policy=self.table.parts[0].part.policy,
            metric_crs=city.metric_crs,
            report=Report(),
        )
        return pd.DataFrame(offices)

    def _rule(self, stations: int) -> str:
        """Say which rule leaves a total without a plan."""
        parts, found = self.table.parts, self.table
        if stations < found.fewest:
            return _limits(parts, stations, found.fewest, end="fewest")
        if stations > found.most:
            return _limits(parts, stations, found.most, end="most")
        if self.is_cut:
            return text("sweep.rule.interrupted")
        clashes = _clashes(found)
        return clashes or text("sweep.rule.not_found", stations=stations)


def _sketched(part: Opened, cells: SweepTable, cell: Cell) -> Sketch:
    ground = part.ground
    layout = lay_out(
        part.problem,
        cells.cells[cell],
        estates=part.part.estates,
        rooms=ground.rooms,
        links=ground.neighbourhood.links,
        metric_crs=part.part.metric_crs,
        policy=part.part.policy,
    )
    return sketch_subdistrict(layout, estates=part.part.estates, rooms=ground.rooms, walk=ground.walk)


def _walking(walks: pd.DataFrame) -> dict[str, Any]:
    """Measure the walks of households, and the coverage of residents over 60."""
    walk = walks["walk_m"].to_numpy(np.float64)
    claimed = walks["claimed"].to_numpy(bool)
    homes = np.nan_to_num(walks["households"].to_numpy(np.float64))
    access = access_of(walk, homes, claimed)
    elderly = access_of(walk, np.nan_to_num(walks["elderly60"].to_numpy(np.float64)), claimed)
    reached = claimed & np.isfinite(walk)
    worst = worst_share(walk[reached], homes[reached])
    return {
        "coverage": _plain(access),
        "coverage_elderly": _plain(elderly),
        "covered_households": round(float(homes[reached & (walk <= 500)].sum())),
        "walk_m": {
            "mean": access.mean_m,
            "p90": access.p90_m,
            "max": access.max_m,
            "worst_decile": worst.mean_m if worst else None,
        },
        "gini": access.gini,
    }


def _plain(access: Access) -> dict[str, float | None]:
    return {key: None if share is None else round(share, 6) for key, share in access.coverage.items()}


def _limits(parts: Sequence[Opened], stations: int, limit: int, *, end: str) -> str:
    """Say that the parts' own limits add up to another number, with the largest of them."""
    told = sorted(
        ((getattr(part.reach, end), getattr(part.reach, f"{end}_rule"), part.part.name) for part in parts),
        key=lambda row: (-row[0], row[2]),
    )
    shown = shortlist([text(f"sweep.reach.{rule}", part=name, count=count) for count, rule, name in told], 3)
    return text(f"sweep.rule.{end}", stations=stations, limit=limit, parts=shown)


def _clashes(found: SweepTable) -> str:
    """Name the rules that leave single parts without a plan."""
    said = [
        text("sweep.rule.clash", part=found.parts[at].part.name, count=count, clash=clash.explanation)
        for (at, count), solution in sorted(found.cells.items())
        if is_proved_empty(solution)
        for clash in solution.clashes[:1]
    ]
    return shortlist(said, 3) if said else ""


def least_of(points: Iterable[TradePoint]) -> int | None:
    """Return the number of stations of the least score, the smaller of equals."""
    known = [(point.objective, point.stations) for point in points if point.objective is not None]
    return min(known)[1] if known else None
