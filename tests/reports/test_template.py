"""The blank ledger: it asks for what the reader knows, and reads back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from geo.findings import Report
from geo.io.headings import match_headings
from geo.io.readers import read_tables
from geo.reports.template import asked_columns, write_template
from geo.schema import COORDINATE_COLUMNS, ESTATES, Column
from geo.wording import using_language

SAMPLES = {"text": "样例", "float": 0.5, "date": "2025-01-02", "bool": "是"}


def sample(column: Column, row: int) -> object:
    fixed = {"estate_id": f"00{row}", "name": f"示例{row}苑", "subdistrict": "样例街道", "lon": 120.3, "lat": 31.5}
    if column.name in fixed:
        return fixed[column.name]
    if column.choices:
        return next(iter(column.choices.values()))
    return int(column.low or 0) + 1 if column.kind == "int" else SAMPLES[column.kind]


@pytest.fixture(params=["zh", "en"])
def filled(request, tmp_path) -> Path:
    path = tmp_path / "ledger.xlsx"
    with using_language(request.param):
        write_template(path)
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        for position, column in enumerate(asked_columns(), 1):
            book.worksheets[0].cell(row, position, sample(column, row))
    book.save(path)
    return path


def test_a_filled_template_reads_back_with_every_column(filled):
    report = Report()
    (table,) = read_tables(filled, report)
    mapped = match_headings(table, [*ESTATES.columns, *COORDINATE_COLUMNS], report)
    assert len(table.frame) == 2
    assert set(mapped.columns) >= {column.name for column in asked_columns()}
    assert mapped.unused == ()
    assert mapped.value(0, "estate_id") == "002"
    assert [finding for finding in report.findings if finding.severity != "note"] == []


def test_the_template_has_one_row_of_headings_with_units(tmp_path):
    write_template(tmp_path / "t.xlsx")
    sheet, guide = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets
    assert sheet.max_row == 1
    assert [cell.value for cell in sheet[1]] == [column.label("zh") for column in asked_columns()]
    assert "建筑面积(㎡)" in {cell.value for cell in sheet[1]}
    assert sheet.freeze_panes == "C2"
    assert guide.title == "填写说明"


def test_choices_are_drop_down_lists(tmp_path):
    write_template(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert '"封闭,半封闭,开放"' in lists
    assert '"是,否"' in lists
    wanted = [column for column in asked_columns() if column.choices or column.kind == "bool"]
    covered = {
        str(cell) for rule in sheet.data_validations.dataValidation if rule.type == "list" for cell in rule.sqref
    }
    assert len(covered) == len(wanted)
    assert all(rule.errorStyle == "information" for rule in sheet.data_validations.dataValidation)  # advice only


def test_every_heading_has_a_note_and_a_line_in_the_guide(tmp_path):
    write_template(tmp_path / "t.xlsx")
    sheet, guide = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets
    assert all(cell.comment is not None for cell in sheet[1])
    lines = list(guide.iter_rows(min_row=4, values_only=True))
    assert [line[0].removesuffix(" *") for line in lines] == [column.label("zh") for column in asked_columns()]
    needed = {column.label("zh") for column in asked_columns() if column.required}
    assert {line[0].removesuffix(" *") for line in lines if line[1] == "是"} == needed


def test_ids_and_other_texts_keep_their_leading_zeros(tmp_path):
    write_template(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    position = [column.name for column in asked_columns()].index("estate_id")
    letter = openpyxl.utils.get_column_letter(position + 1)
    assert sheet.column_dimensions[letter].number_format == "@"
