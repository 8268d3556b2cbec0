"""The benchmark of sweeps: one row with the keys of all benchmarks, and its points checked against full plans."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import sweep as bench
from _rows import KEYS

from geo.policy import Policy
from geo.samples import write_sample
from geo.scenarios.inputs import read_inputs


@pytest.mark.slow
def test_a_row_tells_points_gap_and_check(tmp_path):
    write_sample("town", tmp_path / "town", estates=12, seed=4)
    policy = Policy.from_toml(tmp_path / "town" / "policy.toml")
    told = tmp_path / "inputs.pickle"
    told.write_bytes(pickle.dumps((read_inputs(bench.city_files(tmp_path / "town"), policy=policy), policy)))
    job = {"family": "sweep", "instance": "2:4:2", "problem": "travel", "seed": 0, "inputs": str(told),
           "time_limit_s": None}  # fmt: skip
    row = bench._run(job)
    assert set(KEYS) <= row.keys()
    assert (row["p"], row["n"], row["status"], row["checked"]) == (2, 12, "optimal", True)
    assert row["bound"] <= row["value"]
    assert json.dumps(row)
