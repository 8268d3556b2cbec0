"""Do the roads belong to the estates: told by estate, by share, by distance and by datum."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.findings import Report
from geo.io.datum import convert
from geo.network.road_fit import judge_fit
from geo.policy import Policy
from tests.network.ground import local, rules_found
from tests.network.streets import CRS, graph_of

GRAPH = graph_of(
    local([(0, 0), (1000, 0), (1000, 1000), (0, 1000), (3000, 0), (3000, 400)]),
    [(0, 1), (1, 2), (2, 3), (0, 3), (4, 5)],
)
GRAPH.modes["walk"].usable[4] = False


def estates(*places):
    geometry = gpd.GeoSeries(shapely.points(local(places)), crs=CRS).to_crs("EPSG:4326")
    names = [f"示例{n}苑" for n in range(len(places))]
    return gpd.GeoDataFrame({"estate_id": [f"E{n}" for n in range(len(places))], "name": names}, geometry=geometry)


def judged(table, graph=GRAPH):
    report = Report()
    return judge_fit(graph, table, policy=Policy(), report=report), report


def test_snaps_are_measured_and_told():
    fit, report = judged(estates((100, 20), (300, -60), (990, 500)))
    assert (fit.mean_m, fit.max_m, fit.refused) == (30.0, 60.0, 0)
    assert rules_found(report) == ["roads-snap"]


def test_an_estate_without_a_street_is_told_by_its_id_and_so_is_one_on_an_island():
    fit, report = judged(estates((100, 20), (300, -60), (990, 500), (0, 1800), (3010, 100)))
    told = {finding.rule: finding.estate_id for finding in report.findings}
    assert told["roads-far"] == "E3"
    assert told["roads-island"] == "E4"
    assert told.keys() == {"roads-far", "roads-island", "roads-share", "roads-snap"}
    assert fit.refused == 2


def test_roads_of_another_town_are_told_with_their_distance():
    fit, report = judged(estates((20_000, 0), (21_000, 0), (100, 20)))
    assert (report.findings[0].rule, report.findings[0].severity) == ("roads-elsewhere", "error")
    assert "17.0" in report.findings[0].found
    assert fit.refused == 2


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_roads_in_a_chinese_datum_are_told_with_the_remedy(datum):
    around = np.random.default_rng(2).uniform(0, 200, (30, 2))
    table = estates(*around)
    points = shapely.get_coordinates(table.geometry.to_numpy())
    back = np.column_stack(convert(points[:, 0], points[:, 1], source=datum))
    table = table.set_geometry(gpd.GeoSeries(shapely.points(back), crs="EPSG:4326"))
    small = graph_of(local([(0, 0), (200, 0), (200, 200), (0, 200)]), [(0, 1), (1, 2), (2, 3), (0, 3)])
    _, report = judged(table, small)
    assert report.findings[0].rule == "roads-datum"
    assert datum in report.findings[0].remedy


def test_roads_that_miss_some_of_the_area_say_which_share():
    _, report = judged(estates(*[(100 * n, 20) for n in range(7)], (0, 3000), (500, 3000)))
    shares = [finding for finding in report.findings if finding.rule == "roads-share"]
    assert shares[0].severity == "warning"
    assert "22%" in shares[0].found
