"""Try first, buy later 先尝后买: which estates are on the way to contracting directly when their subsidy ends."""

from __future__ import annotations

import numpy as np

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Bools, Floats
from geo.economics.budget.break_even import Steady, break_even_of
from geo.economics.budget.income import collection_at, subsidy_end
from geo.policy import Policy


def collection_when_subsidy_ends(basis: Basis, policy: Policy, assumed: Assumptions) -> Floats:
    """Return the collection of each estate in its first month without subsidy, shape ``(n,)``."""
    return collection_at(basis, policy, assumed, subsidy_end(basis, policy)[:, None])[:, 0]


def ladder_of(basis: Basis, policy: Policy, assumed: Assumptions, steady: Steady, *, months: int) -> list[str]:
    """Say for each estate where it stands: a key of `geo.schema.money.LADDER`.

    On track is whoever collects the policy's share when the subsidy ends and whose fee then covers its costs.
    """
    rate = collection_when_subsidy_ends(basis, policy, assumed)
    own = break_even_of(steady, np.arange(basis.count), basis.count)
    pays, covers = rate >= policy.budget.on_track_collection, own.gap_after <= 0
    end = subsidy_end(basis, policy)
    return [_step(int(basis.entry[i]), int(end[i]), months, bool(pays[i]), bool(covers[i])) for i in range(basis.count)]


def rewarded(steps: list[str]) -> Bools:
    """Say who is due the reward, by their steps: those on track to contract directly."""
    return np.array([step == "on_track" for step in steps], dtype=bool)


def _step(entry: int, end: int, months: int, pays: bool, covers: bool) -> str:  # noqa: FBT001  three facts of one estate
    if entry >= months:
        return "not_entered"
    if end > months:
        return "trial"
    if pays and covers:
        return "on_track"
    return "paying_short" if pays else "backstop"
