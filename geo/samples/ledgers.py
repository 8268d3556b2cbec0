"""The sample's ledger as people write one: a title above the headings, words among the numbers, a total below.

Above `PARQUET_ABOVE` estates the ledger is a plain table in Parquet, since a workbook that size helps nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from geo.files import replacing_file
from geo.schema import ESTATES

PARQUET_ABOVE = 20_000
_TITLE = "老旧小区台账（示例数据·虚构）"
_NOTE = "注：本表为程序生成的虚构示例，小区名称、坐标与数字均非真实。"
_COLUMNS = (
    "estate_id", "name", "district", "subdistrict", "community", "build_year", "floor_area_m2", "households",
    "residents", "elderly60", "buildings", "gates", "enclosed", "parking_bays", "green_area_m2", "ownership_class",
    "sgyy_transfer", "liveable_renovation", "mgmt_mode", "stage", "signed_on", "entered_on", "firm",
    "fee_cny_m2_month", "collection_rate",
)  # fmt: skip


def write_ledger(estates: pd.DataFrame, folder: Path, generator: np.random.Generator) -> Path:
    """Write the ledger of invented estates (with `lon`, `lat`) and return its path."""
    estates = estates.sort_values("estate_id", ignore_index=True)
    if len(estates) > PARQUET_ABOVE:
        path = folder / "ledger.parquet"
        with replacing_file(path) as temporary:
            estates[[*_COLUMNS, "lon", "lat"]].to_parquet(temporary, index=False)
        return path
    path = folder / "ledger.xlsx"
    with replacing_file(path) as temporary, xlsxwriter.Workbook(str(temporary)) as book:
        book.set_properties({"created": pd.Timestamp("2026-01-01").to_pydatetime(), "title": _TITLE})
        _write_sheet(book, estates, _as_people_write(estates, generator))
    return path


def _as_people_write(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Return the cells with some values in the forms met in real ledgers; each still reads as the same number."""
    cells: pd.DataFrame = estates[[*_COLUMNS, "lon", "lat"]].astype(object)
    if len(cells) < 20:
        return cells
    picks = generator.permutation(len(cells))[: len(cells) // 20]
    forms = {
        "households": "约{}户",
        "floor_area_m2": "{:,}㎡",
        "buildings": "{}幢",
        "build_year": "{}年",
        "subdistrict": "{}办事处",
    }
    for (column, form), rows in zip(forms.items(), np.array_split(picks, len(forms)), strict=True):
        cells.loc[rows, column] = [form.format(value) for value in cells.loc[rows, column]]
    return cells


def _write_sheet(book: Any, estates: pd.DataFrame, cells: pd.DataFrame) -> None:  # noqa: ANN401  untyped library
    sheet = book.add_worksheet("小区台账")
    head = book.add_format({"bold": True, "bg_color": "#E8E4DA", "border": 1, "text_wrap": True, "valign": "vcenter"})
    labels = [ESTATES[name].label("zh") for name in _COLUMNS] + ["经度", "纬度"]
    title = book.add_format({"bold": True, "font_size": 14, "align": "center"})
    sheet.merge_range(0, 0, 0, len(labels) - 1, _TITLE, title)
    sheet.write_row(1, 0, labels, head)
    for number, row in enumerate(cells.itertuples(index=False), start=2):
        for position, value in enumerate(row):
            if value is not None and value == value:  # noqa: PLR0124  NaN
                sheet.write(number, position, value)
    last = len(cells) + 2
    totals = {
        "name": "合计",
        "floor_area_m2": estates["floor_area_m2"].sum(),
        "households": estates["households"].sum(),
    }
    for name, value in totals.items():
        sheet.write(last, _COLUMNS.index(name), value)
    sheet.write(last + 1, 0, _NOTE)
    sheet.freeze_panes(2, 2)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, len(labels) - 1, 12)
