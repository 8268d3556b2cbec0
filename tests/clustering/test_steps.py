"""Steps of wages by amount: what they charge is what the regions pay."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.clustering.problem import RegionRules
from geo.clustering.steps import steps_of
from geo.economics.staffing import ROUNDING

RULES = RegionRules(
    area_low_m2=30_000.0,
    area_high_m2=60_000.0,
    area_cny_m2=0.1,
    area_hard=False,
    mini_isolated_cny=0.0,
    mini_hard=False,
    split_cny=0.0,
    communities="free",
    station_min=0,
    station_max=0,
)


@settings(deadline=None, max_examples=50)
@given(st.integers(2, 8), st.integers(0, 10**6))
def test_a_region_pays_the_step_that_its_amounts_reach(units, seed):
    draw = np.random.default_rng(seed)
    area = draw.uniform(1_000, 30_000, units)
    load = np.column_stack([area / 8_000, area / 15_000, draw.uniform(0, 2, units)])
    minimum, wage = np.array([1.0, 0.0, 2.0]), np.array([4_000.0, 5_000.0, 6_000.0])
    steps = steps_of(load, minimum, wage, area, RULES)
    assert len(steps.start) == 3  # two roles go with the area
    chosen = draw.random(units) < 0.6
    chosen[0] = True  # no region is empty
    charged = 0.0
    for a in range(2):
        amount = float(steps.amount[chosen, a].sum())
        places = slice(steps.start[a], steps.start[a + 1])
        charged += steps.cny[places][np.searchsorted(steps.at[places], amount * (1 - 1e-12))]
    posts = np.maximum(minimum, np.ceil(load[chosen].sum(axis=0) - ROUNDING))
    assert charged == pytest.approx(float(posts @ wage), abs=1e-6)


def test_each_step_begins_where_the_one_before_ends():
    area = np.array([10_000.0, 25_000.0, 5_000.0])
    steps = steps_of((area / 9_000)[:, None], np.array([1.0]), np.array([5_000.0]), area, RULES)
    assert (steps.after[1:] == steps.at[:-1]).all()
    assert steps.at[-1] >= area.sum() / 10_000
    assert steps.band_cny == pytest.approx(1_000.0)  # 0.1 yuan a square metre
