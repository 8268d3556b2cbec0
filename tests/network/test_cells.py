import numpy as np
import pytest
import shapely

from geo.network.cells import (
    Samples,
    faces_of,
    ground_of,
    home_faces,
    mosaic_by_face,
    mosaic_of,
    outline_samples,
    polygonal,
    standing_places,
    with_empty_faces,
)
from tests.network.ground import ORIGIN, line, local, walls


def box(*bounds):
    return shapely.box(*(np.array(bounds) + np.tile(ORIGIN, 2)))


def sites(*places):
    return Samples(local(places), np.arange(len(places)))


SQUARE = box(-500, -500, 500, 500)
RIVER = walls(line((0, -1000), (0, 1000)))


def test_four_points_share_a_square_in_four():
    drawn = mosaic_of(sites((-100, -100), (-100, 100), (100, -100), (100, 100)), 4, SQUARE)
    assert [tile.area for tile in drawn.tiles] == pytest.approx([250_000] * 4)
    assert drawn.pairs.tolist() == [[0, 1], [0, 2], [1, 3], [2, 3]]
    assert drawn.border_m == pytest.approx([500] * 4)


def test_tiles_cover_the_ground_and_do_not_overlap():
    rng = np.random.default_rng(4)
    drawn = mosaic_of(Samples(local(rng.uniform(-480, 480, (60, 2))), np.arange(60) // 3), 20, SQUARE)
    assert sum(tile.area for tile in drawn.tiles) == pytest.approx(SQUARE.area)
    assert shapely.union_all(drawn.tiles).area == pytest.approx(SQUARE.area)


def test_borders_agree_with_what_the_tiles_share():
    rng = np.random.default_rng(5)
    drawn = mosaic_of(Samples(local(rng.uniform(-480, 480, (30, 2))), np.arange(30)), 30, SQUARE)
    for (one, other), metres in zip(drawn.pairs, drawn.border_m, strict=True):
        strip = shapely.buffer(drawn.tiles[one], 0.01).intersection(shapely.buffer(drawn.tiles[other], 0.01))
        assert strip.area / 0.02 == pytest.approx(metres, abs=0.5)


def test_one_site_has_all_the_ground():
    assert mosaic_of(sites((3, 4)), 1, SQUARE).tiles[0].equals(SQUARE)


def test_an_outline_is_sampled_finely_and_a_point_once():
    shapes = np.array([box(0, 0, 100, 100), shapely.Point(local((300, 0))[0])])
    xy = local([(50, 50), (300, 0)])
    samples = outline_samples(shapes, xy, np.array([0, 1]))
    assert (samples.site == 1).sum() == 1
    assert (samples.site == 0).sum() >= 41


def test_a_million_vertices_become_a_few_hundred_samples():
    turn = np.linspace(0, 2 * np.pi, 1_000_000, endpoint=False)
    ring = shapely.Polygon(local(200 * np.column_stack([np.cos(turn), np.sin(turn)])))
    assert len(outline_samples(np.array([ring]), local([(0, 0)]), np.array([0])).xy) < 300


def test_a_site_inside_anothers_outline_keeps_a_cell():
    shapes = np.array([box(0, 0, 100, 100), shapely.Point(local((0, 0))[0])])
    samples = outline_samples(shapes, local([(50, 50), (0, 0)]), np.array([0, 1]))
    assert mosaic_of(samples, 2, SQUARE).tiles[1].area > 0


def test_a_river_cuts_the_ground_and_a_stub_does_not():
    assert len(faces_of(SQUARE, RIVER)) == 2
    assert len(faces_of(SQUARE, walls(line((0, -1000), (0, 0))))) == 1


def test_water_drawn_as_an_area_belongs_to_no_face():
    faces = faces_of(SQUARE, walls(shapely.box(-50, -1000, 50, 1000)))
    assert shapely.area(faces).sum() == pytest.approx(900 * 1000)


def test_ground_all_under_water_stays_whole():
    assert len(faces_of(SQUARE, walls(shapely.box(-900, -900, 900, 900)))) == 1


def test_a_cell_stops_at_the_river_and_the_other_side_is_shared_out_there():
    faces = faces_of(SQUARE, RIVER)
    places = sites((-50, 0), (200, -200), (200, 200))
    drawn = mosaic_by_face(places, home_faces(places.xy, faces), faces)
    assert [tile.area for tile in drawn.tiles] == pytest.approx([500_000, 250_000, 250_000])
    assert drawn.pairs.tolist() == [[1, 2]]


def test_an_empty_face_goes_to_the_cells_of_the_uncut_ground():
    faces = faces_of(SQUARE, RIVER)
    places = sites((-50, -100), (-50, 100))
    home = home_faces(places.xy, faces)
    tiles = with_empty_faces(mosaic_by_face(places, home, faces).tiles, mosaic_of(places, 2, SQUARE), home, faces)
    assert [tile.area for tile in tiles] == pytest.approx([500_000, 500_000])


def test_a_place_on_a_barrier_moves_beside_it_and_others_stay():
    xy = local([(0, 0), (0.4, 10), (30, 0)])
    moved_xy, moved = standing_places(xy, faces_of(SQUARE, RIVER), RIVER)
    assert moved.tolist() == [0, 1]
    assert np.hypot(*(moved_xy - xy)[:2].T).max() < 2
    assert not RIVER.crosses(moved_xy[[0]], moved_xy[[0]])[0]


def test_a_place_in_the_water_moves_to_the_nearer_bank():
    water = walls(shapely.box(-50, -1000, 50, 1000))
    moved_xy, _ = standing_places(local([(20, 0)]), faces_of(SQUARE, water), water)
    assert (moved_xy - ORIGIN)[0] == pytest.approx([51, 0], abs=0.01)


def test_ground_without_an_outline_is_the_widened_hull():
    shapes = shapely.points(local([(0, 0), (100, 0)]))
    ground, outside = ground_of(None, shapes, local([(0, 0), (100, 0)]), margin_m=300)
    assert ground.area > 100 * 600
    assert len(outside) == 0


def test_an_estate_outside_the_outline_extends_it():
    xy = local([(0, 0), (700, 0)])
    ground, outside = ground_of(SQUARE, shapely.points(xy), xy, margin_m=300)
    assert outside.tolist() == [1]
    assert ground.covers(shapely.Point(xy[1]))
    assert ground.geom_type == "Polygon"


def test_only_polygons_are_kept_of_a_mixed_or_broken_shape():
    bow = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    assert polygonal(bow).area == pytest.approx(2)
    assert polygonal(shapely.GeometryCollection([shapely.Point(0, 0), shapely.box(0, 0, 1, 1)])).area == 1
    assert polygonal(None).is_empty
