"""The checker finds every fault that is planted in an answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.siting import faults_of, solve
from geo.clustering.siting.problem import read_problem

LINE = np.abs(np.arange(8.0)[:, None] - np.arange(8.0)[None, :])
CASES = {
    "p-median": {"stations": 3, "forced": [0], "forbidden": [7]},
    "cpmp": {"stations": 3, "capacities": [3.0] * 8, "forced": [0], "forbidden": [7]},
    "p-center": {"stations": 3, "forced": [0], "forbidden": [7]},
    "lscp": {"radius_m": 1.0, "forced": [0], "forbidden": [7]},
    "mclp": {"stations": 2, "radius_m": 1.0, "forced": [0], "forbidden": [7]},
}
NOTHING = dict.fromkeys(("stations", "weights", "loads", "capacities", "fixed_costs", "radius_m"))


def solved(model):
    problem = read_problem(LINE, **(NOTHING | {"model": model} | CASES[model]))
    return problem, solve(LINE, model=model, **CASES[model])


def faulty(answer, model):
    """Yield wrong answers made from a right one."""
    sites, assignment = answer.open_sites, answer.assignment
    yield replace(answer, value=answer.value * 0.9)
    yield replace(answer, value=answer.value + 1.0)
    yield replace(answer, open_sites=sites[1:])
    yield replace(answer, open_sites=np.append(sites, 7).astype(np.int32))
    yield replace(answer, open_sites=np.append(sites, sites[-1]).astype(np.int32))
    yield replace(answer, assignment=assignment[:-1])
    yield replace(answer, assignment=np.full_like(assignment, 7))
    yield replace(answer, bound=answer.value - 1.0 if model == "mclp" else answer.value + 1.0)
    if model != "mclp":
        yield replace(answer, bound=answer.value - 1.0)
        yield replace(answer, assignment=np.full_like(assignment, -1))


@pytest.mark.parametrize("model", CASES)
def test_a_right_answer_has_no_fault(model):
    assert faults_of(*solved(model)) == []


@pytest.mark.parametrize("model", CASES)
def test_every_planted_fault_is_found(model):
    problem, answer = solved(model)
    for number, wrong in enumerate(faulty(answer, model)):
        assert faults_of(problem, wrong), number


def test_an_overloaded_site_is_found():
    problem, answer = solved("cpmp")
    one = np.zeros_like(answer.assignment)
    assert any("carries" in fault for fault in faults_of(problem, replace(answer, assignment=one)))
