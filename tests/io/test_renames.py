"""Official forms of names and the dated table of renames."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.findings import Report
from geo.io.renames import apply_renames, community_key, official_form


def _estates(*pairs):
    frame = pd.DataFrame(pairs, columns=["subdistrict", "community"], dtype=object)
    return frame.assign(estate_id=[f"E{row}" for row in range(len(pairs))], source_file="样例.csv", source_sheet="",
                        source_row=range(2, len(pairs) + 2))  # fmt: skip


def _renames(*rows):
    return pd.DataFrame(rows, columns=["old", "new", "community", "date"], dtype=object)


def _applied(estates, renames=None, **known):
    report = Report()
    return apply_renames(estates, renames, report, **known), report


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("样例街道", "样例街道"),
        ("样例街道办事处", "样例街道"),
        ("样例街道办", "样例街道"),
        (" 样例 街道 ", "样例街道"),
        ("样例街", "样例街道"),
        ("样例街办", "样例街道"),
        ("样例大街", "样例大街街道"),
        ("样例大街街道办事处", "样例大街街道"),
        ("样例镇", "样例镇"),
        ("样例镇人民政府", "样例镇"),
        ("样例乡", "样例乡"),
        ("样例开发区", "样例开发区"),
        ("样例工业园区", "样例工业园区"),
        ("样例", "样例"),
        ("", ""),
    ],
)
def test_only_known_endings_are_changed(written, official):
    assert official_form(written) == official


def test_known_names_settle_what_the_ending_means():
    assert official_form("样例桥街", {"样例桥街街道"}) == "样例桥街街道"
    assert official_form("样例大街", {"样例大街道"}) == "样例大街道"
    assert official_form("样例", {"样例街道"}) == "样例街道"
    assert official_form("样例", {"样例镇"}) == "样例镇"
    assert official_form("样例", {"样例镇", "样例街道"}) == "样例"


def test_every_change_is_one_repair_with_its_place():
    renamed, report = _applied(_estates(("样例街道办事处", "甲社区"), ("样例街道", "甲社区")))
    assert renamed["subdistrict"].tolist() == ["样例街道", "样例街道"]
    assert len(report.repairs) == 1
    repair = report.repairs[0]
    assert (repair.before, repair.after, repair.row, repair.rule) == ("样例街道办事处", "样例街道", 2, "official-form")


def test_merged_names_become_the_new_one():
    table = _renames(("样例东街道", "样例街道", None, "2021-03-01"), ("样例西街道", "样例街道", None, "2021-03-01"))
    renamed, report = _applied(_estates(("样例东街道", "甲"), ("样例西街", "乙"), ("样例南街道", "丙")), table)
    assert renamed["subdistrict"].tolist() == ["样例街道", "样例街道", "样例南街道"]
    assert [repair.rule for repair in report.repairs] == ["renamed", "official-form", "renamed"]


def test_a_split_is_resolved_by_community():
    table = _renames(
        ("样例街道", "样例一街道", "甲社区居委会", "2021"),
        ("样例街道", "样例二街道", "乙社区", "2021"),
    )
    renamed, report = _applied(_estates(("样例街道", "甲社区"), ("样例街道", "乙"), ("样例街道", None)), table)
    assert renamed["subdistrict"].tolist() == ["样例一街道", "样例二街道", "样例街道"]
    finding = next(f for f in report.findings if f.rule == "rename-split")
    assert (finding.row, finding.severity) == (4, "warning")
    assert "样例一街道" in finding.found


def test_a_line_without_community_holds_for_the_rest():
    table = _renames(("样例街道", "样例一街道", "甲社区", "2021"), ("样例街道", "样例二街道", None, "2021"))
    renamed, _ = _applied(_estates(("样例街道", "甲社区"), ("样例街道", "丁社区")), table)
    assert renamed["subdistrict"].tolist() == ["样例一街道", "样例二街道"]


def test_a_part_that_kept_the_name_makes_a_split_a_note():
    table = _renames(("样例街道", "样例街道", None, "2021"), ("样例街道", "样例二街道", None, "2021"))
    renamed, report = _applied(_estates(("样例街道", None)), table)
    assert renamed["subdistrict"].tolist() == ["样例街道"]
    assert [f.severity for f in report.findings] == ["note"]


def test_chains_are_followed_by_date():
    table = _renames(
        ("样例丙街道", "样例丁街道", None, "2023-01-01"),
        ("样例甲街道", "样例乙街道", None, "2010-01-01"),
        ("样例乙街道", "样例丙街道", None, "2018-01-01"),
    )
    renamed, _ = _applied(_estates(("样例甲街道", "甲"), ("样例乙街道", "甲")), table)
    assert renamed["subdistrict"].tolist() == ["样例丁街道", "样例丁街道"]


def test_a_name_given_back_later_does_not_turn_in_circles():
    table = _renames(("样例甲街道", "样例乙街道", None, None), ("样例乙街道", "样例甲街道", None, None))
    renamed, _ = _applied(_estates(("样例甲街道", "甲")), table)
    assert renamed["subdistrict"].tolist() == ["样例乙街道"]


def test_an_older_line_is_not_applied_to_a_newer_name():
    table = _renames(("样例甲街道", "样例乙街道", None, "2020"), ("样例乙街道", "样例丙街道", None, "2010"))
    renamed, _ = _applied(_estates(("样例甲街道", "甲")), table)
    assert renamed["subdistrict"].tolist() == ["样例乙街道"]


def test_communities_are_renamed_too():
    table = _renames(("老社区", "新社区", None, "2022"))
    renamed, report = _applied(_estates(("样例街道", "老社区")), table)
    assert renamed["community"].tolist() == ["新社区"]
    assert report.repairs[0].field == "community"


def test_names_of_outlines_complete_a_bare_name():
    renamed, _ = _applied(_estates(("样例", "甲")), known=["样例街道"])
    assert renamed["subdistrict"].tolist() == ["样例街道"]


def test_the_given_table_is_not_changed_and_blanks_stay_blank():
    estates = _estates((None, None), ("样例街", "甲"))
    renamed, report = _applied(estates)
    assert estates["subdistrict"].tolist() == [None, "样例街"]
    assert renamed["subdistrict"].tolist() == [None, "样例街道"]
    assert len(report.repairs) == 1


def test_endings_of_communities_do_not_tell_them_apart_but_numerals_do():
    assert community_key("样例一社区居委会") == community_key("样例一社区") == community_key("样例一")
    assert community_key("样例一社区") != community_key("样例二社区")
