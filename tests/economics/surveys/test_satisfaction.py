"""Satisfaction judged: n or no n, who kept silent, changes only where intervals lie apart, weights by households."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.economics.surveys.intervals import weighted_sum, wilson
from geo.economics.surveys.satisfaction import judged_satisfaction, satisfaction_areas

ESTATES = pd.DataFrame(
    {
        "estate_id": ["A", "B", "C"],
        "households": [300, 100, 600],
        "subdistrict": ["样例街道"] * 3,
        "community": ["样例社区", "样例社区", None],
        "region_id": ["R1", "R1", "R2"],
    }
)


def rows(*figures: dict) -> pd.DataFrame:
    return pd.DataFrame(figures)


def figure(estate: str, year: int, asked: int | None, answered: int | None, satisfied: int | None, **more) -> dict:
    return {"estate_id": estate, "year": year, "asked": asked, "answered": answered, "satisfied": satisfied,
            "basis": "survey", **more}  # fmt: skip


def judged(*figures: dict) -> pd.DataFrame:
    return judged_satisfaction(rows(*figures), confidence=0.95)


def test_who_kept_silent_bounds_the_figure() -> None:
    one = judged(figure("A", 2025, 100, 40, 36)).iloc[0]
    assert one["rate"] == pytest.approx(0.9)
    assert (one["low"], one["high"]) == pytest.approx(wilson(36, 40)[1:])
    assert one["response_rate"] == pytest.approx(0.4)
    assert one["worst_low"] == pytest.approx(0.36)  # the 60 silent ones dissatisfied
    assert one["worst_high"] == pytest.approx(0.96)  # all of them satisfied
    assert one["judged"] == "interval"


def test_the_pilot_of_99_17_percent_has_no_interval() -> None:
    stated = {"estate_id": "A", "year": 2021, "rate_stated": 0.9917, "basis": "pilot"}
    one = judged(stated, figure("A", 2022, 100, 50, 20)).iloc[0]
    assert one["rate"] == pytest.approx(0.9917)
    assert one["judged"] == "no_n"
    assert pd.isna(one["low"])
    assert pd.isna(one["high"])
    later = judged(stated, figure("A", 2022, 100, 50, 20)).iloc[1]
    assert later["change_is"] == "unknown"
    assert later["change"] == pytest.approx(0.4 - 0.9917)
    assert pd.isna(later["change_low"])


def test_nothing_is_better_while_the_intervals_overlap() -> None:
    small = judged(figure("A", 2024, 60, 40, 23), figure("A", 2025, 60, 40, 32)).iloc[1]
    assert wilson(32, 40).low < wilson(23, 40).high
    assert small["change_low"] > 0  # the difference alone would call it better
    assert small["change_is"] == "not_shown"
    large = judged(figure("A", 2024, 600, 400, 240), figure("A", 2025, 600, 400, 320)).iloc[1]
    assert large["change_is"] == "better"
    back = judged(figure("A", 2024, 600, 400, 320), figure("A", 2025, 600, 400, 240)).iloc[1]
    assert back["change_is"] == "worse"


def test_row_order_does_not_matter() -> None:
    figures = [figure("A", 2025, 60, 40, 32), figure("A", 2024, 60, 40, 24), figure("B", 2025, 10, 9, 9)]
    pd.testing.assert_frame_equal(judged(*figures), judged(*reversed(figures)))


def test_the_city_is_weighted_by_households_with_the_interval_of_its_strata() -> None:
    table = judged(figure("A", 2025, 100, 40, 36), figure("B", 2025, 20, 10, 4))
    areas = satisfaction_areas(table, ESTATES, confidence=0.95)
    city = areas[areas["level"] == "plan"].iloc[0]
    assert city["rate"] == pytest.approx(0.75 * 0.9 + 0.25 * 0.4)  # 300 and 100 households, not 40 and 10 answers
    expected = weighted_sum([wilson(36, 40), wilson(4, 10)], [0.75, 0.25])
    assert (city["low"], city["high"]) == pytest.approx(expected[1:])
    assert (city["estates"], city["estates_all"]) == (2, 3)
    assert city["households_share"] == pytest.approx(0.4)
    assert city["response_rate"] == pytest.approx(50 / 120)
    assert city["worst_low"] == pytest.approx(0.75 * 0.36 + 0.25 * 4 / 20)
    assert city["worst_high"] == pytest.approx(0.75 * 0.96 + 0.25 * 14 / 20)
    assert set(areas["level"]) == {"plan", "subdistrict", "community", "region"}


def test_years_with_other_estates_are_not_compared() -> None:
    table = judged(figure("A", 2024, 600, 400, 200), figure("A", 2025, 600, 400, 360), figure("B", 2025, 60, 40, 40))
    areas = satisfaction_areas(table, ESTATES, confidence=0.95).set_index(["level", "year"])
    assert areas.loc[("plan", 2025), "change_is"] == "unknown"


def test_figures_without_n_and_of_whole_scopes_are_in_no_average() -> None:
    table = judged(
        figure("A", 2025, 100, 40, 36),
        {"estate_id": "B", "year": 2025, "rate_stated": 1.0, "basis": "self_reported"},
        figure("", 2025, 500, 400, 100, scope="样例区"),
    )
    areas = satisfaction_areas(table, ESTATES, confidence=0.95)
    assert areas[areas["level"] == "plan"]["rate"].tolist() == pytest.approx([0.9])
    whole = table[table["scope"] == "样例区"].iloc[0]
    assert whole["judged"] == "interval"


def test_no_rows_are_no_areas() -> None:
    table = judged_satisfaction(pd.DataFrame(), confidence=0.95)
    assert table.empty
    assert satisfaction_areas(table, ESTATES, confidence=0.95).empty


def test_a_survey_stands_before_what_a_pilot_says_of_the_same_year() -> None:
    pilot = figure("A", 2025, 200, 100, 100, basis="pilot")
    survey = figure("A", 2025, 60, 40, 20, basis="survey")
    for told in ((pilot, survey), (survey, pilot)):
        found = satisfaction_areas(judged(*told), ESTATES, confidence=0.95)
        assert found.loc[found["level"] == "plan", "rate"].tolist() == pytest.approx([0.5])
