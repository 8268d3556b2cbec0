"""Which rule shaped a region: the numbers of its next best change against the score itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.clustering.checker import check
from geo.clustering.problem import ActivityBand
from geo.clustering.region_changes import changes
from geo.clustering.region_cost import score
from geo.clustering.shaping import BETTER, COST, shape_columns, shapes
from geo.clustering.titles import title_regions
from geo.wording import using_language
from tests.clustering.banded import banded
from tests.clustering.solved import RULES, solved


def columns_of(made, language="zh"):
    layout = made.layout()
    with using_language(language):
        return shape_columns(layout, title_regions(layout))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("has_bands", [False, True])
def test_changes_are_priced_as_the_score_and_judged_as_the_checker_does(seed, has_bands):
    random = np.random.default_rng(seed)
    made = solved(
        columns=4,
        rows=3,
        hosts=(0, 3, 8),
        room_of=(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 1),
        area=tuple(random.choice([4_000.0, 25_000.0, 300_000.0], 12).tolist()),
        community=tuple(random.choice(["甲社区", "乙社区", ""], 12).tolist()),
        problem_changes={
            "link_cny": random.choice([0.0, 2_000.0], 17),
            "rules": replace(RULES, area_hard=bool(random.integers(2))),
        },
    )
    problem, room_of = banded(made.problem, seed) if has_bands else made.problem, made.solution.room_of
    before, faults = score(problem, room_of).total, {fault.rule for fault in check(problem, room_of)}
    found = list(changes(problem, room_of))
    assert any(one.is_merger for one in found)
    for one in found:
        after = room_of.copy()
        after[list(one.estates)] = one.room
        assert one.price == pytest.approx(score(problem, after).total - before, abs=1e-6)
        if not faults:
            assert bool(one.broken) == bool(check(problem, after)), one
        nothing = one.saving_without(frozenset())
        assert nothing == (-np.inf if one.broken else pytest.approx(-one.price))
        assert one.saving_without(one.against) >= nothing


def test_the_ceiling_is_named_with_the_area_that_the_change_would_need():
    made = solved(area=(190_000.0,) * 4, households=(100.0,) * 4)
    found = columns_of(made)
    assert found["shaped_by"] == ["floor_area_high"] * 2
    assert "76.0 万㎡，上限 40.0 万㎡" in found["shaped_why"][0]
    assert found["shaped_cny"][0] > 0
    merged = score(made.problem, np.zeros(4, np.int32))
    paid = sum(item.price_cny for item in merged.exceptions if item.rule == "floor_area_high")
    gains = score(made.problem, made.solution.room_of).total - merged.total
    assert found["shaped_cny"][0] == pytest.approx(gains + paid)


def test_a_hard_band_a_lock_and_a_capacity_are_named():
    hard = solved(area=(190_000.0,) * 4, households=(100.0,) * 4,
                  problem_changes={"rules": replace(RULES, area_hard=True)})  # fmt: skip
    assert columns_of(hard)["shaped_by"] == ["floor_area_high"] * 2
    locked = solved(problem_changes={"locked_room": np.array([0, 0, 1, 1], np.int32)}, households=(100.0,) * 4)
    assert columns_of(locked)["shaped_by"] == ["locks"] * 2
    full = solved(problem_changes={"capacity_households": np.array([700.0, 700.0])}, households=(300.0,) * 4)
    words = columns_of(full, "en")
    assert words["shaped_by"] == ["capacity"] * 2
    assert "1,200 of at most 700 households" in words["shaped_why"][0]


@pytest.mark.parametrize("is_hard", [False, True])
def test_a_band_of_a_further_activity_is_named_with_its_numbers(is_hard):
    made = solved(households=(100.0,) * 4)
    homes = ActivityBand("households", made.problem.households, 50.0, 300.0, 90.0, is_hard=is_hard)
    gates = ActivityBand("gates", np.ones(4), 0.0, 9.0, 90.0, is_hard=True)
    made = solved(households=(100.0,) * 4, problem_changes={"bands": (homes, gates)})
    assert columns_of(made)["shaped_by"] == ["households"] * 2
    assert "片区将有 400 户，须为 50 至 300 户" in columns_of(made)["shaped_why"][0]
    assert "400 households; 50 to 300 are asked for" in columns_of(made, "en")["shaped_why"][0]


def test_two_bands_at_once_are_both_named_where_both_are_in_the_way():
    bands = [
        ActivityBand(name, load, 0.0, high, 0.0, is_hard=True)
        for name, load, high in (("households", np.full(4, 100.0), 300.0), ("posts", np.full(4, 1.25), 4.0))
    ]
    made = solved(households=(100.0,) * 4, problem_changes={"bands": tuple(bands)})
    why = columns_of(made)["shaped_why"][0]
    assert "片区将有 400 户" in why
    assert "片区将有折算岗位 5 个，须为 0 至 4 个" in why


def test_where_no_rule_is_in_the_way_cost_shaped_the_region():
    made = solved(households=(40_000.0,) * 4)
    found = columns_of(made, "en")
    assert found["shaped_by"] == [COST] * 2
    assert all("costs" in said for said in found["shaped_why"])
    assert min(found["shaped_cny"]) > 0


def test_a_plan_that_could_be_better_says_so():
    made = solved(households=(1.0,) * 4)
    assert columns_of(made)["shaped_by"] == [BETTER] * 2


def test_a_region_without_neighbours_says_so():
    made = solved(hosts=(0,), room_of=(0,) * 4)
    found = columns_of(made)
    assert found["shaped_by"] == [COST]
    assert found["shaped_why"] == ["没有可与之调整的相邻片区"]
    assert np.isnan(found["shaped_cny"][0])


def test_a_station_out_of_reach_is_never_the_next_best_change():
    made = solved()
    walking = made.problem.terms["walking"].copy()
    walking[:2, 1] = walking[2:, 0] = np.inf
    terms = made.problem.terms | {"walking": walking}
    cut = replace(made.problem, terms=terms, pair_cny=sum(terms.values()))
    assert list(changes(cut, made.solution.room_of)) == []
    assert {shape.rule for shape in shapes(cut, made.solution.room_of, np.array([0, 1]))} == {COST}
