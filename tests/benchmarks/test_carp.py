"""Arc routing instances: both forms of their files say the same."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from _carp import read_carp

PLAIN = """NAME : invented
VERTICES : 4
DEPOT : 2
REQUIRED EDGES : 3
NON-REQUIRED EDGES : 1
VEHICLES : 2
CAPACITY : 5
TOTAL COST OF REQUIRED EDGES : 12
NODES       COST         DEMAND
1   2   3       2
2   3   4       1
3   4   5       3
1   4   6       0
END"""
SPANISH = """NOMBRE : invented
VERTICES : 4
ARISTAS_REQ : 3
ARISTAS_NOREQ : 1
VEHICULOS : 2
CAPACIDAD : 5
LISTA_ARISTAS_REQ :
( 1, 2)   coste 3   demanda 2
( 2, 3)   coste 4   demanda 1
( 3, 4)   coste 5   demanda 3
LISTA_ARISTAS_NOREQ :
( 1, 4)   coste 6
DEPOSITO :   2
"""


@pytest.mark.parametrize("words", [PLAIN, SPANISH], ids=["plain", "as first published"])
def test_an_instance_is_read(words, tmp_path):
    path = tmp_path / "invented.dat"
    path.write_text(words, encoding="utf-8")
    problem = read_carp(path)
    assert (problem.nodes, problem.depot, problem.capacity) == (4, 1, 5)
    assert problem.tail.tolist() == [0, 1, 2, 0]
    assert problem.head.tolist() == [1, 2, 3, 3]
    assert problem.cost.tolist() == [3, 4, 5, 6]
    assert problem.demand.tolist() == [2, 1, 3, 0]
    assert np.flatnonzero(problem.required).tolist() == [0, 1, 2]


def test_a_file_of_something_else_is_refused(tmp_path):
    path = tmp_path / "other.dat"
    path.write_text("nothing of the kind", encoding="utf-8")
    with pytest.raises(ValueError, match="VERTICES"):
        read_carp(path)
