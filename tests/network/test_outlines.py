import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.network.outlines import indicative_outlines
from geo.schema import SUBDISTRICTS
from tests.network.ground import CRS, estates, points, stored

EAST_AND_WEST = gpd.GeoDataFrame(
    {"name": ["样例西区", "样例东区"], "level": "district"},
    geometry=stored([shapely.box(-1000, -1000, 0, 1000), shapely.box(0, -1000, 1000, 1000)]),
)


def labelled(places, labels):
    return estates(points(*places), subdistrict=labels)


def test_each_label_gets_the_ground_nearest_to_its_estates_and_says_it_is_indicative():
    table = labelled([(-500, -500), (-500, 500), (-400, 520)], ["样例甲街道", "样例乙街道", "样例乙街道"])
    outlines = indicative_outlines(table, EAST_AND_WEST, CRS)
    assert list(outlines.columns) == [*SUBDISTRICTS.names(), "geometry"]
    assert outlines["name"].tolist() == ["样例乙街道", "样例甲街道"]
    assert outlines["indicative"].all()
    assert set(outlines["district"]) == {"样例西区"}
    assert outlines.to_crs(CRS).area.sum() == pytest.approx(2e6, rel=1e-4)


def test_a_label_lies_in_the_district_of_most_of_its_estates():
    table = labelled([(-500, 0), (-400, 0), (30, 0), (500, 0)], ["甲", "甲", "甲", "乙"])
    outlines = indicative_outlines(table, EAST_AND_WEST, CRS).set_index("name")
    assert outlines["district"].to_dict() == {"甲": "样例西区", "乙": "样例东区"}
    assert outlines.to_crs(CRS).area.tolist() == pytest.approx([2e6, 2e6], rel=1e-4)


def test_a_label_scattered_among_others_has_several_parts():
    table = labelled([(-800, 0), (-500, 0), (-200, 0)], ["甲", "乙", "甲"])
    outlines = indicative_outlines(table, EAST_AND_WEST, CRS).set_index("name")
    assert outlines.loc["甲"].geometry.geom_type == "MultiPolygon"


@pytest.mark.parametrize("districts", [None, EAST_AND_WEST.iloc[:0]])
def test_without_districts_the_ground_is_the_widened_hull(districts):
    outlines = indicative_outlines(labelled([(0, 0), (400, 0)], ["甲", "乙"]), districts, CRS)
    assert outlines["district"].isna().all()
    assert outlines.to_crs(CRS).area.sum() == pytest.approx(400 * 600 + np.pi * 300**2, rel=0.01)


def test_labels_on_one_spot_all_get_an_outline():
    outlines = indicative_outlines(labelled([(0, 0)] * 3, ["甲", "乙", "丙"]), None, CRS)
    assert (outlines.to_crs(CRS).area > 0).all()


def test_blank_labels_and_no_estates_draw_nothing():
    assert len(indicative_outlines(labelled([(0, 0), (9, 9)], [None, " "]), None, CRS)) == 0
    assert len(indicative_outlines(labelled([], []), EAST_AND_WEST, CRS)) == 0


def test_a_label_outside_every_district_goes_to_the_nearest():
    outlines = indicative_outlines(labelled([(1500, 0)], ["甲"]), EAST_AND_WEST, CRS)
    assert outlines["district"].tolist() == ["样例东区"]


def test_the_order_of_rows_changes_nothing():
    places = np.random.default_rng(1).uniform(-900, 900, (40, 2))
    table = labelled(places, [f"样例{row % 3}街道" for row in range(40)])
    one = indicative_outlines(table, EAST_AND_WEST, CRS)
    other = indicative_outlines(table.sample(frac=1, random_state=3), EAST_AND_WEST.iloc[::-1], CRS)
    assert one["name"].equals(other["name"])
    assert one.to_crs(CRS).area.tolist() == pytest.approx(other.to_crs(CRS).area.tolist())
