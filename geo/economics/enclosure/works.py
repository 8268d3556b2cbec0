"""What enclosing a compound costs and saves: works against guards, payback, and the order of the candidates.

Guards are those of `geo.economics.staffing`: gates times the posts of a gate where closed, floor area over the ratio of
patrol where open, never both. There is no second definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from geo.economics.enclosure.compounds import Compound, Estates, Floats, Ints
from geo.economics.enclosure.edges import Edge, fence_m
from geo.economics.enclosure.gates import GateCount, gates_kept
from geo.economics.staffing import LOAD_ROLES, fractional_posts, whole_posts
from geo.policy import Policy

Outcome = Literal["pays", "slow", "never", "done"]
SECURITY = LOAD_ROLES.index("security")


@dataclass(frozen=True, slots=True)
class Work:
    """The works of one compound, and what they change; lengths in metres, money in yuan.

    Attributes
    ----------
    new_m, part_m, existing_m : parts of the outline, to a decimetre.
    equipped : gates to be fitted with a barrier. exits : fire exits to be made.
    load_now, load_after : guards before and after as a fraction, which is all that a region adds up.
    cost : low, middle and high; `saving` a month.
    """

    new_m: float
    part_m: float
    existing_m: float
    fence_m: float
    gates: GateCount
    equipped: int
    exits: int
    load_now: float
    load_after: float
    guards_now: int
    guards_after: int
    cost: tuple[float, float, float]
    saving_cny_month: float
    outcome: Outcome

    @property
    def posts_saved(self) -> int:
        """Guards fewer once it is done; negative where more are needed."""
        return self.guards_now - self.guards_after

    def payback_months(self, case: int = 1) -> float | None:
        """Months in which the saving pays for the works (0 low, 1 middle, 2 high); None where it never does."""
        return self.cost[case] / self.saving_cny_month if self.saving_cny_month > 0 else None


def works_of(compounds: Sequence[Compound], edges: Sequence[Edge], estates: Estates, policy: Policy) -> list[Work]:
    """Work out every compound, in their order."""
    counts = gate_counts(compounds, estates, policy)
    now = load_by_compound(fractional_posts(estates.table, policy)[:, SECURITY], compounds)
    after = loads_after(compounds, counts, estates, policy)
    whole_now, whole_after = whole_guards(now, policy), whole_guards(after, policy)
    made = []
    for k, (compound, edge, count) in enumerate(zip(compounds, edges, counts, strict=True)):
        new_m, part_m, existing_m = (round(part.length, 1) for part in (edge.new, edge.part, edge.existing))
        built_m = round(fence_m(new_m, part_m, policy), 1)
        gated = estates.is_closed[compound.members] | estates.is_partly[compound.members]
        equipped = max(0, count.kept - int(estates.gates[compound.members][gated].sum()))
        is_done = built_m == 0 and count.closed == 0 and count.new == 0 and equipped == 0
        exits = 0 if is_done else policy.enclosure.fire_exits
        saving = float(whole_now[k] - whole_after[k]) * policy.staffing.wages_cny_month.security
        shut = max(0, count.closed - exits)  # the others become the fire exits
        cost = (0.0, 0.0, 0.0) if is_done else works_cny(built_m, shut, equipped, exits, policy)
        outcome = _outcome(cost[1], saving, policy, is_done=is_done)
        made.append(
            Work(
                new_m, part_m, existing_m, built_m, count, equipped, exits, float(now[k]), float(after[k]),
                int(whole_now[k]), int(whole_after[k]), cost, saving, outcome,
            )
        )  # fmt: skip
    return made


def gate_counts(compounds: Sequence[Compound], estates: Estates, policy: Policy) -> list[GateCount]:
    """Count the gates of every compound, now and after."""
    rules, households = policy.enclosure, estates.households
    return [
        gates_kept(
            int(estates.gates[one.members].sum()),
            float(households[one.members].sum()),
            least=rules.gates_least,
            households_gate=rules.households_gate,
        )
        for one in compounds
    ]


def load_by_compound(load: Floats, compounds: Sequence[Compound]) -> Floats:
    """Sum up a load of each estate by compound, shape ``(c,)``."""
    return np.array([load[one.members].sum() for one in compounds], dtype=np.float64)


def loads_after(compounds: Sequence[Compound], counts: Sequence[GateCount], estates: Estates, policy: Policy) -> Floats:
    """Return the guards of each compound once it is closed, as a fraction, shape ``(c,)``."""
    area = estates.area_m2
    closed = pd.DataFrame(
        {
            "floor_area_m2": [float(area[one.members].sum()) for one in compounds],
            "enclosed": "closed",
            "gates": [count.kept for count in counts],
        }
    )
    return fractional_posts(closed, policy)[:, SECURITY] if len(closed) else np.zeros(0)


def whole_guards(load: Floats, policy: Policy) -> Ints:
    """Round guards up to whole posts, shape as given."""
    posts = np.zeros((len(load), len(LOAD_ROLES)))
    posts[:, SECURITY] = load
    return np.asarray(whole_posts(posts, policy)[:, SECURITY] if len(load) else np.zeros(0, np.int64))


def works_cny(built_m: float, shut: int, equipped: int, exits: int, policy: Policy) -> tuple[float, float, float]:
    """Price the works, low, middle and high: fence, gates walled up, gates with a barrier, fire exits."""
    prices, metres = policy.budget, built_m + shut * policy.enclosure.gate_width_m
    low, mid, high = (
        metres * getattr(prices.fence_cny_m, case)
        + equipped * getattr(prices.gate_cny, case)
        + exits * getattr(prices.fire_exit_cny, case)
        for case in ("low", "mid", "high")
    )
    return (round(low, 2), round(mid, 2), round(high, 2))


def _outcome(cost: float, saving: float, policy: Policy, *, is_done: bool) -> Outcome:
    if is_done:
        return "done"
    if saving <= 0:
        return "never"
    return "pays" if cost / saving <= policy.enclosure.within_months else "slow"


def ranks(compounds: Sequence[Compound], works: Sequence[Work]) -> list[int | None]:
    """Rank the candidates by payback, then by saving, size of the compound and, last, id; None for the others."""
    keys = [
        (round(months, 6), -work.saving_cny_month, len(one.members), one.ident, k)
        for k, (one, work) in enumerate(zip(compounds, works, strict=True))
        if (months := work.payback_months()) is not None and work.outcome in {"pays", "slow"}
    ]
    order: list[int | None] = [None] * len(works)
    for number, key in enumerate(sorted(keys), start=1):
        order[key[-1]] = number
    return order


def region_posts_saved(compounds: Sequence[Compound], works: Sequence[Work], policy: Policy) -> list[int]:
    """Count the guards fewer in each compound's region if it alone is enclosed: rounded once, over the region."""
    load: dict[str, float] = {}
    for one, work in zip(compounds, works, strict=True):
        load[one.region_id] = load.get(one.region_id, 0.0) + work.load_now
    before = np.array([load[one.region_id] for one in compounds], dtype=np.float64)
    after = before + np.array([work.load_after - work.load_now for work in works], dtype=np.float64)
    return [int(n) for n in whole_guards(before, policy) - whole_guards(after, policy)]


def is_carried_out(work: Work, policy: Policy) -> bool:
    """Say whether the policy has the account carry out these works."""
    chosen = {"none": (), "paying": ("pays",), "all": ("pays", "slow", "never")}
    return work.outcome in chosen[policy.enclosure.carry_out]
