"""The matrix runner: an invented net, our answer beside scipy's."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from matrix import MAKERS, _is_right, net_of


@pytest.mark.parametrize("mode", ["walk", "truck"])
def test_our_matrix_of_an_invented_net_is_scipys(mode):
    net = net_of(150, 20, 3)
    minutes = MAKERS["linli"](net, mode)(net.origins)
    assert minutes == pytest.approx(MAKERS["scipy"](net, mode)(net.origins))
    assert _is_right(net, mode, minutes)
    assert not _is_right(net, mode, minutes + 1.0)


def test_one_seed_gives_one_net():
    one, other = net_of(150, 20, 3), net_of(150, 20, 3)
    assert np.array_equal(one.graph.node_xy, other.graph.node_xy)
    assert np.array_equal(one.origins, other.origins)
