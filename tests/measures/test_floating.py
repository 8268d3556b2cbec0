"""Floating catchments by hand, and that nothing is lost in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.measures.floating import by_zones, gaussian, two_step, within

WALK = np.array([[100.0, 900.0], [400.0, 500.0], [2_000.0, 300.0], [np.inf, np.inf]])
HOUSEHOLDS = np.array([100.0, 300.0, 200.0, 50.0])
ROOM_M2 = np.array([80.0, 60.0])


def test_two_steps_by_hand() -> None:
    # site 0 serves 100 + 300 households: 0.2 m2 each; site 1 within 1,000 m serves 100 + 300 + 200: 0.1 each
    found = two_step(ROOM_M2, HOUSEHOLDS, WALK, within(1_000))
    assert found == pytest.approx([0.3, 0.3, 0.1, 0.0])


def test_zones_by_hand() -> None:
    # site 0: 100 x 1 + 300 x 0.68 = 304; site 1: 100 x 0.22 + 300 x 0.68 + 200 x 1 = 426
    found = two_step(ROOM_M2, HOUSEHOLDS, WALK, by_zones((300, 500, 1_000), (1.0, 0.68, 0.22)))
    first, second = 80 / 304, 60 / 426
    assert found == pytest.approx([first + 0.22 * second, 0.68 * first + 0.68 * second, second, 0.0])


def test_an_edge_belongs_to_the_inner_zone() -> None:
    assert by_zones((300, 500), (1.0, 0.5))(np.array([300.0, 300.1, 500.0, 500.1])) == pytest.approx([1, 0.5, 0.5, 0])


def test_the_gaussian_falls_from_one_to_nothing() -> None:
    weights = gaussian(1_000)(np.array([0.0, 500.0, 1_000.0, 1_001.0]))
    middle = (np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5))
    assert weights == pytest.approx([1.0, middle, 0.0, 0.0])


def test_a_site_nobody_reaches_gives_nothing() -> None:
    assert two_step(np.array([50.0]), np.array([10.0]), np.array([[5_000.0]]), within(1_000)) == pytest.approx([0.0])


@given(st.integers(1, 8), st.integers(1, 5), st.integers(0, 10_000))
def test_what_is_shared_is_what_is_supplied(places: int, sites: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    demand, supply = dice.uniform(0, 900, places), dice.uniform(0, 300, sites)
    walk = dice.uniform(0, 3_000, (places, sites))
    walk[dice.random((places, sites)) < 0.1] = np.inf
    for decay in (within(1_000), by_zones((300, 500, 1_000), (1, 0.68, 0.22)), gaussian(1_000)):
        found = two_step(supply, demand, walk, decay)
        weight = np.where(np.isfinite(walk), decay(walk), 0.0)
        served = supply[demand @ weight > 0].sum()
        assert demand @ found == pytest.approx(served)
        assert (found >= 0).all()


def test_pysal_finds_the_same_where_it_is_installed() -> None:
    library = pytest.importorskip("access")
    import pandas as pd

    places = pd.DataFrame({"id": range(4), "households": HOUSEHOLDS})
    sites = pd.DataFrame({"id": range(2), "room": ROOM_M2})
    pairs = [(place, site, WALK[place, site]) for place in range(3) for site in range(2)]
    made = library.Access(
        demand_df=places, demand_index="id", demand_value="households", supply_df=sites, supply_index="id",
        supply_value=["room"], cost_df=pd.DataFrame(pairs, columns=["origin", "dest", "cost"]), cost_origin="origin",
        cost_dest="dest", cost_name="cost",
    )  # fmt: skip
    theirs = made.two_stage_fca(name="found", max_cost=1_000)["found_room"].reindex(range(4)).fillna(0.0)
    assert two_step(ROOM_M2, HOUSEHOLDS, WALK, within(1_000)) == pytest.approx(theirs.to_numpy())
