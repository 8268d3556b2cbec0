"""robust.xlsx: plans ranked under every assumption, drawn together, and the stations of good plans."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from geo.reports.drawing import draw_sheet, open_book
from geo.reports.sheets import Sheet, fields_of
from geo.schema.robustness import NO_REGRET, ROBUST_INPUTS, ROBUST_PLANS
from geo.wording import text

_SHEETS = {"plans": ROBUST_PLANS, "inputs": ROBUST_INPUTS, "stations": NO_REGRET}


def write_robustness_book(tables: Mapping[str, pd.DataFrame], path: Path, *, invented: bool) -> None:
    """Write the tables as an Excel workbook, in the language in force; equal tables give equal bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    rows = sum(len(table) for table in tables.values())
    with open_book(Path(path), banner=text("invented") if invented else "", rows=rows) as book:
        for name, declared in _SHEETS.items():
            note = text(f"robust.note.{name}")
            draw_sheet(book, Sheet(declared.label(), tuple(fields_of(declared)), tables[name], note=note, frozen=2))
