"""Needs counted by complaint, each questionnaire once, by estate and area."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.economics.surveys.intervals import wilson
from geo.economics.surveys.needs import need_counts
from tests.economics.surveys.test_satisfaction import ESTATES


def test_needs_are_counted_and_ranked() -> None:
    needs = pd.DataFrame(
        {
            "estate_id": ["A", "A", "B", "C"],
            "complaints": ["parking,leaks", "parking", None, "leaks,parking"],
            "count": [1, 3, 2, None],
        }
    )
    counts = need_counts(needs, ESTATES, confidence=0.95)
    city = counts[counts["level"] == "plan"]
    assert city[["complaint", "rank", "named", "answers"]].to_numpy().tolist() == [
        ["parking", 1, 5, 7],
        ["leaks", 2, 2, 7],
    ]
    assert city["low"].iloc[0] == pytest.approx(wilson(5, 7).low)
    assert city["households"].iloc[0] == 1_000
    first = counts[(counts["level"] == "region") & (counts["name"] == "R1")]
    assert first["named"].tolist() == [4, 1]
    assert first["answers"].tolist() == [6, 6]
    assert counts[(counts["level"] == "community")]["name"].unique().tolist() == ["样例街道·样例社区"]


def test_no_questionnaire_is_no_count() -> None:
    empty = pd.DataFrame({"estate_id": [], "complaints": [], "count": []}, dtype=object)
    assert need_counts(empty, ESTATES, confidence=0.95).empty
