"""Complaints and work orders, of the hotline and our own: which estate, what about, opened and closed when, by whom."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped, require_columns
from geo.io.companions.complaint_words import complaint_of
from geo.io.companions.estate_names import EstateNames
from geo.io.companions.survey_rows import LeftRows, read_day, resolve_estate, source_of
from geo.io.headings import MappedTable
from geo.io.values import squeeze
from geo.schema import ORDERS
from geo.wording import text

_CLOSED = re.compile(
    r"已?办结|已?完[成结]|已?结案|已?关闭|已?解决|已?归档|已?处理|closed|done|solved|finished", re.IGNORECASE
)
_OPEN = re.compile(
    r"未|待|正在|处理中|办理中|在办|进行中|受理中|派单|退回|已受理|已接单|open|pending|progress", re.IGNORECASE
)
_PLAIN = ("channel", "status_written", "crew", "note")


def read_orders(
    path: Path, report: Report, *, estates: pd.DataFrame, today: date | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read orders into ORDERS, and the rows that could not be used into SURVEY_REJECTS.

    An order without a day of opening is kept and cannot be timed (`unclear`), as is one closed before it was opened
    or dated in the future. Orders without a number are numbered by file and row; the second of two with one number
    is not used. A kind that is not told is looked for in the text.

    Raises
    ------
    MissingColumnsError
        Where estates or days of opening have no column.
    """
    names, left = EstateNames.of(estates), LeftRows("orders", report)
    rows: list[dict[str, Any]] = []
    for mapped in read_mapped(Path(path), ORDERS.columns, report):
        require_columns(mapped, [ORDERS["estate_id"], ORDERS["opened_on"]])
        rows += _read_table(mapped, names, left, today)
    kept = _without_twins(rows, left)
    return ORDERS.conform(pd.DataFrame(kept, columns=ORDERS.names())), left.frame()


def _read_table(mapped: MappedTable, names: EstateNames, left: LeftRows, today: date | None) -> list[dict[str, Any]]:
    cells = read_cells(mapped, [ORDERS[name] for name in _PLAIN], left.report).to_dict("records")
    rows = []
    for row, values in enumerate(cells):
        estate = resolve_estate(names, mapped, row, left)
        if not estate:
            continue
        number = as_word(mapped.value(row, "order_id")) or f"{mapped.raw.file}:{mapped.raw.rows[row]}"
        opened, closed = (read_day(mapped, row, ORDERS[name], left.report) for name in ("opened_on", "closed_on"))
        state = _state(opened, closed, values["status_written"], is_undated=_is_blank(mapped, row, "closed_on"))
        made = {**values, "order_id": number, "estate_id": estate, "opened_on": opened, "closed_on": closed}
        made |= _kind(mapped, row, values["note"]) | source_of(mapped, row)
        fault = _fault(opened, closed, today)
        if fault:
            found = text(f"{fault}.found", order=number, opened=opened or "-", closed=closed or "-")
            column = "opened_on" if fault == "order-no-opening" else "closed_on"
            left.report.find(fault, severity="error", where=mapped.where(row, column), found=found, estate_id=estate)
            state = "unclear"
        elif closed and _says_open(values["status_written"]):
            found = text("order-status.found", order=number, status=values["status_written"], closed=closed)
            left.report.find("order-status", where=mapped.where(row, "status_written"), found=found, estate_id=estate)
        rows.append({**made, "state": state, "_mapped": mapped, "_row": row})
    return rows


def _is_blank(mapped: MappedTable, row: int, name: str) -> bool:
    return not as_word(mapped.value(row, name))


def _says_open(status: object) -> bool:
    word = squeeze(str(status or ""))
    return bool(_OPEN.search(word)) and not _is_closed_word(word)


def _is_closed_word(word: str) -> bool:
    return bool(_CLOSED.search(word)) and not re.search(r"未|待|不", word)


def _state(opened: str | None, closed: str | None, status: object, *, is_undated: bool) -> str:
    """Judge an order: a day of closing wins over the word of its status; a closed one without a day is not timed."""
    if closed:
        return "closed"
    if _is_closed_word(squeeze(str(status or ""))) or not is_undated:
        return "undated"
    return "open" if opened else "unclear"


def _fault(opened: str | None, closed: str | None, today: date | None) -> str:
    if not opened:
        return "order-no-opening"
    if closed and closed < opened:
        return "order-backwards"
    if today is not None and max(opened, closed or opened) > today.isoformat():
        return "order-future"
    return ""


def _kind(mapped: MappedTable, row: int, note: object) -> dict[str, object]:
    """Sort the written kind; where none is written, the first kind whose word stands in the text."""
    written = as_word(mapped.value(row, "kind"))
    kind = complaint_of(written) if written else ""
    if not kind and note:
        kind = complaint_of(note)
    return {"kind": kind or "other", "kind_written": written or None}


def _without_twins(rows: list[dict[str, Any]], left: LeftRows) -> list[dict[str, Any]]:
    """Leave out the second order with one number."""
    kept, seen = [], set()
    for row in rows:
        number = folded(row["order_id"])
        if number in seen:
            found = text("order-twice.found", order=row["order_id"])
            left.leave(row["_mapped"], row["_row"], "order-twice", column="order_id", found=found)
        else:
            kept.append(row)
        seen.add(number)
    return kept
