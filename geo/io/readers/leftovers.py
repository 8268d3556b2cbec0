"""Rows under a header that are no estates: totals, notes, section titles and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from unicodedata import normalize

from geo.io.readers.raw import Cell
from geo.io.readers.vocabulary import aliases_of, forms_of, is_row_number, plain
from geo.schema import TABLES

_TOTAL = re.compile(
    r".{0,20}(?:合计|小计|总计|共计|累计|汇总)(?:数|[\d(].*)?[:]?|(?:grand)?(?:sub)?totals?[:]?", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表|填报|制表|审核|复核|负责人|联系人|联系电话|数据来源|资料来源|来源|"
    r"notes?|remarks?|sources?)(?:人|单位|说明|日期|时间)?\s*[:\d一二三]",
    re.IGNORECASE,
)
_FEW = 3


class LeftOver(Enum):
    """Why a row is not data."""

    NOTHING = "nothing"
    TOTAL = "total"
    NOTE = "note"
    SECTION = "section"
    HEADER = "header"


def judge_row(cells: Sequence[Cell], headings: Sequence[str], *, spans: bool) -> LeftOver:
    """Tell what a filled row is; `spans` says that a merged cell of it covers three columns or more."""
    filled = [(column, cell) for column, cell in enumerate(cells) if cell is not None]
    labels = [(column, normalize("NFKC", cell).strip()) for column, cell in filled if isinstance(cell, str)]
    if any("计" in label or "total" in label.casefold() or "汇总" in label for _, label in labels[:2]) and any(
        _TOTAL.fullmatch(re.sub(r"\s", "", label)) for _, label in labels[:2]
    ):
        return LeftOver.TOTAL
    if _repeats_header(labels, headings, len(filled)):
        return LeftOver.HEADER
    if not labels or len(filled) > _FEW:
        return LeftOver.NOTHING
    if _NOTE.match(labels[0][1]):
        return LeftOver.NOTE
    if len(filled) == 1 and len(headings) > _FEW and (spans or not _identifies(headings[labels[0][0]])):
        return LeftOver.SECTION
    return LeftOver.NOTHING


def _repeats_header(labels: Sequence[tuple[int, str]], headings: Sequence[str], filled: int) -> bool:
    """Tell whether nearly all filled cells repeat the heading of their column."""
    same = sum(1 for column, label in labels if headings[column] and _same_heading(label, headings[column]))
    return same >= 2 and same >= 0.6 * filled


def _same_heading(label: str, heading: str) -> bool:
    return len(label) <= len(heading) + 4 and plain(label) in {plain(heading), *forms_of(heading).levels}


@cache
def _identifies(heading: str) -> bool:
    """Tell whether a lone cell under this heading may be a row of its own (a name, an id, a key)."""
    if is_row_number(heading):
        return False
    keys = {alias for table in TABLES.values() for column in table.columns if column.required
            for alias in aliases_of(column) if column.name != "subdistrict"}  # fmt: skip
    return bool({forms_of(heading).whole, forms_of(heading).bare} & keys)
