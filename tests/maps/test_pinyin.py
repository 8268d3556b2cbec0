"""Readings of names: every reading of a character, nothing for what has none."""

from __future__ import annotations

from geo.maps.pinyin import readings


def test_a_character_stands_under_each_of_its_readings() -> None:
    read = readings(["重庆", "长宁"])
    assert "重" in read["chong"]
    assert "重" in read["zhong"]
    assert "长" in read["chang"]


def test_rare_characters_are_read() -> None:
    read = readings(["䶮甪"])
    assert read == {"lu": "甪", "yan": "䶮"}


def test_what_has_no_reading_is_left_out() -> None:
    assert readings(["A1-b", "👩‍👩‍👧", "\u202e", "\ud800", None, 3, float("nan")]) == {}


def test_the_order_of_names_changes_nothing() -> None:
    assert readings(["西苑", "东苑"]) == readings(["东苑", "西苑", "东苑"])
