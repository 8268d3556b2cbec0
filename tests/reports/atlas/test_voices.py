"""What residents say, in the report: satisfaction with n, needs, orders, hot spots; text of data stays data."""

from __future__ import annotations

import json

from geo.plan import Plan
from geo.reports.atlas.voices import voices
from geo.wording import using_language
from tests.maps.surveyed_plan import surveyed_plan
from tests.plans import small_plan


def words_of(plan: Plan) -> str:
    return json.dumps(voices(plan), ensure_ascii=False)


def test_a_plan_without_surveys_has_no_such_page() -> None:
    assert voices(small_plan()) == []


def test_satisfaction_stands_with_its_n_and_interval() -> None:
    plan = surveyed_plan()
    (page,) = voices(plan)
    table = next(block for block in page["blocks"] if block["kind"] == "table")
    areas = plan.satisfaction_areas[plan.satisfaction_areas["level"].isin(["plan", "subdistrict"])]
    assert len(table["rows"]) == len(areas)
    whole = areas[areas["level"] == "plan"].iloc[0]
    (row,) = [row for row in table["rows"] if row[:2] == ["全部", str(whole["year"])]]
    assert row[2] == f"{int(whole['answered']):,}"
    assert row[4] == f"{whole['rate']:.1%}"
    assert row[5] == f"{whole['low']:.1%} – {whole['high']:.1%}"


def test_a_figure_without_n_is_stated_and_not_judged() -> None:
    plan = surveyed_plan()
    bare = plan.satisfaction["low"].isna() & plan.satisfaction["rate"].notna()
    assert words_of(plan).count("无从判断") == bare.sum() > 0


def test_it_is_in_english_too() -> None:
    with using_language("en"):
        assert "What residents say" in words_of(surveyed_plan())
