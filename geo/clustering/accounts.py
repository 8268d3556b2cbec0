"""The books of one solved sub-district: its score by term, its exceptions in words, its proof.

The score is never mixed with cash: `terms` says which parts are money paid, and a region's monthly cost is its bill
alone (rent, wages, crew travel).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.clustering.layout import Layout
from geo.clustering.naming import short_community
from geo.clustering.problem import Clash, Floats
from geo.clustering.region_cost import CASH_TERMS, PricedException, Score, plain_pair_cny
from geo.clustering.titles import Titles
from geo.schema import EXCEPTIONS, SOLUTIONS, TERMS
from geo.wording import catalogue, text

# Rules about a region rather than about one estate in it.
_BAND_RULES = frozenset(f"{name}_{end}" for name in ("households", "posts", "gates") for end in ("low", "high"))
_REGION_RULES = frozenset({"floor_area_low", "floor_area_high"}) | _BAND_RULES


@dataclass(frozen=True, slots=True)
class _Words:
    """Names and communities of the estates, looked up once."""

    names: list[str]
    communities: list[str]


def terms_table(layout: Layout, score: Score) -> pd.DataFrame:
    """List the terms of the score, and which of them are cash."""
    rows = [
        {"subdistrict": layout.problem.name, "term": name, "value_cny": value, "is_cash": name in CASH_TERMS}
        for name, value in score.terms.items()
    ]
    return TERMS.conform(pd.DataFrame(rows, columns=TERMS.names()))


def solutions_table(layout: Layout) -> pd.DataFrame:
    """Give the sub-district's one row: size, value, bound, gap, status, model, clashes."""
    problem, solution, proof = layout.problem, layout.solution, layout.solution.proof
    row = {
        "name": problem.name,
        "estates": problem.estate_count,
        "floor_area_m2": float(np.nansum(problem.floor_area_m2)),
        "households": round(float(np.nansum(problem.households))),
        "stations": layout.region_count,
        "status": proof.status.value,
        "objective": proof.value,
        "bound": proof.bound if np.isfinite(proof.bound) else np.nan,
        "gap": proof.gap,
        "model": solution.model,
        "seconds": solution.seconds,
        "stopped_by": proof.stopped_by,
        "gap_cny_month": proof.gap_cny_month,
        "gap_controllable": proof.gap_controllable,
        "floor_cny": proof.floor,
        "proof": proof.in_words(),
        "clashes": text("reason.separator").join(_clash_line(clash) for clash in solution.clashes),
    }
    return SOLUTIONS.conform(pd.DataFrame([row]))


def exceptions_table(layout: Layout, titles: Titles, score: Score) -> pd.DataFrame:
    """List the priced rules that the plan breaks, with the estate or region, by how much, and in words."""
    words = _Words(layout.column("name"), layout.column("community"))
    rows = [_exception_row(layout, titles, words, item) for item in score.exceptions]
    return EXCEPTIONS.conform(pd.DataFrame(rows, columns=EXCEPTIONS.names()))


def region_scores(layout: Layout, score: Score) -> Floats:
    """Share the score out to the regions, shape ``(r,)``; the shares add up to the whole.

    A community's splits are borne by its regions but for the one with the most of its households.
    """
    rooms = layout.problem.room_cny[layout.station_room]
    shares = rooms + layout.sum_by_region(layout.own_pair(plain_pair_cny(layout.problem)))
    if layout.problem.posts is not None:
        shares += layout.problem.posts.region_wages_cny(layout.region, layout.region_count)
    where = {int(room): region for region, room in enumerate(layout.station_room)}
    for item in score.exceptions:
        if item.rule == "community_split":
            for region in _split_regions(layout, item):
                shares[region] += item.price_cny / item.by
        elif item.rule != "beyond_limit":  # which is a part of the pair's price already
            shares[where[item.room]] += item.price_cny
    return shares


def _split_regions(layout: Layout, item: PricedException) -> list[int]:
    """List the regions of a split community after its main one."""
    homes: dict[int, float] = defaultdict(float)
    for estate in item.estates:
        homes[int(layout.region[estate])] += float(layout.problem.households[estate])
    return sorted(homes, key=lambda region: (-homes[region], region))[1:]


def _exception_row(layout: Layout, titles: Titles, words: _Words, item: PricedException) -> dict[str, object]:
    estate = None if item.rule in _REGION_RULES or not item.estates else item.estates[0]
    regions = sorted({int(layout.region[e]) for e in item.estates})
    return {
        "rule": item.rule,
        "estate_id": None if estate is None or item.rule == "community_split" else layout.problem.estate_ids[estate],
        "region_id": titles.region_ids[regions[0]] if len(regions) == 1 else None,
        "by": _by(layout, item),
        "unit": text(f"unit.{item.unit}") if f"unit.{item.unit}" in catalogue() else item.unit,
        "price_cny": item.price_cny,
        "explanation": _explanation(layout, titles, words, item),
    }


def _by(layout: Layout, item: PricedException) -> float:
    """Return by how much the rule is broken; for walks that is what lies beyond the limit."""
    limit = layout.policy.regions.max_station_walk_m.value
    return max(0.0, item.by - limit) if item.rule == "beyond_limit" else item.by


def _explanation(layout: Layout, titles: Titles, words: _Words, item: PricedException) -> str:
    """Say an exception in words; each rule has its sentence in the catalogue."""
    problem, policy = layout.problem, layout.policy
    shown = [words.names[e] or problem.estate_ids[e] for e in item.estates]
    key = f"exception.{item.rule}"
    if item.rule in _BAND_RULES:
        return _band_explanation(layout, titles, item)
    if key not in catalogue():
        return text("exception.other", rule=item.rule, names=text("list.separator").join(shown[:5]))
    if item.rule == "beyond_limit" and not np.isfinite(item.by):
        return text("exception.beyond_limit_no_way", estate=shown[0])
    limit_m2 = problem.rules.area_low_m2 if item.rule == "floor_area_low" else problem.rules.area_high_m2
    limit = limit_m2 / 1e4 if item.rule in _REGION_RULES else policy.regions.max_station_walk_m.value
    return text(
        key,
        estate=shown[0],
        other=shown[-1],
        region=titles.names[int(layout.region[item.estates[0]])],
        community=short_community(words.communities[item.estates[0]]),
        area=f"{float(problem.floor_area_m2[list(item.estates)].sum()) / 1e4:.1f}",
        walk=f"{item.by:,.0f}",
        limit=f"{limit:,g}",
        regions=round(item.by) + 1 if np.isfinite(item.by) else "",
    )


def _band_explanation(layout: Layout, titles: Titles, item: PricedException) -> str:
    """Say by how much a region is outside the band of a further activity."""
    name, end = item.rule.rsplit("_", 1)
    region, band = titles.names[int(layout.region[item.estates[0]])], {b.name: b for b in layout.problem.bands}[name]
    limit, amount = (band.low, band.low - item.by) if end == "low" else (band.high, band.high + item.by)
    activity = text(f"activity.{name}")
    return text(
        f"exception.band_{end}",
        region=region,
        activity=activity,
        amount=f"{round(amount, 1):,.10g}",
        limit=f"{limit:,.10g}",
    )


def _clash_line(clash: Clash) -> str:
    if clash.relaxing_cny is None or not np.isfinite(clash.relaxing_cny):
        return text("clash.line", explanation=clash.explanation)
    return text("clash.line_priced", explanation=clash.explanation, price=f"{clash.relaxing_cny:,.0f}")
