import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.findings import Report
from geo.io.identity import assign_ids, identity_form
from tests.io.ledgers import estates, repairs, rules


def ids_of(rows):
    report = Report()
    return assign_ids(estates(rows), report)["estate_id"].tolist(), report


def test_ids_are_made_from_the_estate_s_own_words_and_do_not_depend_on_the_order():
    rows = [{"name": f"示例{i}苑", "subdistrict": "示例街道", "address": f"示例路{i}号"} for i in range(5)]
    forward, report = ids_of(rows)
    backward, _ = ids_of(rows[::-1])
    assert forward == backward[::-1]
    assert len(set(forward)) == 5
    assert rules(report) == ["id-made"]
    assert len(repairs(report, "estate_id")) == 5


def test_the_same_words_make_the_same_id_however_they_are_spaced():
    assert ids_of([{"name": "示例甲苑"}])[0] == ids_of([{"name": "示例 甲苑"}])[0]


def test_estates_of_one_name_get_ids_of_their_own_from_what_tells_them_apart():
    rows = [{"name": "示例苑", "households": 100}, {"name": "示例苑", "households": 200}]
    forward, _ = ids_of(rows)
    backward, _ = ids_of(rows[::-1])
    assert len(set(forward)) == 2
    assert forward == backward[::-1]


def test_rows_alike_in_everything_still_get_ids_of_their_own():
    made, _ = ids_of([{"name": "示例苑"}] * 3)
    assert len(set(made)) == 3


def test_lost_leading_zeros_are_given_back_beside_padded_ids():
    made, report = ids_of([{"estate_id": "0007"}, {"estate_id": "12"}, {"estate_id": "0103"}])
    assert made == ["0007", "0012", "0103"]
    assert repairs(report, "estate_id") == [("12", "0012", "leading-zeros")]


def test_numbers_stay_as_they_are_where_no_id_is_padded():
    made, report = ids_of([{"estate_id": "7"}, {"estate_id": "12"}])
    assert made == ["7", "12"]
    assert not report.repairs


def test_ids_that_differ_by_case_spaces_or_width_are_the_same_id_and_said():
    rows = [{"name": "示例甲苑", "estate_id": "WX-1"}, {"name": "样例乙苑", "estate_id": "ｗｘ-１ "}]
    made, report = ids_of(rows)
    assert len(set(made)) == 2
    assert {"id-spelling", "id-shared"} <= set(rules(report))


def test_one_id_on_two_estates_is_an_error_that_names_both_rows():
    rows = [{"name": "示例甲苑", "estate_id": "A1"}, {"name": "样例乙苑", "estate_id": "A1"}]
    made, report = ids_of(rows)
    assert len(set(made)) == 2
    assert all(value.startswith("A1~") for value in made)
    finding = next(f for f in report.findings if f.rule == "id-shared")
    assert finding.severity == "error"
    assert "示例甲苑" in finding.found
    assert "第4行" in finding.found


def test_of_two_rows_with_one_id_and_one_name_the_fuller_keeps_the_id():
    rows = [{"name": "示例苑", "estate_id": "A1"}, {"name": "示例苑", "estate_id": "A1", "households": 300}]
    made, _ = ids_of(rows)
    assert made[1] == "A1"
    assert made[0] != "A1"


def test_numerals_phases_and_lanes_stay_in_the_form_that_is_compared():
    names = ["样例一村", "样例二村", "样例苑一期", "样例苑二期", "样例苑东区", "样例苑西区", "样例路12弄", "样例路21弄"]
    assert len({identity_form(name) for name in names}) == len(names)
    assert identity_form("样例苑（一期）") == identity_form("样例苑(一期)") == identity_form("样例苑 一期")


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aA1 ０0", max_size=4), min_size=1, max_size=12))
def test_every_row_has_an_id_of_its_own_whatever_was_written(written):
    rows = [{"name": "示例苑", "estate_id": value.strip() or None} for value in written]
    made, _ = ids_of(rows)
    assert len(set(made)) == len(rows)
    assert all(made)


def test_the_id_before_telling_apart_is_kept():
    frame = assign_ids(estates([{"estate_id": "A1"}, {"estate_id": "A1"}]), Report())
    assert isinstance(frame, pd.DataFrame)
    assert frame["written_id"].tolist() == ["A1", "A1"]
