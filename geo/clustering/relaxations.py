"""The rules in use, each given up or eased by one step: the problems whose difference from the plan is a rule's price.

Every relaxed problem allows each plan of the problem itself, at no higher score, so that a price is never negative.
Rules are named as in `geo.schema.RULES`. A rule that nothing here could break has no relaxation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from geo.clustering.problem import Bools, Floats, Ints, Problem
from geo.policy import Policy

LIFTED = "lifted"
_FREE_LINKS_UP_TO = 300  # estates; with all pairs linked the search of a larger sub-district is slow and says little


@dataclass(frozen=True, slots=True, eq=False)
class Leeway:
    """What easing a rule needs to know beside the problem.

    Attributes
    ----------
    walk_limit_m, hard_walk_m : the priced limit of the walk, and the least of the hard ones (``inf``: none).
    step_share : one step of floor areas and capacities, as a share.
    step_m : one step of the walk.
    barrier_links : links that only barriers keep away, shape ``(k, 2)``.
    """

    walk_limit_m: float = np.inf
    hard_walk_m: float = np.inf
    step_share: float = 0.1
    step_m: float = 100.0
    barrier_links: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """A rule, the step by which it is eased (``lifted``, ``+10%``, ``+100 m``, ``+1``), and the problem then left."""

    rule: str
    step: str
    problem: Problem


def leeway_of(policy: Policy, barrier_links: Ints | None = None) -> Leeway:
    """Take the limits and steps from the policy."""
    regions, explain = policy.regions, policy.explain
    limits = (regions.max_station_walk_m, regions.target_station_walk_m, regions.elderly_target_walk_m)
    hard = min((float(limit.value) for limit in limits if limit.hard), default=np.inf)
    links = np.zeros((0, 2), np.int32) if barrier_links is None else barrier_links
    return Leeway(float(regions.max_station_walk_m.value), hard, explain.step_share, explain.step_m, links)


def relaxations(problem: Problem, leeway: Leeway) -> list[Relaxation]:
    """List the rules in use, given up one at a time, and eased by one step where a step has a meaning."""
    if problem.estate_count < 2 or problem.room_count == 0:
        return []
    return [relaxed for rule in _RULES for relaxed in rule(problem, leeway)]


def _floor_area(problem: Problem, leeway: Leeway) -> Iterator[Relaxation]:
    rules, area = problem.rules, problem.floor_area_m2
    if not rules.area_hard and rules.area_cny_m2 <= 0 and not problem.is_alone.any():
        return
    total = float(area.sum())
    if rules.area_high_m2 < total:
        yield Relaxation("floor_area_high", LIFTED, _with_ceiling(problem, total + 1.0))
        eased = _with_ceiling(problem, rules.area_high_m2 * (1.0 + leeway.step_share))
        yield Relaxation("floor_area_high", f"+{leeway.step_share:.0%}", eased)
    if rules.area_low_m2 > float(area.min()) and (rules.area_hard or rules.area_cny_m2 > 0):
        yield Relaxation("floor_area_low", LIFTED, _with_rules(problem, area_low_m2=0.0))
        low = rules.area_low_m2 * (1.0 - leeway.step_share)
        yield Relaxation("floor_area_low", f"-{leeway.step_share:.0%}", _with_rules(problem, area_low_m2=low))


def _with_ceiling(problem: Problem, ceiling_m2: float) -> Problem:
    """Raise the ceiling; estates no longer above it need not be alone.

    One that is outside a band of a further activity by itself stays so: only while alone is it not held to the band.
    """
    held = np.zeros(problem.estate_count, np.bool_)
    for band in problem.bands:
        held |= (band.load < band.low) | (band.load > band.high)
    alone: Bools = problem.is_alone & ((problem.floor_area_m2 > ceiling_m2) | held)
    return replace(problem, is_alone=alone, rules=replace(problem.rules, area_high_m2=ceiling_m2))


def _activities(problem: Problem, leeway: Leeway) -> Iterator[Relaxation]:
    """Give up, or widen at both ends, the bands of further activities."""
    for where, band in enumerate(problem.bands):
        if band.low <= float(band.load.min()) and band.high >= float(band.load.sum()):
            continue
        before, after = problem.bands[:where], problem.bands[where + 1 :]
        yield Relaxation(band.name, LIFTED, replace(problem, bands=before + after))
        share = leeway.step_share
        wider = replace(band, low=band.low * (1.0 - share), high=band.high * (1.0 + share))
        yield Relaxation(band.name, f"±{share:.0%}", replace(problem, bands=(*before, wider, *after)))


def _capacity(problem: Problem, leeway: Leeway) -> Iterator[Relaxation]:
    capacity = problem.capacity_households
    if (capacity < problem.households.sum()).any():
        yield Relaxation("capacity", LIFTED, replace(problem, capacity_households=np.full_like(capacity, np.inf)))
        eased = capacity * (1.0 + leeway.step_share)
        yield Relaxation("capacity", f"+{leeway.step_share:.0%}", replace(problem, capacity_households=eased))


def _walks(problem: Problem, leeway: Leeway) -> Iterator[Relaxation]:
    if not problem.terms:
        return
    nothing = np.zeros_like(problem.pair_cny)
    beyond = problem.terms.get("beyond_limit", nothing)
    forbidden = ~np.isfinite(problem.pair_cny) & np.isfinite(sum(problem.terms.values(), nothing))
    if (beyond > 0).any() or forbidden.any():
        yield Relaxation("walk_limit", LIFTED, _with_walks(problem, nothing, forbidden & False))
        near = problem.walk_m <= leeway.walk_limit_m + leeway.step_m
        kept = forbidden & (problem.walk_m > leeway.hard_walk_m + leeway.step_m)
        eased = _with_walks(problem, np.where(near, 0.0, beyond), kept)
        yield Relaxation("walk_limit", f"+{leeway.step_m:g} m", eased)
    for rule, term in (("walk_target", "beyond_target"), ("in_force", "moves")):
        if (problem.terms.get(term, nothing) > 0).any():
            yield Relaxation(rule, LIFTED, _with_term(problem, term, nothing))


def _with_walks(problem: Problem, beyond_cny: Floats, forbidden: Bools) -> Problem:
    changed = _with_term(problem, "beyond_limit", beyond_cny)
    pair = sum(changed.terms.values(), np.zeros_like(beyond_cny))
    return replace(changed, pair_cny=np.where(forbidden, np.inf, pair))


def _with_term(problem: Problem, name: str, value: Floats) -> Problem:
    """Put another part into the pairs' prices; what is forbidden or out of reach stays so."""
    before = problem.terms.get(name, np.zeros_like(value))
    value = np.where(np.isfinite(before), value, before)
    terms = problem.terms | {name: value}
    pair = np.where(np.isfinite(problem.pair_cny), sum(terms.values(), np.zeros_like(value)), np.inf)
    return replace(problem, terms=terms, pair_cny=pair)


def _minis(problem: Problem, _leeway: Leeway) -> Iterator[Relaxation]:
    rules = problem.rules
    if problem.is_mini.any() and (rules.mini_hard or rules.mini_isolated_cny > 0):
        yield Relaxation("mini", LIFTED, _with_rules(problem, mini_hard=False, mini_isolated_cny=0.0))


def _communities(problem: Problem, _leeway: Leeway) -> Iterator[Relaxation]:
    known = problem.community[problem.community >= 0]
    is_priced = problem.rules.communities != "free" and problem.rules.split_cny > 0
    if len(problem.community_link) or (is_priced and len(np.unique(known)) < len(known)):
        free = _with_rules(problem, communities="free", split_cny=0.0)
        yield Relaxation("communities", LIFTED, replace(free, community_link=_no_pairs()))


def _links(problem: Problem, leeway: Leeway) -> Iterator[Relaxation]:
    count = problem.estate_count
    if len(leeway.barrier_links) or (problem.link_cny > 0).any():
        open_ground = replace(problem, link_cny=np.zeros(len(problem.links)))
        yield Relaxation("barriers", LIFTED, with_links(open_ground, leeway.barrier_links))
    if len(problem.links) < count * (count - 1) // 2 and count <= _FREE_LINKS_UP_TO:
        every = np.column_stack(np.triu_indices(count, 1)).astype(np.int32)
        yield Relaxation("connected", LIFTED, with_links(problem, every))


def with_links(problem: Problem, further: Ints) -> Problem:
    """Add links without a price; those that are there keep theirs."""
    own = {(a, b) for a, b in problem.links.tolist()}
    new = np.array([pair for pair in further.tolist() if tuple(pair) not in own], np.int32).reshape(-1, 2)
    cny = np.concatenate([problem.link_cny, np.zeros(len(new))])
    return replace(problem, links=np.concatenate([problem.links, new]).astype(np.int32), link_cny=cny)


def _stations(problem: Problem, _leeway: Leeway) -> Iterator[Relaxation]:
    least, most = problem.rules.station_min, problem.rules.station_max
    if least > 1:
        yield Relaxation("station_min", LIFTED, _with_rules(problem, station_min=0))
        yield Relaxation("station_min", "-1", _with_rules(problem, station_min=least - 1))
    if 0 < most < problem.estate_count:
        yield Relaxation("station_max", LIFTED, _with_rules(problem, station_max=0))
        yield Relaxation("station_max", "+1", _with_rules(problem, station_max=most + 1))


def _decisions(problem: Problem, _leeway: Leeway) -> Iterator[Relaxation]:
    """Give up what people have decided about single estates and rooms."""
    if (problem.locked_room >= 0).any():
        yield Relaxation("locks", LIFTED, replace(problem, locked_room=np.full_like(problem.locked_room, -1)))
    if len(problem.must_link):
        yield Relaxation("must_link", LIFTED, replace(problem, must_link=_no_pairs()))
    if len(problem.group_link):
        yield Relaxation("groups", LIFTED, replace(problem, group_link=_no_pairs()))
    if len(problem.cannot_link):
        yield Relaxation("cannot_link", LIFTED, replace(problem, cannot_link=_no_pairs()))
    nothing = np.zeros(problem.room_count, np.bool_)
    if problem.is_forbidden.any():
        yield Relaxation("forbidden_rooms", LIFTED, replace(problem, is_forbidden=nothing))
    if problem.is_fixed.any():
        yield Relaxation("fixed_rooms", LIFTED, replace(problem, is_fixed=nothing))


def _with_rules(problem: Problem, **changes: object) -> Problem:
    return replace(problem, rules=replace(problem.rules, **changes))  # type: ignore[arg-type]  # names of RegionRules


def _no_pairs() -> Ints:
    return np.zeros((0, 2), np.int32)


_RULES: tuple[Callable[[Problem, Leeway], Iterator[Relaxation]], ...] = (
    _floor_area,
    _activities,
    _capacity,
    _walks,
    _minis,
    _communities,
    _links,
    _stations,
    _decisions,
)
