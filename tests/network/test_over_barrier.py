"""Estates that reach a street over a barrier alone are told, and only those."""

import geopandas as gpd
import pytest

from geo.findings import Report
from geo.network.doors import doors_of
from geo.network.road_fit import judge_fit
from geo.policy import Policy
from tests.network.ground import CRS, estates, line, local, points, stored, walls
from tests.network.streets import graph_of

# One street from west to east; a river north of it.
STREET = graph_of(local([(0, 0), (400, 0)]), [(0, 1)])
RIVER = walls(line((-100, 60), (900, 60)))


def told(places, barriers, doors=()):
    table, report = estates(points(*places)), Report()
    gates = gpd.GeoDataFrame(
        {"kind": ["gate"] * len(doors), "estate_id": [name for name, _ in doors]},
        geometry=stored(points(*(place for _, place in doors))),
        crs="EPSG:4326",
    )
    known = doors_of(gates, table, metric_crs=CRS)
    fit = judge_fit(STREET, table, policy=Policy(), report=report, doors=known, barriers=barriers)
    return fit, [finding for finding in report.findings if finding.rule == "roads-over-barrier"]


def test_those_with_no_street_on_their_side_are_told_by_name_and_keep_the_nearest():
    fit, found = told([(100, 100), (200, 30)], RIVER)
    assert len(found) == 1
    assert "样例0苑" in found[0].found
    assert "样例1苑" not in found[0].found
    assert found[0].severity == "warning"
    assert (fit.max_m, fit.refused) == (100.0, 0)


@pytest.mark.parametrize("barriers", [None, walls(line((-100, 200), (900, 200)))])
def test_nothing_is_told_where_no_leg_crosses(barriers):
    assert told([(100, 100), (200, 30)], barriers)[1] == []


def test_a_door_on_the_streets_side_is_enough():
    assert told([(100, 100)], RIVER, doors=[("E00", (100, 30)), ("E00", (100, 130))])[1] == []
    assert len(told([(100, 100)], RIVER, doors=[("E00", (100, 130))])[1]) == 1
