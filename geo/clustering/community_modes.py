"""What whole communities cost: free, whole, and one community one station, side by side.

All three are scored without the price of splits, so that the difference to the free way is the price of the rule.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.clustering.baselines import COMMUNITY, one_community_one_station
from geo.clustering.checker import Violation, check
from geo.clustering.problem import Ints, Problem
from geo.clustering.region_cost import score
from geo.clustering.solver import solve_regions
from geo.clustering.violations import broken_rules
from geo.plan import Proof, Status
from geo.policy.sections import SolverPolicy
from geo.schema import COMMUNITY_MODES


def community_modes_table(
    free: Problem, whole: Problem, *, solver: SolverPolicy, seed: int, time_limit_s: float | None = None
) -> pd.DataFrame:
    """Plan one sub-district with communities free and whole, and by the rule in use; each with its price over free.

    Parameters
    ----------
    free, whole : the same sub-district built with `regions.communities` free, and whole.
    """
    if free.estate_count == 0 or free.room_count == 0:
        return COMMUNITY_MODES.empty()
    best = solve_regions(free, solver=solver, seed=seed, time_limit_s=time_limit_s)
    kept = solve_regions(whole, solver=solver, seed=seed, time_limit_s=time_limit_s)
    free_cny = score(free, best.room_of).total
    plans: list[tuple[str, Problem, Ints, Proof | None]] = [
        ("free", free, best.room_of, best.proof),
        ("whole", whole, kept.room_of, kept.proof),
    ]
    rule = one_community_one_station(free)
    if rule is not None:
        plans.append((COMMUNITY, free, rule, None))
    rows = [
        {"mode": mode} | _scored(free, room_of, free_cny) | _judged(check(own, room_of.tolist()), proof)
        for mode, own, room_of, proof in plans
    ]
    return COMMUNITY_MODES.conform(pd.DataFrame(rows, columns=COMMUNITY_MODES.names()))


def _scored(free: Problem, room_of: Ints, free_cny: float) -> dict[str, object]:
    value = score(free, room_of).total
    return {
        "subdistrict": free.name,
        "stations": len(np.unique(room_of)),
        "objective": value,
        "price_cny": value - free_cny,
        "price": (value - free_cny) / free_cny if free_cny > 0 else 0.0,
        "splits": splits(free, room_of),
    }


def _judged(broken: list[Violation], proof: Proof | None) -> dict[str, object]:
    """Tell the status of a way and how far it may be from its own optimum; a rule of thumb has no bound."""
    by_rules = Status.INFEASIBLE if broken else Status.FEASIBLE
    return {
        "status": (by_rules if proof is None else proof.status).value,
        "gap_cny": np.nan if proof is None or proof.gap_cny_month is None else proof.gap_cny_month,
        "violations": len(broken),
        "broken": broken_rules(broken),
    }


def splits(problem: Problem, room_of: Ints) -> int:
    """Count the further regions of communities: regions that each lies in, less one, summed up."""
    known = problem.community >= 0
    pairs = np.unique(np.column_stack([problem.community[known], room_of[known]]), axis=0)
    return len(pairs) - len(np.unique(problem.community[known]))
