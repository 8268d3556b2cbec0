"""Plans compared: verdicts, ties, what cannot be compared."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.measures.comparing import compare_plans
from geo.schema.plans_compared import COMPARED
from geo.wording import catalogue
from tests.measures.sides import row_plan
from tests.plans import small_plan

BEFORE = {"R1": ["E1", "E2"], "R4": ["E3", "E4"]}
AFTER = {"R2": ["E1", "E2", "E3", "E4"]}


def _of(comparison, measure):
    rows = comparison.measures[comparison.measures["measure"] == measure]
    return rows.set_index("plan")


def test_each_measure_says_which_plan_is_better_by_its_own_direction():
    found = compare_plans({"今": row_plan(BEFORE), "改": row_plan(AFTER)})
    walk, covered = _of(found, "walk_mean"), _of(found, "covered_300")
    assert walk["value"].tolist() == [50, 100]
    assert (walk.loc["改", "difference"], walk.loc["改", "relative"], walk.loc["改", "verdict"]) == (50, 1.0, "worse")
    assert walk["is_best"].tolist() == [True, False]
    assert covered["verdict"].tolist() == [None, "same"]
    assert _of(found, "stations").loc["改", "verdict"] == "neither"


@pytest.mark.parametrize(
    ("second", "expected"),
    [((1_000.0, 1_000.0), "same"), ((1_080.0, 1_020.0), "tie"), ((1_080.0, 1_080.0), "tie"),
     ((1_200.0, 1_150.0), "worse"), ((800.0, 790.0), "better"), ((800.0, None), "no_bound")],
)  # fmt: skip
def test_a_difference_within_both_gaps_is_a_tie(second, expected):
    objective, bound = second
    first = (1_000.0, 1_000.0 if expected == "same" else 900.0)
    plans = {"今": row_plan(BEFORE, objective=first[0], bound=first[1]),
             "改": row_plan(AFTER, objective=objective, bound=bound)}  # fmt: skip
    found = compare_plans(plans)
    whole = found.ties[found.ties["subdistrict"] == ""].iloc[0]
    assert whole["verdict"] == expected
    assert whole["difference_cny"] == objective - 1_000
    assert _of(found, "objective").loc["改", "verdict"] == expected


def test_with_other_estates_only_what_is_shared_is_compared_and_it_is_said():
    before = row_plan({"R1": ["E1", "E2", "E7"]})
    after = row_plan({"R1": ["E1", "E2", "E3"]})
    found = compare_plans({"今": before, "改": after})
    assert found.shared == ("E1", "E2")
    assert _of(found, "walk_max")["value"].tolist() == [100, 100]
    assert _of(found, "monthly_cost").loc["改", "verdict"] == "not_comparable"
    told = found.differences.set_index("what").loc["estates"]
    assert "2" in told["zh"]
    assert "score" in told["not_compared"]


def test_walks_of_other_sources_are_not_compared():
    found = compare_plans({"今": row_plan(BEFORE), "改": row_plan(AFTER, rung="roads")})
    assert _of(found, "walk_mean").loc["改", "verdict"] == "not_comparable"
    assert found.differences["what"].tolist() == ["rungs"]


def test_a_score_measured_by_other_prices_is_not_compared_but_the_bill_is():
    after = row_plan(AFTER, settings={"prices.walking_cny_hour": 30.0})
    found = compare_plans({"今": row_plan(BEFORE), "改": after})
    assert _of(found, "objective").loc["改", "verdict"] == "not_comparable"
    assert _of(found, "monthly_cost").loc["改", "verdict"] == "same"
    assert set(found.ties["verdict"]) == {"not_comparable"}
    assert found.settings["setting"].unique().tolist() == ["prices.walking_cny_hour"]
    assert found.settings["value"].tolist() == ["20", "30"]


def test_projection_inputs_and_ledger_values_are_told():
    before = row_plan(BEFORE, record={"inputs": [{"file": "a.xlsx", "sha256": "1"}, {"file": "p.toml", "sha256": "1"}]})
    after = row_plan(
        AFTER,
        households={"E1": 130},
        record={"metric_crs": "EPSG:4528", "inputs": [{"file": "a.xlsx", "sha256": "2"}]},
    )
    found = compare_plans({"今": before, "改": after})
    assert found.differences["what"].tolist() == ["values", "inputs", "crs"]
    assert "a.xlsx" in found.differences["zh"].iloc[1]
    assert "p.toml" not in found.differences["zh"].iloc[1]


def test_four_plans_are_held_against_the_first_and_judged_in_pairs():
    plans = {name: row_plan(own) for name, own in zip("甲乙丙丁", (BEFORE, AFTER, BEFORE, AFTER), strict=True)}
    found = compare_plans(plans)
    assert set(found.moved["plan"]) == {"乙", "丁"}
    assert len(found.ties[found.ties["subdistrict"] == ""]) == 6
    assert _of(found, "walk_mean")["is_best"].tolist() == [True, False, True, False]


def test_one_plan_five_plans_and_strangers_are_refused():
    plan = row_plan(BEFORE)
    for plans in ({"今": plan}, dict.fromkeys("甲乙丙丁戊", plan)):
        with pytest.raises(InputError):
            compare_plans(plans)
    with pytest.raises(InputError, match="台账"):
        compare_plans({"今": plan, "改": row_plan({"R8": ["E8"]})})


def test_whole_plans_fill_every_table_as_declared():
    found = compare_plans({"今": small_plan(estates=48), "改": small_plan(estates=48, seed=1)})
    for declared in COMPARED:
        assert list(getattr(found, declared.name).columns) == declared.names()
    assert found.curves["share"].max() == pytest.approx(1)
    assert {"households", "elderly60"} == set(found.claims["people"])


def test_every_measure_unit_and_choice_has_words():
    from geo.measures.measure_list import MEASURE_LIST
    from geo.schema.plans_compared import ESTATE_CHANGES, MEASURE_GROUPS, STATION_CHANGES, VERDICTS

    for one in MEASURE_LIST:
        assert {f"compare.measure.{one.name}", f"compare.in.{one.unit}"} <= catalogue().keys()
        assert one.group in MEASURE_GROUPS
    keys = {f"compare.verdict.{v}" for v in VERDICTS} | {f"compare.group.{g}" for g in MEASURE_GROUPS}
    keys |= {f"compare.change.{c}" for c in (*STATION_CHANGES, *ESTATE_CHANGES)}
    assert keys <= catalogue().keys()
