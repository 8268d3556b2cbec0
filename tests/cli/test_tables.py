from geo.cli.columns import aligned, width


def test_wide_characters_take_two_columns():
    assert width("街道ab") == 6


def test_columns_line_up_under_chinese_text():
    lines = aligned([["街道", "小区"], ["示例一街道", "5"]])
    assert lines == ["街道        小区", "示例一街道     5"]
