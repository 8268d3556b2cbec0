"""Reading a pool: units in an order of their own, arguments that cannot be used refused."""

import math

import numpy as np
import pytest

from geo.clustering.pool import read_pool, solve
from geo.errors import InputError, UnknownNameError

from .grounds import chain, scattered


@pytest.mark.parametrize(
    "wrong",
    [
        {"activities": [1, -1, 1, 1]},
        {"activities": [1, math.nan, 1, 1]},
        {"activities": [1, 1, 1]},
        {"weights": [1, 1]},
        {"weights": [1, 1, -1, 1]},
        {"regions": 0},
        {"regions": 1.5},
        {"tolerance": -0.1},
        {"tolerance": [0.1, 0.1]},
        {"border_price": -1.0},
        {"border_m": [1.0]},
        {"edges": [(0, 4)]},
        {"edges": [(1, 1)]},
        {"places": [(0, 0), (1, math.inf), (2, 0), (3, 0)]},
        {"time_limit_s": 0.0},
        {"time_limit_s": math.nan},
        {"rounds": 0},
        {"locks": [(4, 0)]},
        {"locks": [(0, 2)]},
        {"locks": [(0, 0), (0, 1)]},
        {"locks": [0, 1]},
        {"together": [(0, -1)]},
        {"apart": [(0, 1.5)]},
        {"forced": [0]},
        {"forbidden": [True, False, False, False]},
        {"forced": [4], "objective": "hess"},
        {"forbidden": [True], "objective": "hess"},
        {"forced": [math.nan], "objective": "hess"},
    ],
)
def test_arguments_that_cannot_be_used_are_refused(wrong) -> None:
    place, edges = chain(4)
    given_ = {"places": place, "edges": edges, "regions": 2, "activities": np.ones(4)} | wrong
    with pytest.raises(InputError):
        solve(given_.pop("places"), given_.pop("edges"), **given_)


def test_an_unknown_objective_names_the_known_ones() -> None:
    place, edges = chain(4)
    with pytest.raises(UnknownNameError, match="inertia"):
        solve(place, edges, regions=2, activities=np.ones(4), objective="intertia")


def test_units_stand_by_place_whatever_their_rows() -> None:
    place, edges, load = scattered(20, 3)
    shuffled = np.random.default_rng(0).permutation(20)
    pools = [
        read_pool(place, edges, regions=3, activities=load, apart=[(2, 5), (5, 2)]),
        read_pool(
            place[shuffled], np.argsort(shuffled)[edges], regions=3, activities=load[shuffled],
            apart=[np.argsort(shuffled)[[2, 5]]],
        ),
    ]  # fmt: skip
    assert np.allclose(pools[0].place, pools[1].place)
    assert (pools[0].edges == pools[1].edges).all()
    assert (pools[0].rules.apart == pools[1].rules.apart).all()
    assert len(pools[0].rules.apart) == 1


def test_borders_of_a_pair_told_twice_add_up() -> None:
    pool = read_pool([(0, 0), (1, 0)], [(0, 1), (1, 0)], regions=1, activities=[1, 1], border_m=[2.0, 3.0])
    assert pool.edges.tolist() == [[0, 1]]
    assert pool.border_m.tolist() == [5.0]


def test_tolerance_may_differ_by_activity() -> None:
    pool = read_pool([(0, 0), (1, 0)], [(0, 1)], regions=2, activities=[(1, 10), (1, 10)], tolerance=[0.1, 0.5])
    assert pool.low == pytest.approx([0.9, 5.0])
    assert pool.high == pytest.approx([1.1, 15.0])
