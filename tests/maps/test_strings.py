"""Numbers written as text come back as they were."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.maps.strings import UNITS_PER_DEGREE, encoded, encoded_line, encoded_lines, encoded_parts


def decoded(text: str) -> list[int]:
    """Read the text as the page does."""
    numbers, value, shift = [], 0, 0
    for sign in text:
        bits = ord(sign) - 63
        value += (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(-(value + 1) // 2 if value % 2 else value // 2)
            value, shift = 0, 0
    return numbers


@given(st.lists(st.integers(-(2**40), 2**40), max_size=30))
@settings(deadline=None)
def test_numbers_come_back(numbers: list[int]) -> None:
    text = encoded(numbers)
    assert decoded(text) == numbers
    assert not set(text) & set(" \"<&'")


def test_the_published_example_of_the_code() -> None:
    assert encoded([3850000, -12020000, 220000, -75000]) == "_p~iF~ps|U_ulLnnqC"


def test_a_line_is_steps_of_metres_and_what_does_not_move_is_left_out() -> None:
    line = np.array([[120.0, 31.0], [120.0, 31.0], [120.001, 31.0], [120.001, 31.0000001], [120.001, 31.002]])
    assert decoded(encoded_line(line, (120.0, 31.0))) == [0, 0, 100, 0, 0, 200]
    assert UNITS_PER_DEGREE == 100_000


def test_no_line_and_a_line_to_nowhere_are_empty() -> None:
    assert encoded_line(np.empty((0, 2)), (0.0, 0.0)) == ""
    assert encoded_line(np.array([[0.0, 0.0], [np.inf, 1.0]]), (0.0, 0.0)) == ""


@given(st.lists(st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=9), min_size=1, max_size=6))
@settings(deadline=None)
def test_many_texts_at_once_are_those_written_one_by_one(parts: list[list[int]]) -> None:
    starts = np.cumsum([0, *(len(part) for part in parts[:-1])]).tolist()
    assert encoded_parts(np.concatenate([np.array(part) for part in parts]), starts) == [
        encoded(part) for part in parts
    ]


def test_many_lines_at_once_are_those_written_one_by_one() -> None:
    lines = [np.array([[120.3, 31.5], [120.3, 31.5], [120.31, 31.52]]), np.array([[120.31, 31.52], [120.2, 31.4]])]
    of_line = np.repeat([0, 1], [len(line) for line in lines])
    together = encoded_lines(np.vstack(lines), of_line, (120.0, 31.0))
    assert together == [encoded_line(line, (120.0, 31.0)) for line in lines]
