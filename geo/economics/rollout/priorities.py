"""What comes first: the worth of a month served and the list to begin with, for each of the five priorities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from geo.economics.rollout.ground import Ground
from geo.economics.rollout.problem import EntryProblem, Floats, Longs
from geo.policy.rollout import Priority

_LAG_WEIGHT = 4.0  # assumption: a household of a sub-district with no estate managed counts five times
_BEFORE = 2000  # year of the need for age


def prioritised(ground: Ground, priority: Priority) -> tuple[EntryProblem, Longs]:
    """Return the problem with the weights of a priority, and the list it puts the open estates in.

    need: households by management today, age, over-60s and, where asked for, orders. largest: households. easiest:
    estates by the chance that owners agree, so that little work goes first. group: households, and the groups by their
    last entry. worst: households, more where less of the sub-district is managed today.
    """
    problem, households = ground.problem, households_of(ground)[ground.open]
    if priority == "need":
        factor = need_of(ground)[ground.open]
        return replace(problem, weight=households * factor), _order(-factor, -households)
    if priority == "easiest":
        refusal, area = refusal_of(ground)[ground.open], area_of(ground)[ground.open]
        least = 1e-6 * (1.0 - area / max(1.0, area.max(initial=1.0)))  # among equals the small one goes first
        return replace(problem, weight=1.0 - refusal + least), _order(refusal, area)
    if priority == "worst":
        lag = _lag_of(ground)[ground.open]
        return replace(problem, weight=households * (1.0 + _LAG_WEIGHT * lag)), _order(-lag, -households)
    if priority == "group":
        of_group = _by_group(problem, households)
        weight = ground.policy.rollout.group_weight * of_group
        size = (
            np.where(problem.group >= 0, of_group[problem.group], 0.0) if len(of_group) else np.zeros(len(households))
        )
        order = _order(-size, problem.group.astype(float), -households)
        return replace(problem, weight=households, group_weight=weight), order
    return replace(problem, weight=households), _order(-households)


def households_of(ground: Ground) -> Floats:
    """Households of every estate; 0 where unknown."""
    return np.asarray(ground.estates["households"].astype("Float64").fillna(0), dtype=float)


def area_of(ground: Ground) -> Floats:
    """Floor area of every estate, m²; 0 where unknown."""
    return np.asarray(ground.estates["floor_area_m2"].fillna(0.0), dtype=float)


def refusal_of(ground: Ground) -> Floats:
    """Chance that the owners of each estate refuse when asked; 0 where they have agreed or signed."""
    settings = ground.policy.rollout
    mini = area_of(ground) < ground.policy.regions.mini_estate_m2.value
    chance = np.where(mini, settings.refusal_small, settings.refusal)
    settled = [
        one.given_entry is not None or "contract" in one.begun or one.estate_id in ground.agreed
        for one in ground.standing
    ]
    return np.where(np.array(settled, dtype=bool), 0.0, chance)


def need_of(ground: Ground) -> Floats:
    """Need of a household of each estate: by management today, plus age and the share over 60.

    Where orders count with weight w, it is multiplied by ``1 - w + w ratio``: unchanged at the mean rate of orders.
    """
    need, estates = ground.policy.rollout.need, ground.estates
    by_mode = {"unmanaged": need.unmanaged, "community": need.community, "self": need.community,
               "basic_three": need.basic_three}  # fmt: skip
    base = np.array([by_mode.get(str(mode), 1.0) for mode in estates["mgmt_mode"]])
    age = (_BEFORE - estates["build_year"].astype("Float64")).fillna(0).clip(lower=0).to_numpy(float)
    residents = estates["residents"].astype("Float64").to_numpy(float, na_value=np.nan)
    elderly = estates["elderly60"].astype("Float64").to_numpy(float, na_value=np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(np.clip(elderly / residents, 0.0, 1.0))
    today = np.asarray(base + need.elderly * share + need.age * age)
    return today if ground.complaints is None else today * (1.0 - need.orders + need.orders * ground.complaints)


def _lag_of(ground: Ground) -> Floats:
    """Share of the households of each estate's sub-district that are not managed today."""
    households = households_of(ground)
    waiting = np.array([one.given_entry is None or one.given_entry >= 0 for one in ground.standing], dtype=float)
    names = ground.estates["subdistrict"].astype(str)
    frame = pd.DataFrame({"all": households, "waiting": households * waiting}).groupby(names.to_numpy())
    sums = frame.transform("sum")
    total = sums["all"].to_numpy(float)
    return np.asarray(sums["waiting"].to_numpy(float) / np.where(total > 0, total, np.inf))


def _by_group(problem: EntryProblem, households: Floats) -> Floats:
    inside = problem.group >= 0
    counted = np.bincount(problem.group[inside], households[inside], minlength=len(problem.group_weight))
    return counted.astype(np.float64)


def _order(*keys: Floats) -> Longs:
    """Sort by the first key, then the next; the order of ids last."""
    return np.lexsort(tuple(reversed(keys))).astype(np.int64)
