"""The level of firms of a plan: which firm has which sub-districts, as a table, with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.clustering.firms.ground import Units, find_units, firm_problem
from geo.clustering.firms.pilots import Pilots, has_firms, read_pilots
from geo.clustering.firms.problem import FirmPlan, FirmProblem
from geo.clustering.firms.solver import solve
from geo.findings import Report
from geo.plan import Status
from geo.policy import Policy
from geo.schema import FIRMS, STORAGE_CRS
from geo.wording import text

MOST_UNITS = 150  # a city has 5-60 sub-districts; a country is no single market for a handful of firms


@dataclass(frozen=True, slots=True, eq=False)
class FirmLevel:
    """The table of firms, the firm of each sub-district, and the level's facts; all empty where there are no firms."""

    table: pd.DataFrame
    firm_of: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def share_among_firms(
    tables: Mapping[str, pd.DataFrame], planned: pd.DataFrame, *, policy: Policy, metric_crs: str, report: Report
) -> FirmLevel:
    """Give every sub-district of a plan to one firm; nothing where neither ledger nor policy names any.

    Parameters
    ----------
    tables : of the plan, offices and outlines (`subdistricts`) included.
    planned : the estates planned; their `firm` and `stage` say where pilots are.
    """
    if not has_firms(planned, policy) or not len(tables["regions"]):
        return FirmLevel(FIRMS.empty())
    units = find_units(tables, planned, metric_crs)
    pilots = read_pilots(planned, units.unit_of(), policy=policy, report=report)
    if len(units.names) > MOST_UNITS:
        found = text("firm-too-many-units.found", units=len(units.names))
        report.find("firm-too-many-units", severity="note", found=found, most=MOST_UNITS)
        return FirmLevel(FIRMS.empty())
    problem = firm_problem(units, pilots, policy)
    solver = policy.solver
    plan = solve(problem, nodes=solver.nodes, seconds=solver.seconds_per_subdistrict)
    _tell(problem, plan, pilots, report)
    names = [pilots.firms[firm] for firm in plan.firm_of]
    firm_of = {name: firm for own, firm in zip(units.names, names, strict=True) for name in own}
    return FirmLevel(_table(units, problem, plan, pilots, metric_crs), firm_of, _facts(problem, plan, policy))


def _tell(problem: FirmProblem, plan: FirmPlan, pilots: Pilots, report: Report) -> None:
    if plan.status is Status.INFEASIBLE:
        report.find("firms-apart", found=text("firms-apart.found"))
    empty = [pilots.firms[firm] for firm in np.flatnonzero(plan.seat < 0)]
    if empty:
        names = text("list.separator").join(empty)
        report.find("firm-without-work", severity="note", found=text("firm-without-work.found", firms=names),
                    units=problem.units)  # fmt: skip


def _table(
    units: Units, problem: FirmProblem, plan: FirmPlan, pilots: Pilots, metric_crs: str
) -> gpd.GeoDataFrame:  # fmt: skip
    rows = [_row(firm, units, problem, plan, pilots) for firm in range(problem.firms)]
    shapes = [_territory(units, plan.firm_of == firm) for firm in range(problem.firms)]
    places = gpd.GeoSeries(shapes, crs=metric_crs).to_crs(STORAGE_CRS)
    frame = gpd.GeoDataFrame(pd.DataFrame(rows, columns=FIRMS.names()), geometry=places)
    return gpd.GeoDataFrame(FIRMS.conform(frame))


def _row(firm: int, units: Units, problem: FirmProblem, plan: FirmPlan, pilots: Pilots) -> dict[str, object]:
    own = np.flatnonzero(plan.firm_of == firm)
    shares = problem.shares[own].sum(axis=0)
    deviation = shares[problem.balanced] - 1.0
    seat, name = int(plan.seat[firm]), pilots.firms[firm]
    locked = [int(unit) for unit in own if int(unit) in pilots.firm_of_unit]
    ways = problem.metres[own, seat] if seat >= 0 else np.zeros(0)
    return {
        "firm_id": f"F{firm + 1:02d}",
        "name": name,
        "subdistricts": "、".join(word for unit in own for word in units.names[unit]),
        "seat": units.names[seat][0] if seat >= 0 else None,
        **units.sizes.iloc[own].sum().to_dict(),
        "load_share": float(shares[0]) / problem.firms,
        "deviation": float(deviation[np.abs(deviation).argmax()]) if len(deviation) else 0.0,
        "pilots": sum(pilots.counts[unit].get(name, 0) for unit in locked),
        "locked_subdistricts": "、".join(word for unit in locked for word in units.names[unit]),
        "way_m_mean": float(np.average(ways, weights=problem.weight[own])) if seat >= 0 else None,
        "status": plan.status.value,
        "proof": proof_in_words(plan),
    }


def proof_in_words(plan: FirmPlan) -> str:
    """Say how far the level is proved."""
    if plan.status is not Status.GAP:
        return text(f"firm.proof.{plan.status.value}")
    way = plan.travel
    gap = (way.value - way.bound) / way.value if way.value > 0 else 0.0
    least = plan.excess.value - plan.excess.bound
    return text("firm.proof.gap", balance=f"{least:.1%}", way=f"{gap:.1%}")


def _territory(units: Units, own: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> shapely.Geometry | None:
    shapes = [shape for shape in units.shapes[own] if shape is not None]
    return shapely.union_all(shapes) if shapes else None


def _facts(problem: FirmProblem, plan: FirmPlan, policy: Policy) -> dict[str, Any]:
    """Give the level's numbers for the summary; deviations as fractions of the equal share."""
    sums = np.zeros((problem.firms, problem.load.shape[1]))
    np.add.at(sums, plan.firm_of, problem.shares)
    weight = float(problem.weight.sum())
    travel = plan.travel
    return {
        "balance": list(dict.fromkeys(policy.firms.balance)),
        "tolerance": problem.tolerance,
        "contiguous": problem.contiguous,
        "largest_deviation": float(np.abs(sums[:, problem.balanced] - 1.0).max(initial=0.0)),
        "excess": plan.excess.value,
        "excess_bound": plan.excess.bound,
        "spread": plan.spread.value,
        "spread_bound": plan.spread.bound,
        "way_m": travel.value / weight,
        "way_gap": (travel.value - travel.bound) / travel.value if travel.value > 0 else 0.0,
        "status": plan.status.value,
        "stopped_by": plan.stopped_by,
    }
