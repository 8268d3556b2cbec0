from itertools import pairwise

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.findings import Report
from geo.network.barriers import barrier_set, report_far_crossings
from geo.policy.sections import LinkPolicy
from tests.network.ground import CRS, ORIGIN, barriers, crossings, line, local, rules_found, walls

RIVER = line((0, -1000), (0, 1000))
coordinate = st.integers(-50, 50).map(float)
spot = st.tuples(coordinate, coordinate)


def test_a_segment_over_a_river_crosses_and_one_beside_it_does_not():
    cut = walls(RIVER)
    assert cut.crosses(local([(-10, 0), (5, 0)]), local([(10, 0), (10, 0)])).tolist() == [True, False]


def test_a_wall_does_not_cut_and_a_barrier_of_unstated_kind_does():
    start, end = local([(-10, 0)]), local([(10, 0)])
    assert not walls(RIVER, kind="wall").crosses(start, end).any()
    assert walls(RIVER, kind=None).crosses(start, end).all()


def test_a_segment_inside_the_area_of_a_river_crosses_it():
    cut = walls(shapely.box(-40, -40, 40, 40))
    assert cut.crosses(local([(-5, 0)]), local([(5, 0)])).all()
    assert cut.covers(local([(0, 0), (50, 0)])).tolist() == [True, False]


def test_no_barriers_cross_nothing():
    cut = barrier_set(None, None, metric_crs=CRS)
    assert cut.is_empty
    assert not cut.crosses(local([(0, 0)]), local([(1, 1)])).any()


def test_crossings_move_onto_their_barrier_and_far_ones_open_nothing():
    cut = walls(RIVER, at=[(20, 5), (400, 0)])
    assert np.allclose(cut.crossings - ORIGIN, [(0, 5)], atol=0.01)
    assert cut.opens(np.array([0, -1]), np.array([0, 0])).tolist() == [True, False]


def test_a_crossing_far_from_any_barrier_is_reported_once_with_its_name():
    report = Report()
    table = crossings((20, 5), (400, 0))
    cut = barrier_set(barriers(RIVER), table, metric_crs=CRS)
    report_far_crossings(table, cut, metric_crs=CRS, links=LinkPolicy(), report=report)
    assert rules_found(report) == ["crossing-far"]
    assert "某桥" in report.findings[0].found


def test_the_order_of_crossings_changes_nothing():
    one, other = walls(RIVER, at=[(0, 5), (0, 90)]), walls(RIVER, at=[(0, 90), (0, 5)])
    assert np.array_equal(one.crossings, other.crossings)
    assert np.array_equal(one.opened, other.opened)


def test_points_and_empty_shapes_among_the_barriers_are_left_out():
    cut = walls(shapely.Point(0, 0), shapely.LineString(), shapely.GeometryCollection([RIVER]))
    assert len(cut.shapes) == 1


@given(
    lines=st.lists(st.lists(spot, min_size=2, max_size=5, unique=True), min_size=1, max_size=4),
    box=st.tuples(coordinate, coordinate, st.integers(1, 30)),
    segments=st.lists(st.tuples(spot, spot), min_size=1, max_size=20),
)
@settings(deadline=None, max_examples=40)
def test_crossing_agrees_with_shapely_asked_one_by_one(lines, box, segments):
    shapes = [line(*corners) for corners in lines]
    shapes.append(shapely.box(box[0], box[1], box[0] + box[2], box[1] + box[2]))
    cut = walls(*shapes)
    starts, ends = (local(side) for side in zip(*segments, strict=True))
    for (start, end), crosses in zip(segments, cut.crosses(starts, ends), strict=True):
        # Storage in degrees moves coordinates by less than a micrometre, so a mere touch may fall on either side.
        assert crosses or not any(_crosses_well(start, end, shape) for shape in shapes)
        assert not crosses or min(shapely.distance(line(start, end), shape) for shape in shapes) < 1e-3


def _crosses_well(start, end, shape):
    """Whether the segment starts inside, or has the ends of a piece of the outline on both of its sides."""
    is_area = shape.geom_type == "Polygon"
    if is_area and shapely.Point(start).within(shape.buffer(-1e-3)):
        return True
    corners = list(shape.exterior.coords if is_area else shape.coords)
    return any(
        _side(start, end, one) * _side(start, end, other) < 0 and _side(one, other, start) * _side(one, other, end) < 0
        for one, other in pairwise(corners)
    )


def _side(one, other, point):
    turn = (other[0] - one[0]) * (point[1] - one[1]) - (other[1] - one[1]) * (point[0] - one[0])
    return float(np.sign(turn))
