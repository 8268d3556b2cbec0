"""Charts of the account: they are there, the same for the same plan, and need no font of the machine."""

from __future__ import annotations

import pytest

from geo.files import sha256_of
from geo.maps.charts_budget import budget_charts
from geo.plan import Plan
from geo.scenarios.budget import make_budget
from geo.wording import using_language
from tests.plans import small_plan

NAMES = ("cash", "three-bits", "cliff", "tornado")


@pytest.fixture(scope="module")
def plan():
    return make_budget(small_plan(hostile=True), months=40)


def test_a_plan_without_an_account_has_no_charts():
    assert budget_charts(Plan({})) == {}
    assert budget_charts(small_plan()) == {}


def test_every_chart_comes_as_picture_and_drawing_and_twice_the_same(plan, tmp_path):
    written = budget_charts(plan)
    assert set(written) == {f"charts/{name}.{ending}" for name in NAMES for ending in ("svg", "png")}
    for name, write in written.items():
        one, other = tmp_path / f"one-{name.split('/')[1]}", tmp_path / f"other-{name.split('/')[1]}"
        write(one)
        write(other)
        assert sha256_of(one) == sha256_of(other)
        assert one.stat().st_size > 3_000


def test_charts_are_drawn_in_english_too(plan, tmp_path):
    with using_language("en"):
        for name, write in budget_charts(plan).items():
            write(tmp_path / name.split("/")[1])
