"""Loads by role from the ledger, checked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.economics.workload import LOADS, estate_loads
from geo.policy import Policy


def _estates(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns, index=[f"E{i}" for i in range(len(next(iter(columns.values()))))])


def test_a_gated_estate_loads_gates_and_an_open_one_its_floor_area():
    estates = _estates(floor_area_m2=[20_000.0] * 4, enclosed=["closed", "partly", "open", None], gates=[2, 1, 3, 4])
    loads = estate_loads(estates, Policy())
    assert loads["gates"].tolist() == [2, 1, 0, 0]
    assert loads["patrol_m2"].tolist() == [0, 0, 20_000, 20_000]


def test_no_estate_is_both_patrolled_and_guarded_at_gates():
    estates = _estates(floor_area_m2=[1_000.0] * 3, enclosed=["closed", "partly", "open"], gates=[0, 5, 5])
    loads = estate_loads(estates, Policy())
    assert ((loads["gates"] == 0) | (loads["patrol_m2"] == 0)).all()


def test_unknown_gates_of_a_gated_estate_are_the_policys_default():
    estates = _estates(floor_area_m2=[1_000.0], enclosed=["closed"], gates=pd.array([None], dtype="Int64"))
    assert estate_loads(estates, Policy().with_settings({"staffing.default_gates": 3}))["gates"].tolist() == [3]


def test_unknown_green_area_is_the_policys_share_of_floor_area():
    estates = _estates(floor_area_m2=[40_000.0, 40_000.0], green_area_m2=[np.nan, 500.0])
    assert estate_loads(estates, Policy())["green_area_m2"].tolist() == [10_000, 500]


def test_a_table_without_the_optional_columns_still_gives_every_load():
    loads = estate_loads(_estates(households=pd.array([300, None], dtype="Int64")), Policy())
    assert list(loads.columns) == list(LOADS)
    assert loads["households"].tolist() == [300, 0]
    assert loads.index.tolist() == ["E0", "E1"]
