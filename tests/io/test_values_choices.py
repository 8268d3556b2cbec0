import pytest

from geo.io.values import parse_choice, parse_yes_no
from geo.schema import ESTATES


@pytest.mark.parametrize(
    "cell", ["是", "有", "√", "Y", "yes", 1, "1", 1.0, True, "已改造", "2021年", 2021, "2019-2020", "部分", "是(2019)"]
)
def test_words_for_yes(cell):
    assert parse_yes_no(cell).value is True


@pytest.mark.parametrize("cell", ["否", "无", "×", "N", "no", 0, "0", False, "未改造", "没有"])
def test_words_for_no(cell):
    assert parse_yes_no(cell).value is False


@pytest.mark.parametrize("cell", ["—", "/", "不详", None])
def test_marks_for_nothing_known_are_neither(cell):
    reading = parse_yes_no(cell)
    assert reading.value is None
    assert not reading.fault


def test_another_word_is_a_fault():
    assert parse_yes_no("蓝色").fault == "not-yes-no"


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("ownership_class", "房改房", "housing_reform"),
        ("ownership_class", "HOUSING_REFORM", "housing_reform"),
        ("ownership_class", "以房改房为主", "housing_reform"),
        ("ownership_class", "直管公房", "public"),
        ("ownership_class", "单位宿舍", "work_unit"),
        ("ownership_class", "商品房", "commodity"),
        ("ownership_class", "安置房", "relocation"),
        ("ownership_class", "动迁安置", "relocation"),
        ("ownership_class", "央产", "military_central"),
        ("ownership_class", "房改房、商品房", "mixed"),
        ("mgmt_mode", "无", "unmanaged"),
        ("mgmt_mode", "有", "firm"),
        ("mgmt_mode", "社区代管", "community"),
        ("mgmt_mode", "三保", "basic_three"),
        ("mgmt_mode", "自管", "self"),
        ("mgmt_mode", "国有物业", "state_firm"),
        ("mgmt_mode", "某某物业公司", "firm"),
        ("stage", "调研", "survey"),
        ("stage", "已签约", "signed"),
        ("stage", "整治", "cleanup"),
        ("stage", "已进驻", "daily"),
        ("stage", "未进驻", "none"),
        ("stage", "日常管理", "daily"),
        ("enclosed", "是", "closed"),
        ("enclosed", "不封闭", "open"),
        ("enclosed", "半封闭", "partly"),
        ("eligible_class", "三供一业", "sgyy_transfer"),
    ],
)
def test_values_of_lists_are_read_by_key_word_and_variant(column, cell, value):
    assert parse_choice(cell, ESTATES[column]).value == value


def test_a_denied_word_is_not_taken():
    assert parse_choice("非安置房", ESTATES["ownership_class"]).fault == "not-a-choice"


def test_words_that_answer_another_question_are_missing_and_no_fault():
    reading = parse_choice("普通住宅", ESTATES["ownership_class"])
    assert reading.value is None
    assert not reading.fault
