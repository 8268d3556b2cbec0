"""Other programs on a tiny day: skipped only where they are not installed."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from _routing_peers import import_peer, is_modelled, peers_of, solve_with

from geo.routing.fleet.checker import check_week, cost_of
from geo.routing.fleet.problem import CrewKind, Job, Matrix, WeekProblem

_AT = np.array([0, 100, 1, 2, 99, 98])  # two depots, two clients beside each
_METRES = np.abs(np.subtract.outer(_AT, _AT)).astype(np.int64)


def day(*, windows=(), most_s=None, fixed_cost=0):
    jobs = tuple(Job(place, 5, (1,), windows=windows) for place in range(2, 6))
    kinds = tuple(
        CrewKind(depot, count=2, capacity=(2,), shift=(0, 1000), most_s=most_s, fixed_cost=fixed_cost)
        for depot in (0, 1)
    )
    return WeekProblem((Matrix(_METRES, _METRES),), jobs, kinds)


@pytest.mark.parametrize("peer", ["vroom", "ortools"])
@pytest.mark.parametrize("told", [{}, {"most_s": 14}, {"windows": ((20, 90),)}, {"fixed_cost": 50}])
def test_others_find_the_short_tours_and_pass_our_checker(peer: str, told: dict) -> None:
    pytest.importorskip(peer)
    import_peer(peer)
    problem = day(**told)
    plan = solve_with(peer, problem, 1.0)
    assert plan is not None
    assert check_week(problem, plan) == []
    assert not plan.unserved
    assert cost_of(problem, plan) == 8 + 2 * told.get("fixed_cost", 0)


@pytest.mark.parametrize("peer", ["vroom", "ortools"])
def test_what_cannot_be_served_is_left_out_or_unanswered(peer: str) -> None:
    pytest.importorskip(peer)
    plan = solve_with(peer, day(most_s=6), 1.0)
    assert plan is None or plan.unserved


def test_arc_routing_and_choices_of_days_are_not_asked_of_them() -> None:
    assert peers_of({"problem": "carp"}) == []
    assert [name for name in ("cvrp", "vrptw", "mdvrp", "pvrp", "mtvrptwr") if is_modelled({"problem": name})] == [
        "cvrp", "vrptw", "mdvrp"
    ]  # fmt: skip
    named = peers_of({"problem": "cvrp"})
    assert named == [name for name in ("vroom", "ortools") if importlib.util.find_spec(name)]
