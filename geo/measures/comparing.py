"""Plans held against one another: every measure side by side, what moved, who gains, and what is only a tie.

The first plan is the one the others are held against. Only tables, facts and records of plans are read: nothing is
solved again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from geo.errors import InputError
from geo.measures.differences import (
    Difference,
    differences,
    differences_table,
    settings_table,
    shared_estates,
)
from geo.measures.measure_list import MEASURE_LIST, Measure
from geo.measures.sides import Side, side_of
from geo.measures.station_changes import changed_stations, moved_estates, station_changes
from geo.measures.ties import gaps_table, ties_table
from geo.plan import Plan
from geo.schema import Table
from geo.schema.plans_compared import CLAIMS, CURVES, EQUITY, LORENZ, MEASURES
from geo.wording import text

MOST_PLANS = 4
_NOTHING = 1e-9  # relative: numbers nearer than this are the same number, summed up in another order

_Pairs = dict[tuple[str, str], list[Difference]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to four plans compared; `geo.schema.plans_compared` declares each table.

    Attributes
    ----------
    names : of the plans, in order; the others are held against the first.
    shared : ids of the estates that every plan has; walks are compared over these.
    measures : a row a measure and plan: value, difference to the first, which is better, or a tie.
    moved : estates whose station is another one, or that only one plan has.
    stations : stations kept, moved, opened, closed.
    curves, claims : coverage by walking distance, households and residents over 60; whom it leaves out.
    equity, lorenz : by sub-district; the curve.
    gaps, ties : what is proved of each score; every two plans judged by it.
    settings, differences : settings that differ; what cannot be compared and why.
    """

    names: tuple[str, ...]
    shared: tuple[str, ...]
    measures: pd.DataFrame
    moved: pd.DataFrame
    stations: pd.DataFrame
    curves: pd.DataFrame
    claims: pd.DataFrame
    equity: pd.DataFrame
    lorenz: pd.DataFrame
    gaps: pd.DataFrame
    ties: pd.DataFrame
    settings: pd.DataFrame
    differences: pd.DataFrame


def compare_plans(plans: Mapping[str, Plan]) -> Comparison:
    """Compare two to four plans by name; the first is the one the others are held against.

    Raises
    ------
    InputError
        Where there are fewer than two plans, more than four, or no estate is in all of them.
    """
    if not 2 <= len(plans) <= MOST_PLANS:
        raise InputError(text("compare.how_many", count=len(plans), most=MOST_PLANS))
    shared = shared_estates(plans)
    if not shared:
        raise InputError(text("compare.nothing_shared", names="、".join(plans)))
    sides = [side_of(name, plan, set(shared)) for name, plan in plans.items()]
    pairs: _Pairs = {(a, b): differences(plans[a], plans[b]) for a, b in combinations(plans, 2)}
    gaps = gaps_table(plans)
    ties = ties_table(gaps, pairs)
    moved, stations = _changes(plans)
    return Comparison(
        names=tuple(plans),
        shared=tuple(shared),
        measures=_measures(sides, pairs, ties),
        moved=moved,
        stations=stations,
        curves=_curves(sides),
        claims=_claims(sides),
        equity=_joined(EQUITY, [side.equity.assign(plan=side.name) for side in sides]),
        lorenz=_lorenz(sides),
        gaps=gaps,
        ties=ties,
        settings=settings_table(plans),
        differences=differences_table(pairs),
    )


def _changes(plans: Mapping[str, Plan]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hold each plan against the first: estates moved, stations changed."""
    (first, before), *others = plans.items()
    moved, stations = [], []
    for name, after in others:
        changes = station_changes(before, after)
        moved.append(moved_estates((first, name), before, after, changes))
        stations.append(changed_stations((first, name), before, after, changes))
    return pd.concat(moved, ignore_index=True), pd.concat(stations, ignore_index=True)


def _measures(sides: list[Side], pairs: _Pairs, ties: pd.DataFrame) -> pd.DataFrame:
    rows = [row for measure in MEASURE_LIST for row in _measure_rows(measure, sides, pairs, ties)]
    return MEASURES.conform(pd.DataFrame(rows))


def _measure_rows(
    measure: Measure, sides: list[Side], pairs: _Pairs, ties: pd.DataFrame
) -> Iterator[dict[str, object]]:
    """Answer one measure for every plan; nothing where no plan can."""
    values = [measure.of(side) for side in sides]
    if all(value is None for value in values):
        return
    against = sides[0].name
    verdicts = [""] + [
        _verdict(measure, values[0], value, pairs[against, side.name], _tie(ties, against, side.name))
        for side, value in zip(sides[1:], values[1:], strict=True)
    ]
    best = _best(measure, values, verdicts)
    for side, value, verdict in zip(sides, values, verdicts, strict=True):
        difference = None if value is None or values[0] is None else value - values[0]
        yield {
            "group": measure.group,
            "measure": measure.name,
            "unit": measure.unit,
            "better": measure.better,
            "basis": measure.basis,
            "plan": side.name,
            "value": value,
            "difference": None if verdict in ("", "not_comparable") else difference,
            "relative": difference / abs(values[0])
            if difference and values[0] and verdict != "not_comparable"
            else None,
            "verdict": verdict or None,
            "is_best": value is not None and value == best,
        }


def _verdict(measure: Measure, first: float | None, value: float | None, found: list[Difference], tie: str) -> str:
    hidden = {group for one in found for group in one.hides}
    is_hidden = measure.name in hidden or (measure.group in hidden and measure.name not in _OF_ANY_PLAN)
    if is_hidden or first is None or value is None:
        return "not_comparable"
    if measure.name == "objective":
        return tie
    if math.isclose(first, value, rel_tol=_NOTHING, abs_tol=_NOTHING):
        return "same"
    if measure.better == "none":
        return "neither"
    return "better" if (value < first) == (measure.better == "less") else "worse"


# Numbers per household or m²: they stay comparable where the plans have other estates.
_OF_ANY_PLAN = frozenset({"cost_household", "fee_after", "response_20"})


def _tie(ties: pd.DataFrame, against: str, plan: str) -> str:
    own = ties[(ties["against"] == against) & (ties["plan"] == plan) & (ties["subdistrict"] == "")]
    return str(own["verdict"].iloc[0]) if len(own) else "no_bound"


def _best(measure: Measure, values: list[float | None], verdicts: list[str]) -> float | None:
    """Return the best value where all can be compared and there is one that stands out; a tie has none."""
    known = [value for value in values if value is not None]
    if measure.better == "none" or len(known) < len(values) or {"not_comparable", "tie", "no_bound"} & set(verdicts):
        return None
    if math.isclose(min(known), max(known), rel_tol=_NOTHING, abs_tol=_NOTHING):
        return None
    return min(known) if measure.better == "less" else max(known)


def _curves(sides: list[Side]) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"plan": side.name, "people": people, "walk_m": curve.walk_m, "share": curve.share})
        for side in sides
        for people, curve in side.curves.items()
        if curve.people
    ]
    return _joined(CURVES, parts)


def _claims(sides: list[Side]) -> pd.DataFrame:
    rows = [
        {
            "plan": side.name,
            "people": people,
            "counted": curve.people,
            "unreachable": curve.unreachable,
            "left_out": curve.left_out,
            "unknown_estates": curve.unknown_estates,
        }
        for side in sides
        for people, curve in side.curves.items()
    ]
    return CLAIMS.conform(pd.DataFrame(rows))


def _lorenz(sides: list[Side]) -> pd.DataFrame:
    curves = [(side.name, *side.lorenz()) for side in sides]
    return _joined(LORENZ, [pd.DataFrame({"plan": n, "people_share": p, "walk_share": w}) for n, p, w in curves])


def _joined(declared: Table, parts: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return declared.conform(pd.concat(filled, ignore_index=True)) if filled else declared.empty()


__all__ = ["MOST_PLANS", "Comparison", "compare_plans"]
