"""Every name becomes one that spreadsheet programs take, and no two are alike."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.reports.sheet_names import sheet_names


@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from(["甲", "'", "History", "a/b", "A?B", "👩‍👩‍👧" * 20]))))
@settings(deadline=None)
def test_names_are_short_plain_and_unique(wanted: list[str]) -> None:
    names = sheet_names(wanted, taken=["问题"])
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in [*names, "问题", "history"]}) == len(names) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name == name.strip("'")


def test_a_plain_name_stays_and_the_same_again_is_counted() -> None:
    assert sheet_names(["维修一班", "维修一班", "维修/二班"]) == ["维修一班", "维修一班 (2)", "维修 二班"]
