"""Why a part is planned as it is: what its rules are worth, or which of them clash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.clustering.clash_table import clashes_table
from geo.clustering.layout import keyed
from geo.clustering.problem import Ints, Problem, Solution
from geo.clustering.relaxations import leeway_of
from geo.clustering.rule_prices import price_rules, rule_prices_table
from geo.scenarios.decisions import Decision
from geo.scenarios.ground import Ground, links_without_barriers
from geo.schema import REGIONS


def reasons(
    ground: Ground, problem: Problem, decision: Decision, best: Solution, *, seed: int, regions: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Make the tables `rule_prices` and `clashes` of one part.

    Rules are priced for the best plan; where the plan in force is handed back, its regions are not those of the prices.
    """
    policy = ground.part.policy
    names = [str(name) for name in keyed(ground.part.estates, "estate_id").loc[list(problem.estate_ids)]["name"]]
    clashes = decision.solution.clashes
    leeway = leeway_of(policy, _barrier_links(ground, problem) if policy.explain.rule_prices != "none" else None)
    prices = price_rules(problem, best, leeway, explain=policy.explain, solver=policy.solver, seed=seed)
    described = regions if decision.solution is best else REGIONS.empty()
    return {
        "rule_prices": rule_prices_table(problem, prices, described),
        "clashes": clashes_table(problem, clashes, names),
    }


def _barrier_links(ground: Ground, problem: Problem) -> Ints:
    """Return the links that would be there but for the barriers, as positions, shape ``(k, 2)``."""
    index = pd.Index(problem.estate_ids)
    links = links_without_barriers(ground)
    ends = np.column_stack([index.get_indexer(links[name]) for name in ("from_estate_id", "to_estate_id")])
    ends = np.sort(ends[(ends >= 0).all(axis=1)], axis=1).astype(np.int32)
    own = {(a, b) for a, b in problem.links.tolist()}
    return np.array([pair for pair in ends.tolist() if tuple(pair) not in own], np.int32).reshape(-1, 2)
