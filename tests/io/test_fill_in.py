import numpy as np

from geo.findings import Report
from geo.io.fill_in import fill_missing
from geo.policy import Policy
from tests.io.ledgers import estates, repairs, rules

POLICY = Policy().fill_in


def filled(rows, policy=POLICY, counted=None):
    report = Report()
    everyone = np.ones(len(rows), dtype=bool) if counted is None else np.array(counted)
    frame = estates([{"estate_id": f"E{i}", "subdistrict": "示例街道", **row} for i, row in enumerate(rows)])
    return fill_missing(frame, policy, report, counted=everyone), report


KNOWN = {"community": "示例社区", "floor_area_m2": 8_000.0, "households": 100}


def test_households_come_from_the_area_by_the_community_s_own_ratio():
    frame, report = filled([KNOWN, KNOWN, KNOWN, {"community": "示例社区", "floor_area_m2": 16_000.0}])
    assert frame["households"].tolist()[3] == 200
    assert repairs(report, "households") == [("", "200", "fill-in-community-ratio")]


def test_the_area_comes_back_from_households():
    frame, _ = filled([KNOWN, KNOWN, KNOWN, {"community": "示例社区", "households": 50}])
    assert frame["floor_area_m2"].tolist()[3] == 4_000


def test_a_community_with_few_known_estates_takes_the_sub_district_s_ratio():
    frame, report = filled([KNOWN, KNOWN, KNOWN, {"community": "样例社区", "floor_area_m2": 16_000.0}])
    assert frame["households"].tolist()[3] == 200
    assert repairs(report, "households")[0][2] == "fill-in-subdistrict-ratio"


def test_the_policy_s_ratio_is_the_last_resort():
    frame, _ = filled([{"floor_area_m2": 68_700.0}, {"households": 100}])
    assert frame["households"].tolist() == [1_000, 100]
    assert frame["floor_area_m2"].tolist() == [68_700, 6_870]


def test_where_neither_is_known_the_median_or_the_policy_s_households_stand_in():
    with_median, _ = filled([KNOWN, KNOWN, KNOWN, {"community": "示例社区"}])
    assert (with_median["households"].tolist()[3], with_median["floor_area_m2"].tolist()[3]) == (100, 8_000)
    alone, report = filled([{}])
    assert alone["households"].tolist() == [420]
    assert repairs(report, "households")[0][2] == "fill-in-usual-households"


def test_residents_over_60s_and_green_area_follow():
    frame, _ = filled([KNOWN])
    row = frame.iloc[0]
    assert (row["residents"], row["elderly60"], row["green_area_m2"]) == (257, 77, 2_000)


def test_every_filled_cell_is_named_logged_and_counted():
    frame, report = filled([KNOWN, {"floor_area_m2": 8_000.0}])
    assert frame["filled"].tolist() == [
        "residents;elderly60;green_area_m2",
        "households;residents;elderly60;green_area_m2",
    ]
    assert len(report.repairs) == 7
    assert rules(report) == ["filled-in"] * 4
    assert all(made.confidence < 1 for made in report.repairs)


def test_what_is_known_is_never_changed_and_the_year_is_never_filled():
    frame, _ = filled(
        [{"households": 77, "floor_area_m2": 5_000.0, "residents": 3, "elderly60": 1, "green_area_m2": 9.0}]
    )
    row = frame.iloc[0]
    assert (row["households"], row["floor_area_m2"], row["residents"], row["elderly60"], row["green_area_m2"]) == (
        77,
        5000,
        3,
        1,
        9,
    )
    assert frame["build_year"].isna().all()
    assert frame["filled"].tolist() == [None]


def test_implausible_ratios_are_warned_of_and_not_asked_for_medians():
    odd = {"community": "示例社区", "floor_area_m2": 100_000.0, "households": 10}
    frame, report = filled([odd, odd, odd, odd, {"community": "示例社区", "floor_area_m2": 68_700.0}])
    assert rules(report).count("area-per-household") == 4
    assert frame["households"].tolist()[4] == 1_000


def test_rejected_rows_are_neither_filled_nor_asked():
    frame, _ = filled(
        [KNOWN, KNOWN, KNOWN, {"community": "示例社区", "floor_area_m2": 16_000.0}], counted=[False, False, False, True]
    )
    assert frame["households"].tolist()[3] == 233
    assert frame["residents"].isna().tolist() == [True, True, True, False]


def test_filling_in_can_be_switched_off_and_the_gaps_are_counted():
    off = Policy().with_settings({"fill_in.enabled": False}).fill_in
    frame, report = filled([{}, KNOWN], policy=off)
    assert frame["households"].isna().tolist() == [True, False]
    assert rules(report) == ["not-filled-in", "not-filled-in"]
