"""The page's data of surveys, orders and partners, and the page of a plan without any."""

from __future__ import annotations

import json
from pathlib import Path

from geo.maps import write_map
from geo.maps.layers import page_data
from geo.maps.offline import page_script
from tests.maps.surveyed_plan import CONTACT, HOSTILE, surveyed_plan
from tests.plans import small_plan


def test_each_estate_has_what_was_said_of_it_by_its_position() -> None:
    plan = surveyed_plan()
    data = page_data(plan)
    json.dumps(data["surveys"], allow_nan=False)
    first = data["surveys"]["satisfaction"]["0"]
    assert [row["year"] for row in first] == [2024, 2025]
    assert first[1]["change_is"] == "not_shown"
    assert data["surveys"]["satisfaction"]["1"][0]["low"] is None
    assert data["surveys"]["orders"]["0"][0]["above"] is True
    assert [row["complaint"] for row in data["surveys"]["needs"]["0"]] == ["leaks", "parking"]
    assert data["tables"]["partners"]["rows"] == 3
    assert data["tables"]["hot_spots"]["rows"] == len(plan.hot_spots) > 0
    assert {"partners", "hot_spots"} <= {layer["name"] for layer in data["style"]["layers"]}
    assert data["words"]["partners.kind.partner"][0] == "联盟单位"


def test_contacts_stay_off_the_page_and_hostile_words_are_only_words(tmp_path: Path) -> None:
    plan = surveyed_plan(hostile=True)
    assert CONTACT not in json.dumps(page_data(plan), ensure_ascii=False)
    write_map(plan, tmp_path / "map.html")
    assert HOSTILE not in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_a_plan_without_surveys_has_neither_data_nor_words_nor_script_of_them() -> None:
    data = page_data(small_plan())
    assert "surveys" not in data
    assert "partners" not in data["tables"]
    assert not any(key.startswith("voices.") for key in data["words"])
    assert "drawHotSpots" not in page_script(surveys=False)
