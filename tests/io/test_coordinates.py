"""What two numbers are, judged row by row."""

from __future__ import annotations

import numpy as np
import pytest

from geo.io.coordinates import in_order, is_metric, is_usable, kinds_of


@pytest.mark.parametrize(
    ("x", "y", "kind"),
    [
        (120.3, 31.57, "degrees"),
        (31.57, 120.3, "swapped"),
        (39.9, 88.0, "swapped"),
        (88.0, 39.9, "degrees"),
        (2.35, 48.86, "degrees"),
        (528_479.5, 3_494_211.8, "metres"),
        (3_494_211.8, 528_479.5, "metres_swapped"),
        (40_528_479.5, 3_494_211.8, "metres"),
        (3_494_211.8, 40_528_479.5, "metres_swapped"),
        (13_391_735.0, 3_705_000.0, "metres"),
        (np.nan, np.nan, "none"),
        (120.3, np.nan, "half"),
        (np.nan, 31.5, "half"),
        (np.inf, 31.5, "infinite"),
        (0.0, 0.0, "null_island"),
        (0.0, 31.5, "degrees"),
        (1203.0, 31.5, "out_of_range"),
        (1e308, 1e308, "out_of_range"),
        (-200.0, 31.5, "out_of_range"),
    ],
)
def test_each_pair_is_judged_by_its_range(x, y, kind):
    assert kinds_of(np.array([x]), np.array([y]))[0] == kind


def test_a_place_abroad_is_swapped_only_where_the_area_says_so():
    x, y = np.array([48.86]), np.array([2.35])
    assert kinds_of(x, y)[0] == "degrees"
    assert kinds_of(x, y, area=(2.0, 48.0, 3.0, 49.0))[0] == "swapped"


def test_order_is_mended_for_the_swapped_rows_only():
    x, y = np.array([120.3, 31.5, 3_494_211.8]), np.array([31.5, 120.3, 528_479.5])
    kinds = kinds_of(x, y)
    u, v = in_order(x, y, kinds)
    assert u.tolist() == [120.3, 120.3, 528_479.5]
    assert v.tolist() == [31.5, 31.5, 3_494_211.8]
    assert is_metric(kinds).tolist() == [False, False, True]
    assert is_usable(kinds).all()
