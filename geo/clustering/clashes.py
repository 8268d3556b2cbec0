"""Why a hard case has no plan: a small set of rules that clash, for which estates, and what giving one up would cost.

Rules come in families. A deletion filter drops every family without which there is still no plan; what is left clashes,
each of it needed. Inside those families the same is done for single locks, pairs, rooms and estates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from geo.clustering.compact import Limits, Outcome, solve_compact
from geo.clustering.contiguity import components
from geo.clustering.problem import Clash, Ints, Problem
from geo.clustering.reduction import reduce_problem
from geo.clustering.region_cost import plain_pair_cny
from geo.clustering.search import search_plan
from geo.wording import text

_MOVES = 4_000  # of the quick look for a plan before the exact model is asked
_TRIALS = 60  # problems solved in search of a small set; a clash is right after fewer, only larger
_NAMED = 8  # estates named in an explanation


@dataclass(frozen=True, slots=True)
class _Family:
    """One family of hard rules: how many items it has here, which estates they are about, and how to keep only some."""

    name: str
    count: Callable[[Problem], int]
    estates: Callable[[Problem, int], tuple[int, ...]]
    keep: Callable[[Problem, Ints], Problem]


@dataclass(slots=True)
class _Trials:
    """Asks whether a problem has a plan, within limits; what cannot be settled counts as yes."""

    limits: Limits
    seed: int
    used: int = 0

    def has_no_plan(self, problem: Problem) -> bool:
        self.used += 1
        if self.used > _TRIALS or self.limits.seconds_left() <= 0:
            return False
        return proves_no_plan(problem, limits=self.limits, seed=self.seed)


def proves_no_plan(problem: Problem, *, limits: Limits, seed: int) -> bool:
    """Tell whether it is proved that no plan keeps the hard rules; False where there is one or it is not settled."""
    reduced = reduce_problem(problem)
    if reduced.is_impossible or (problem.estate_count and problem.room_count == 0):
        return True
    if search_plan(reduced, moves=_MOVES, seed=seed).keeps_rules:
        return False
    outcome = Outcome(None, np.inf)
    solve_compact(reduced, reduced.allowed, outcome, replace(limits, first_only=True))
    return outcome.is_infeasible


def find_clashes(problem: Problem, *, limits: Limits, seed: int) -> tuple[Clash, ...]:
    """Name a small set of hard rules that no plan keeps together.

    Parameters
    ----------
    problem : one that has been proved to have no plan.
    """
    trials = _Trials(limits, seed)
    bare = _without(problem, [family for family in _FAMILIES if family.count(problem)])
    if trials.has_no_plan(bare):
        return (_no_room(problem),)
    clashing = [family for family in _FAMILIES if family.count(problem)]
    for family in list(clashing):
        others = [other for other in clashing if other is not family]
        dropped = [other for other in _FAMILIES if other not in others and other.count(problem)]
        if trials.has_no_plan(_without(problem, dropped)):
            clashing = others
    core = _without(problem, [family for family in _FAMILIES if family not in clashing and family.count(problem)])
    found = []
    for family in clashing:
        core, kept = _thinned(core, family, trials)
        found.append((family, kept))
    return tuple(_clash(problem, family, kept, trials.seed) for family, kept in found)


def _without(problem: Problem, families: Iterable[_Family]) -> Problem:
    for family in families:
        problem = family.keep(problem, np.zeros(0, np.int32))
    return problem


def _thinned(problem: Problem, family: _Family, trials: _Trials) -> tuple[Problem, Ints]:
    """Drop items of a family, in halves and then one by one, as long as there is still no plan; say which are left."""
    kept = list(range(family.count(problem)))
    size = max(1, len(kept) // 2)
    while len(kept) > 1:
        for start in range(0, len(kept), size):
            rest = kept[:start] + kept[start + size :]
            if rest and trials.has_no_plan(family.keep(problem, np.array(rest, np.int32))):
                kept = rest
                break
        else:
            if size == 1:
                break
            size = max(1, size // 2)
    left = np.array(kept, np.int32)
    return family.keep(problem, left), left


def _clash(problem: Problem, family: _Family, kept: Ints, seed: int) -> Clash:
    """Name the estates of the items that clash, and price giving up these alone, else the family as a whole."""
    estates = tuple(sorted({estate for item in kept.tolist() for estate in family.estates(problem, item)}))
    said = _explain(problem, family.name, estates)
    others = np.setdiff1d(np.arange(family.count(problem)), kept).astype(np.int32)
    ways: list[tuple[Literal["named", "all"], Problem]] = []
    if len(others):
        ways.append(("named", family.keep(problem, others)))
    ways.append(("all", _without(problem, [family])))
    for gives_up, relaxed in ways:
        plan = search_plan(reduce_problem(relaxed), moves=10 * _MOVES, seed=seed)
        if plan.keeps_rules:
            return Clash(family.name, estates, said, plan.value, gives_up)
    return Clash(family.name, estates, said)


def _no_room(problem: Problem) -> Clash:
    """Blame the parts of the link graph that hold no room: no rule can be given up for them."""
    part = components(problem.estate_count, problem.links)
    lost = tuple(int(i) for i in np.flatnonzero(~np.isin(part, part[problem.host])))
    return Clash("no_room", lost, _explain(problem, "no_room", lost))


def _explain(problem: Problem, rule: str, estates: tuple[int, ...]) -> str:
    named = "、".join(problem.estate_ids[i] for i in estates[:_NAMED]) + ("…" if len(estates) > _NAMED else "")
    rules = problem.rules
    return text(
        f"clash.{rule}",
        estates=named,
        count=len(estates),
        station_min=rules.station_min,
        station_max=rules.station_max,
        low=f"{rules.area_low_m2:,.0f}",
        high=f"{rules.area_high_m2:,.0f}",
    )


def unsettled(broken: Iterable[tuple[str, tuple[int, ...]]]) -> tuple[Clash, ...]:
    """Report the rules that the nearest plan breaks, where it is not proved that no plan keeps them."""
    return tuple(
        Clash(rule, estates, text("clash.not_found", rule=rule, count=len(estates))) for rule, estates in broken
    )


def _pairs_family(name: str, field: str) -> _Family:
    return _Family(
        name,
        lambda p: len(getattr(p, field)),
        lambda p, k: tuple(int(i) for i in getattr(p, field)[k]),
        lambda p, kept: replace(p, **{field: getattr(p, field)[kept].reshape(-1, 2)}),
    )


def _rooms_family(name: str, field: str) -> _Family:
    def keep(problem: Problem, kept: Ints) -> Problem:
        marks = np.zeros(problem.room_count, np.bool_)
        marks[np.flatnonzero(getattr(problem, field))[kept]] = True
        return replace(problem, **{field: marks})  # type: ignore[arg-type]  # `field` names an array of marks

    return _Family(
        name,
        lambda p: int(getattr(p, field).sum()),
        lambda p, k: (int(p.host[np.flatnonzero(getattr(p, field))[k]]),),
        keep,
    )


def _rule_family(name: str, is_set: Callable[[Problem], bool], **given_up: object) -> _Family:
    return _Family(
        name,
        lambda p: int(is_set(p)),
        lambda _p, _k: (),
        lambda p, kept: p if len(kept) else replace(p, rules=replace(p.rules, **given_up)),  # type: ignore[arg-type]  # names of RegionRules
    )


def _keep_locks(problem: Problem, kept: Ints) -> Problem:
    locked = np.full(problem.estate_count, -1, np.int32)
    chosen = np.flatnonzero(problem.locked_room >= 0)[kept]
    locked[chosen] = problem.locked_room[chosen]
    return replace(problem, locked_room=locked)


def _keep_capacities(problem: Problem, kept: Ints) -> Problem:
    capacity = np.full(problem.room_count, np.inf)
    chosen = np.flatnonzero(np.isfinite(problem.capacity_households))[kept]
    capacity[chosen] = problem.capacity_households[chosen]
    return replace(problem, capacity_households=capacity)


def _keep_alone(problem: Problem, kept: Ints) -> Problem:
    alone = np.zeros(problem.estate_count, np.bool_)
    alone[np.flatnonzero(problem.is_alone)[kept]] = True
    return replace(problem, is_alone=alone)


def _far_estates(problem: Problem) -> Ints:
    return np.flatnonzero(~np.isfinite(problem.pair_cny).all(axis=1)).astype(np.int32)


def _keep_forbidden_pairs(problem: Problem, kept: Ints) -> Problem:
    pair = plain_pair_cny(problem)
    chosen = _far_estates(problem)[kept]
    pair[chosen] = problem.pair_cny[chosen]
    return replace(problem, pair_cny=pair)


def _keep_bands(problem: Problem, kept: Ints) -> Problem:
    hard = np.flatnonzero([band.is_hard for band in problem.bands])
    held = set(hard[kept].tolist())
    bands = tuple(replace(band, is_hard=band.is_hard and k in held) for k, band in enumerate(problem.bands))
    return replace(problem, bands=bands)


# In the order of trial: what is dropped first is the last to be blamed, so people's own decisions come late.
_FAMILIES: tuple[_Family, ...] = (
    _Family("alone", lambda p: int(p.is_alone.sum()), lambda p, k: (int(np.flatnonzero(p.is_alone)[k]),), _keep_alone),
    _rule_family("mini", lambda p: p.rules.mini_hard, mini_hard=False),
    _rule_family("floor_area", lambda p: p.rules.area_hard, area_hard=False),
    _Family("activity_band", lambda p: sum(band.is_hard for band in p.bands), lambda _p, _k: (), _keep_bands),
    _pairs_family("groups", "group_link"),
    _pairs_family("communities", "community_link"),
    _rooms_family("forbidden_rooms", "is_forbidden"),
    _rooms_family("fixed_rooms", "is_fixed"),
    _Family("walk", lambda p: len(_far_estates(p)), lambda p, k: (int(_far_estates(p)[k]),), _keep_forbidden_pairs),
    _Family(
        "capacity",
        lambda p: int(np.isfinite(p.capacity_households).sum()),
        lambda p, k: (int(p.host[np.flatnonzero(np.isfinite(p.capacity_households))[k]]),),
        _keep_capacities,
    ),
    _rule_family("station_min", lambda p: p.rules.station_min > 0, station_min=0),
    _rule_family("station_max", lambda p: p.rules.station_max > 0, station_max=0),
    _pairs_family("cannot_link", "cannot_link"),
    _pairs_family("must_link", "must_link"),
    _Family(
        "locks",
        lambda p: int((p.locked_room >= 0).sum()),
        lambda p, k: (int(np.flatnonzero(p.locked_room >= 0)[k]),),
        _keep_locks,
    ),
)

__all__ = ["find_clashes", "proves_no_plan", "unsettled"]
