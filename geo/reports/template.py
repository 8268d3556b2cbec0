"""The blank ledger: headings with units, drop-down lists, notes, and a page that says what each column means.

Made from the declarations of the schema, so that what it asks for is what the reader knows.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from geo.reports.cells import width_of
from geo.reports.drawing import Book, draw_sheet, open_book
from geo.reports.sheets import Field, Sheet
from geo.schema import COORDINATE_COLUMNS, ESTATES, Column
from geo.wording import language, text

_ROWS = 2_000  # rows that get drop-down lists
_LONGEST_LIST = 255  # Excel's limit for a list typed into a validation
_SHOWN_ALIASES = 6


def write_template(path: Path) -> None:
    """Write a blank ledger (.xlsx) in the language in force.

    The first sheet has one row of headings and reads back as a ledger; the second explains every column.

    Raises
    ------
    OutputError
        Where the file cannot be written; the old one is untouched.
    """
    columns = asked_columns()
    with open_book(Path(path)) as book:
        _draw_ledger(book, columns)
        draw_sheet(book, _guide(columns))


def asked_columns() -> list[Column]:
    """List the columns of a blank ledger: the place behind the address, then the rest as declared."""
    asked = [column for column in ESTATES.columns if column.asked]
    position = [column.name for column in asked].index("address") + 1
    return [*asked[:position], *COORDINATE_COLUMNS, *asked[position:]]


def _draw_ledger(book: Book, columns: list[Column]) -> None:
    page = book.add_plain_page(text("template.ledger"))
    page.freeze_panes(1, 2)
    page.set_row(0, 32)
    needed = book.style(
        bold=True, text_wrap=True, valign="vcenter", bg_color="#FFE9B8", border=1, border_color="#BBBBBB"
    )
    other = book.style(
        bold=True, text_wrap=True, valign="vcenter", bg_color="#E7ECF3", border=1, border_color="#BBBBBB"
    )
    for position, column in enumerate(columns):
        page.write_string(0, position, column.label(), needed if column.required else other)
        page.write_comment(0, position, _note(column), {"x_scale": 1.6, "y_scale": 1.2, "author": "Linli"})
        as_text = {} if column.kind in {"int", "float"} else {"num_format": "@"}  # keeps leading zeros of an id
        dates = {"num_format": "yyyy-mm-dd"} if column.kind == "date" else as_text
        page.set_column(position, position, max(9.0, width_of(column.label()) + 2), book.style(**dates))
        _add_validation(page, position, column)


def _add_validation(page: Worksheet, position: int, column: Column) -> None:
    """Offer the choices and warn about numbers out of range; people may keep what they wrote."""
    rule: dict[str, object] = {}
    choices = _choices(column)
    if choices and len(",".join(choices)) <= _LONGEST_LIST:
        rule = {"validate": "list", "source": choices, "error_message": text("template.not_listed")}
    elif column.kind in {"int", "float"} and column.low is not None and column.high is not None:
        words = text("template.out_of_range", low=_number(column.low), high=_number(column.high))
        rule = {"validate": "decimal", "criteria": "between", "minimum": column.low, "maximum": column.high}
        rule |= {"error_message": words}
    if rule:
        page.data_validation(1, position, _ROWS, position, rule | {"error_type": "information"})


def _choices(column: Column) -> list[str]:
    if column.kind == "bool":
        return [text("reports.yes"), text("reports.no")]
    return list(column.choices.values() if language() == "zh" else column.choices)


def _guide(columns: list[Column]) -> Sheet:
    rows = [
        {
            "heading": column.label() + (" *" if column.required else ""),
            "required": text("reports.yes") if column.required else None,
            "meaning": _meaning(column) or None,
            "range": _range(column) or None,
            "choices": "、".join(_choices(column)) or None,
            "aliases": "、".join(column.aliases[:_SHOWN_ALIASES]),
        }
        for column in columns
    ]
    keys = {
        "heading": "template.heading",
        "required": "template.required",
        "meaning": "reports.meaning",
        "range": "template.range",
        "choices": "template.choices",
        "aliases": "template.aliases",
    }
    fields = tuple(Field(name, text(key), widest=46.0) for name, key in keys.items())
    frame = pd.DataFrame(rows, columns=list(keys), dtype=object)
    return Sheet(text("template.guide"), fields, frame, note=text("template.intro"))


def _note(column: Column) -> str:
    """Say in a few lines what belongs into a column."""
    parts = [
        column.label() + (f"（{text('template.required')}）" if column.required else ""),
        _meaning(column),
        _range(column),
        "、".join(_choices(column)),
    ]
    return "\n".join(part for part in parts if part)


def _meaning(column: Column) -> str:
    return column.meaning_zh if language() == "zh" else column.meaning_en


def _range(column: Column) -> str:
    if column.low is None or column.high is None:
        return ""
    words = text("template.range_words", low=_number(column.low), high=_number(column.high))
    return f"{words} {column.unit}".rstrip()


def _number(value: float) -> str:
    """Show a bound; a year has no thousands separator."""
    return f"{value:,.0f}" if value >= 10_000 else f"{value:g}"
