"""Numbers of headings."""

from __future__ import annotations

import pytest

from geo.reports.document.numbering import Numbering, chinese_number
from geo.wording import using_language


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numbers_are_written_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, -1, 100])
def test_numbers_outside_the_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


def test_second_headings_start_anew_under_each_first_one() -> None:
    numbering = Numbering()
    found = [numbering.number(level) for level in (1, 2, 2, 1, 2)]
    assert found == ["一、", "（一）", "（二）", "二、", "（一）"]


def test_english_headings_are_counted_in_figures() -> None:
    with using_language("en"):
        numbering = Numbering()
        assert [numbering.number(level) for level in (1, 2, 2, 1, 2)] == ["1. ", "1.1 ", "1.2 ", "2. ", "2.1 "]
