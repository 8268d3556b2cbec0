"""Rows under a header that are no estates: totals, notes, section titles and repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache
from unicodedata import normalize

from geo.io.readers.raw import Cell
from geo.io.readers.vocabulary import LEVEL_MARK, aliases_of, forms_of, is_row_number, plain
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
    filled = [column for column, cell in enumerate(cells) if cell is not None]
    labels = [column for column in filled if isinstance(cells[column], str)]
    first = [str(cells[column]) for column in labels[:2]]
    if any(_may_be_total(word) and _TOTAL.fullmatch(_squeezed(word)) for word in first):
        return LeftOver.TOTAL
    if first and first[0].strip() in _header_words(tuple(headings)) and _repeats_header(cells, labels, headings):
        return LeftOver.HEADER
    if not labels or len(filled) > _FEW:
        return LeftOver.NOTHING
    if _NOTE.match(normalize("NFKC", first[0]).strip()):
        return LeftOver.NOTE
    if len(filled) == 1 and len(headings) > _FEW and (spans or not _identifies(headings[labels[0]])):
        return LeftOver.SECTION
    return LeftOver.NOTHING


def _may_be_total(word: str) -> bool:
    """Sift cheaply: most rows of a ledger are judged by this alone."""
    return "计" in word or "汇总" in word or "otal" in word or "OTAL" in word


def _squeezed(word: str) -> str:
    return re.sub(r"\s", "", normalize("NFKC", word))


@cache
def _header_words(headings: tuple[str, ...]) -> frozenset[str]:
    """Collect the words of a header, level by level."""
    return frozenset(word for heading in headings for word in (heading, *heading.split(LEVEL_MARK)) if word)


def _repeats_header(cells: Sequence[Cell], labels: Sequence[int], headings: Sequence[str]) -> bool:
    """Tell whether nearly all filled cells repeat the heading of their column."""
    same = sum(1 for column in labels if headings[column] and _same_heading(str(cells[column]), headings[column]))
    return same >= 2 and same >= 0.6 * sum(cell is not None for cell in cells)


def _same_heading(label: str, heading: str) -> bool:
    return plain(label) in {plain(heading), *forms_of(heading).levels}


@cache
def _identifies(heading: str) -> bool:
    """Tell whether a lone cell under this heading may be a row of its own (a name, an id, a key)."""
    if is_row_number(heading):
        return False
    keys = {alias for table in TABLES.values() for column in table.columns if column.required
            for alias in aliases_of(column) if column.name != "subdistrict"}  # fmt: skip
    return bool({forms_of(heading).whole, forms_of(heading).bare} & keys)
