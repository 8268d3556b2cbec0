"""The level of firms over the tables of a plan: units, pilots, neighbours, the table."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from geo.clustering.firms import share_among_firms
from geo.findings import Report
from geo.policy import Policy
from geo.schema import FIRMS

METRIC = "EPSG:4549"
X0, Y0 = 530_000.0, 3_495_000.0
TOWN = "甲乙丙丁"


def _shapes(metric):
    return gpd.GeoSeries(metric, crs=METRIC).to_crs("EPSG:4326")


def _town(*, offices=None, regions=None, area=None, gap=0.0):
    """Four sub-districts in a row of 2 km squares, one estate and one region each, unless regions say otherwise."""
    names = [f"{name}街道" for name in TOWN]
    home = regions or [f"R{k}" for k in range(4)]
    area = area or [100_000.0] * 4
    assignments = pd.DataFrame({"estate_id": [f"E{k}" for k in range(4)], "region_id": home})
    rows = []
    for region in dict.fromkeys(home):
        own = [k for k in range(4) if home[k] == region]
        rows.append(
            {
                "region_id": region,
                "subdistrict": names[own[0]],
                "office_id": (offices or [f"O{k}" for k in range(4)])[own[0]],
                "estates": len(own),
                "floor_area_m2": sum(area[k] for k in own),
                "households": 1_000 * len(own),
                "posts": 10 * len(own),
                "at": Point(X0 + 2_000 * own[0] + 1_000, Y0 + 1_000),
            }
        )
    frame = pd.DataFrame(rows)
    stations = gpd.GeoDataFrame(
        pd.DataFrame({"region_id": frame["region_id"], "load_households": frame["households"]}),
        geometry=_shapes(list(frame["at"])),
    )
    squares = [box(X0 + 2_000 * k, Y0, X0 + 2_000 * k + 2_000 - gap, Y0 + 2_000) for k in range(4)]
    return {
        "assignments": assignments,
        "regions": frame.drop(columns="at"),
        "stations": stations,
        "subdistricts": gpd.GeoDataFrame(pd.DataFrame({"name": names}), geometry=_shapes(squares)),
    }


def _planned(firms=(None,) * 4, stages=("pilot",) * 4, area=(100_000.0,) * 4):
    names = [f"{name}街道" for name in TOWN]
    return pd.DataFrame(
        {
            "estate_id": [f"E{k}" for k in range(4)], "subdistrict": names, "firm": list(firms),
            "stage": list(stages), "floor_area_m2": list(area),
        }
    )  # fmt: skip


def _shared(tables, planned, report=None, **changes):
    policy = Policy().with_settings({f"firms.{name}": value for name, value in changes.items()})
    return share_among_firms(tables, planned, policy=policy, metric_crs=METRIC, report=report or Report())


def _rules(report):
    return [finding.rule for finding in report.findings]


def test_without_firms_there_is_no_such_level():
    level = _shared(_town(), _planned())
    assert level.table.empty
    assert list(level.table.columns) == list(FIRMS.empty().columns)
    assert not level.firm_of
    assert not level.facts


def test_pilots_lock_their_subdistricts_and_the_others_follow():
    level = _shared(_town(), _planned(["金甲", None, None, " 银乙 "]), contiguous=True)
    assert level.firm_of == {"甲街道": "金甲", "乙街道": "金甲", "丙街道": "银乙", "丁街道": "银乙"}
    table = level.table.set_index("name")
    assert table.loc["金甲", "subdistricts"] == "甲街道、乙街道"
    assert table.loc["金甲", "locked_subdistricts"] == "甲街道"
    assert (table["status"] == "optimal").all()
    assert table["load_share"].tolist() == [0.5, 0.5]
    assert level.facts["largest_deviation"] == 0.0
    assert (~table.geometry.is_empty).all()


@pytest.mark.parametrize("stage", ["none", "survey", "plan", None])
def test_a_firm_that_is_not_at_work_is_no_pilot(stage):
    assert _shared(_town(), _planned(["金甲", None, None, None], [stage] * 4)).table.empty


def test_two_firms_in_one_subdistrict_are_told_and_the_larger_keeps_it():
    tables, report = _town(regions=["R0", "R0", "R2", "R3"]), Report()
    level = _shared(tables, _planned(["小", "大", None, None], area=(1e4, 5e4, 1e4, 1e4)), report)
    assert _rules(report) == ["firm-conflict"]
    assert "大(1)" in report.findings[0].found
    assert level.firm_of["甲街道"] == level.firm_of["乙街道"] == "大"


@pytest.mark.parametrize("town", [{"regions": ["R0", "R0", "R2", "R3"]}, {"offices": ["O", "O", "P", "Q"]}])
def test_subdistricts_that_share_a_region_or_an_office_stay_with_one_firm(town):
    level = _shared(_town(**town, area=[3e5, 3e5, 1e5, 1e5]), _planned(), count=2)
    assert level.firm_of["甲街道"] == level.firm_of["乙街道"]
    assert level.firm_of["丙街道"] == level.firm_of["丁街道"]


def test_firms_still_to_be_chosen_fill_up_the_number():
    level = _shared(_town(), _planned(["金甲", None, None, None]), count=3, names=["铜丙"])
    assert level.table["name"].tolist() == ["铜丙", "金甲", "待定企业1"]


def test_a_number_below_the_firms_named_is_told():
    report = Report()
    level = _shared(_town(), _planned(["金甲", None, None, "银乙"]), report, count=1)
    assert len(level.table) == 2
    assert _rules(report) == ["firm-count"]


def test_pilots_that_cannot_hang_together_are_told_and_get_a_plan_all_the_same():
    report = Report()
    level = _shared(_town(), _planned(["金甲", "银乙", "金甲", "银乙"]), report, contiguous=True)
    assert _rules(report) == ["firms-apart"]
    assert set(level.table["status"]) == {"infeasible"}
    assert level.firm_of["丙街道"] == "金甲"


def test_more_firms_than_subdistricts_are_told():
    report = Report()
    level = _shared(_town(), _planned(), report, count=6)
    assert _rules(report) == ["firm-without-work"]
    assert level.table["estates"].tolist().count(0) == 2
    assert sorted(set(level.firm_of.values())) == sorted(level.table["name"][level.table["estates"] > 0])


def test_outlines_far_apart_or_missing_still_have_neighbours():
    bare = _town(gap=500.0)
    bare["subdistricts"] = bare["subdistricts"].iloc[:1]
    for tables in (_town(gap=500.0), bare):
        level = _shared(tables, _planned(), count=2, contiguous=True)
        assert set(level.table["status"]) == {"optimal"}
        assert level.firm_of["甲街道"] == level.firm_of["乙街道"]


def test_the_order_of_rows_changes_nothing():
    tables, planned = _town(area=[4e5, 1e5, 2e5, 3e5]), _planned()
    turned = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in tables.items()}
    one, other = _shared(tables, planned, count=2), _shared(turned, planned.iloc[::-1].reset_index(drop=True), count=2)
    assert one.firm_of == other.firm_of
    assert one.table["name"].tolist() == other.table["name"].tolist()


def test_a_country_of_subdistricts_is_no_market_for_a_few_firms(monkeypatch):
    monkeypatch.setattr("geo.clustering.firms.level.MOST_UNITS", 3)
    report = Report()
    assert _shared(_town(), _planned(), report, count=2).table.empty
    assert _rules(report) == ["firm-too-many-units"]


def test_several_loads_are_balanced_at_once():
    level = _shared(_town(), _planned(), count=2, balance=["floor_area", "households", "posts"])
    assert level.facts["balance"] == ["floor_area", "households", "posts"]
    assert level.table["deviation"].tolist() == [0.0, 0.0]
