"""Labels of printed maps: none on another, none on a mark, inside the map, the same places whatever the order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.maps.sheet_labels import Label, place_labels, words_size

EDGES = (0.0, 0.0, 120.0, 90.0)
NOTHING = np.empty((0, 4))
spots = st.lists(st.tuples(st.integers(2, 118), st.integers(2, 88)), min_size=1, max_size=40)


def labels_at(places):
    return [Label(f"示例{n}苑", float(x), float(y), 6.0, n % 5, "estate") for n, (x, y) in enumerate(places)]


def box_of(placed):
    wide, high = words_size(placed.label.words, placed.label.size_pt)
    return placed.x - wide / 2, placed.y - high / 2, placed.x + wide / 2, placed.y + high / 2


def touch(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


@settings(deadline=None, max_examples=30)
@given(spots)
def test_no_label_lies_on_another_or_on_a_mark_or_beyond_the_map(places):
    mark = (50.0, 40.0, 60.0, 50.0)
    placed, left_out = place_labels(labels_at(places), edges=EDGES, taken=np.array([mark]), symbols=NOTHING)
    boxes = [box_of(one) for one in placed]
    assert len(placed) + len(left_out) == len(places)
    assert not any(touch(a, b) for at, a in enumerate(boxes) for b in boxes[:at])
    assert not any(touch(box, mark) for box in boxes)
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 120 and box[3] <= 90 for box in boxes)


@settings(deadline=None, max_examples=20)
@given(spots, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(places, random):
    labels = labels_at(places)
    shuffled = random.sample(labels, len(labels))
    assert place_labels(labels, edges=EDGES, taken=NOTHING, symbols=NOTHING) == place_labels(
        shuffled, edges=EDGES, taken=NOTHING, symbols=NOTHING
    )


def test_a_lone_label_stands_to_the_right_of_its_symbol_without_a_line():
    ((one,), _) = place_labels(labels_at([(60, 45)]), edges=EDGES, taken=NOTHING, symbols=NOTHING)
    assert one.x > 60
    assert abs(one.y - 45.0) < 1.5
    assert not one.led


def test_the_heavier_label_keeps_its_place_and_the_lighter_one_is_led_aside():
    crowd = [Label(f"示例小区{n}", 60.0, 45.0, 6.0, n, "estate") for n in range(30)]
    placed, _ = place_labels(crowd, edges=EDGES, taken=NOTHING, symbols=NOTHING)
    assert placed[0].label is crowd[29]
    assert not placed[0].led
    assert placed[-1].led


def test_what_finds_no_room_is_given_back():
    crowd = [Label("示例小区名称", 4.0, 4.0, 8.0, n, "estate") for n in range(200)]
    placed, left_out = place_labels(crowd, edges=(0.0, 0.0, 30.0, 20.0), taken=NOTHING, symbols=NOTHING)
    assert placed
    assert left_out


def test_a_line_of_the_bundled_font_is_as_long_as_its_signs():
    wide, high = words_size("邻里", 10)
    assert abs(wide - 20 * 25.4 / 72) < 0.01
    assert 3 < high < 5
